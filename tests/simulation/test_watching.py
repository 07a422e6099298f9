"""Of which turns a place must see the answers: of all, or of what came since somebody was back."""

from dataclasses import replace

from bench import checker
from bench.history import Closed, Dead, Entry, Fault, History, Opened, Pruned, Queued, Reopened, Said, Shown
from bench.watching import Watching

PLACE = "chat:1"
OPENED = Opened(at_s=0, place=PLACE, conversation="c1")
LEFT = Closed(at_s=2, place=PLACE, turn="bye")
BACK = Reopened(at_s=3, place=PLACE)


def a_queued(turn: str) -> Queued:
    return Queued(at_s=1, conversation="c1", turn=turn)


def awaited(*entries: Entry) -> set[str]:
    history = History()
    for entry in entries:
        history.add(entry)
    return {turn for turn in ("old", "new") if Watching(history).at("c1", turn) == [PLACE]}


def test_who_stays_sees_everything_and_who_left_nothing() -> None:
    assert awaited(OPENED, a_queued("old"), a_queued("new")) == {"old", "new"}
    assert awaited(OPENED, a_queued("old"), LEFT, a_queued("new")) == set()
    assert awaited(OPENED, a_queued("old"), a_queued("new"), Pruned(at_s=9, place=PLACE, seq=1)) == set()


def test_who_is_back_sees_what_the_queue_took_since() -> None:
    said = Said(at_s=1, owner="ann", conversation="c1", turn="new", event="e1", text="hi")

    assert awaited(OPENED, a_queued("old"), LEFT, BACK, a_queued("new")) == {"new"}
    assert awaited(OPENED, a_queued("old"), LEFT, a_queued("new"), BACK) == set()
    assert awaited(OPENED, a_queued("old"), LEFT, BACK, said) == {"new"}
    assert awaited(OPENED, said, LEFT, BACK, a_queued("new")) == {"new"}


def test_news_that_somebody_left_counts_when_the_queue_takes_it() -> None:
    bye = a_queued("bye")

    assert awaited(OPENED, LEFT, BACK, a_queued("old"), bye, a_queued("new")) == {"new"}
    assert awaited(OPENED, LEFT, bye, BACK, a_queued("new"), bye) == {"new"}
    dead = Dead(at_s=9, conversation="c1", turn="bye")
    assert awaited(OPENED, LEFT, bye, BACK, a_queued("new"), dead) == set()


def test_only_what_somebody_waits_for_needs_an_answer() -> None:
    history = History()
    said = Said(at_s=1, owner="ann", conversation="c1", turn="new", event="e1", text="/start")

    for entry in (OPENED, replace(said, waits=False), a_queued("new")):
        history.add(entry)
    assert list(checker.answered(history)) == []
    history.add(said)
    assert len(list(checker.answered(history))) == 2


def test_what_a_late_process_shows_to_who_is_back_may_come_out_of_order() -> None:
    history = History()
    shown = Shown(at_s=9, place=PLACE, conversation="c1", seq=1, turn="old", who="bot", text="hi")
    late = Fault(
        at_s=1, conversation="c1", turn="old", call="chat.send", kind="frozen", doubt=True, outlived=True
    )

    for entry in (OPENED, a_queued("old"), a_queued("new"), replace(shown, turn="new", seq=2), shown, late):
        history.add(entry)
    assert len(list(checker.ordered(history))) == 1
    history.add(BACK)
    assert list(checker.ordered(history)) == []
