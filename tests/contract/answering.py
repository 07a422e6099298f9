"""Steps that many tests of conversations begin with."""

from collections.abc import Sequence

from lambdas.domain.conversation import Held, Line, Session
from tests.builders import a_held, a_line, a_reply, a_session, a_turn
from tests.contract.conversations_cases import Case


def claimed(case: Case, event: str = "e1", *, worker: str = "w1", text: str = "hi") -> Held:
    """A turn of Ann's, in a worker's hands."""
    held = a_held(a_turn(text, event=event), worker=worker)
    case.conversations.claim(held, charge=None)
    return held


def answered(
    case: Case, event: str = "e1", *, held: Held | None = None, session: Session | None = None
) -> tuple[Held, Sequence[Line]]:
    """A turn that was said in one line and answered in another, and the two lines."""
    mine = held or claimed(case, event)
    memory = case.conversations.recall(mine)
    said, replied = memory.next_seq, memory.next_seq + 1
    event, owner = mine.turn.event, mine.owner
    lines = (
        a_line(said, f"said {event}", event=event, owner=owner),
        a_reply(replied, f"replied {event}", event=event, owner=owner),
    )
    case.conversations.commit(mine, memory=memory, lines=lines, session=session or a_session())
    return mine, lines


def again(held: Held, *, worker: str = "w2") -> Held:
    """The same turn as another invocation is shown it."""
    return a_held(held.turn, owner=held.owner, worker=worker)
