"""A budget's rows together allow the budget, neither more nor less."""

from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.ids import OwnerId
from lambdas.kit.dynamo import Table
from lambdas.stores.conversations.ceilings import counts
from tests.builders import NOW, a_charge

OPERATIONS = Table(name="operations", partition="subject", sort="item")
EVERYBODY = [OwnerId(f"owner {number}") for number in range(200)]


@given(st.integers(min_value=0, max_value=100_000))
def test_the_shares_of_a_budget_add_up_to_it(budget: int) -> None:
    shares = {}
    for owner in EVERYBODY:
        _, update = counts(a_charge(daily_budget=budget), owner, now=NOW, operations=OPERATIONS)
        shares[update["Key"]["item"]["S"]] = int(update["ExpressionAttributeValues"][":limit"]["N"])

    assert sum(shares.values()) == budget
