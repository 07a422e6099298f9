"""The shape of branches: what is said after a step, and where the dialog goes, when a condition holds.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_ConditionalSpecification.html (four branches
and a default one), API_Condition.html
"""

from definition.condition_text import ConditionSyntaxError, read_condition
from definition.names import NAME
from definition.shape import Either, Items, Key, Mistake, Record, Table, Text


def _condition_mistake(text: str) -> Mistake | None:
    try:
        read_condition(text)
    except ConditionSyntaxError as error:
        return Mistake(problem=error.problem, advice=error.advice, at=error.at)
    return None


_STEPS = ("confirm", "fulfil", "end")
_THEN = Either(
    name="next step",
    text=Text(
        pattern="|".join(_STEPS),
        form="confirm, fulfil, end, {ask: Slot} or {start: Intent}",
        words=_STEPS,
    ),
    keys=Record(
        keys={
            "ask": Key(of=Text(longest=100), says="the slot that is asked for, and emptied before"),
            "start": Key(of=Text(longest=100), says="the intent that takes over"),
        },
        single=True,
    ),
)

_BRANCH = Record(
    keys={
        "if": Key(
            of=Text(longest=500, mistake=_condition_mistake),
            says="the condition, as {Guests} > 8; without one the branch is taken whenever no other is",
        ),
        "say": Key(of=Text(longest=100), says="the name of a reply"),
        "then": Key(
            of=_THEN,
            says="{ask: Slot}, {start: Intent}, confirm, fulfil or end; if not said, it goes on as it would",
        ),
    }
)

# Five: four with conditions, and one without at the end.
BRANCHES = Table(names=NAME, of=Items(of=_BRANCH, least=1, most=5))
