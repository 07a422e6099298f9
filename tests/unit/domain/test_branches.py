"""Conditions hold in Lambda as they do by the definition."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from definition.condition import AllOf, AnyOf, Comparison, Condition, Emptiness, condition_json
from definition.condition import holds as holds_by_definition
from lambdas.domain.branches import holds

SLOTS = st.sampled_from(["A", "B", "C"])
TEXTS = st.sampled_from(
    ["7", "12", "50 USD", "P1W", "P7D", "PT2H", "P1DT1H", "2027-09-01", "big", "BIG", " "]
)
VALUES = st.just("") | TEXTS
SIGNS: Any = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
CONSTANTS = VALUES | st.sampled_from([7.0, 12.5])
COMPARISONS = st.builds(Comparison, slot=SLOTS, operator=SIGNS, constant=CONSTANTS)
SINGLE = COMPARISONS | st.builds(Emptiness, slot=SLOTS, empty=st.booleans())


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Several conditions in one."""
    lists = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return lists.map(lambda of: AllOf(parts=of)) | lists.map(lambda of: AnyOf(parts=of))


@given(
    condition=st.recursive(SINGLE, joined, max_leaves=6),
    slots=st.dictionaries(SLOTS, VALUES | st.none()),
)
def test_a_condition_holds_in_lambda_as_it_does_by_the_definition(
    condition: Condition, slots: dict[str, str | None]
) -> None:
    assert holds(condition_json(condition), slots) is holds_by_definition(condition, slots)
