"""A dialog is one person's in one conversation: the judge counts each by itself."""

from bench.history import History, Kept, Said
from tests.simulation.dialog import continued


def answered(*dialogs: tuple[str, str]) -> History:
    """An answer to each, by who spoke and where; all say that they are the first."""
    history = History()
    for number, (owner, conversation) in enumerate(dialogs, start=1):
        turn = f"t{number}"
        said = Said(at_s=1, owner=owner, conversation=conversation, turn=turn, event=turn, text="hi")
        text = "turn 1 of the dialog, form 1"
        kept = Kept(at_s=9, conversation=conversation, seq=number, turn=turn, who="bot", text=text)
        for entry in (said, kept):
            history.add(entry)
    return history


def test_everybody_begins_a_dialog_in_each_conversation() -> None:
    assert list(continued(answered(("ann", "c1"), ("ann", "c2"), ("bob", "c1")))) == []


def test_nobody_begins_a_second_dialog_in_one() -> None:
    assert len(list(continued(answered(("ann", "c1"), ("ann", "c1"))))) == 1
