"""What an operator's commands reach, by the outputs of a stage's stacks."""

from collections.abc import Mapping
from typing import Final

import boto3
import pytest

from cli.operated import LINK_FUNCTION, NotOperatedError, Operated, operated
from stacks.named import link_name

OUTPUTS: Final = {
    name: f"the {name}"
    for name in (
        *("ConnectionsTable", "SessionsTable", "TokensTable", "OperationsTable", "BookingsTable"),
        *("TurnsQueueUrl", "DeadTurnsQueueUrl", "LaterQueueUrl", "DeadLaterQueueUrl"),
    )
}
IDENTITY: Final = {"UserPoolClientId": "c", "UserPoolId": "eu-west-1_Pool"}


def a_stage(outputs: Mapping[str, str]) -> Operated:
    nobody = boto3.Session(aws_access_key_id="none", aws_secret_access_key="none", region_name="eu-west-1")
    return operated(outputs, stage="production", session=nobody, endpoint=None)


def test_lambda_link_is_asked_by_the_name_that_its_stack_gives_it() -> None:
    assert LINK_FUNCTION.format(stage="production") == link_name("production")


def test_where_people_sign_in_their_pool_and_its_issuer_are_known() -> None:
    signing_in = a_stage(OUTPUTS | IDENTITY).signing_in

    assert signing_in is not None
    assert signing_in.pool == "eu-west-1_Pool"
    assert signing_in.issuer == "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool"


def test_where_nobody_signs_in_there_is_nobody_to_ask() -> None:
    assert a_stage(OUTPUTS).signing_in is None


@pytest.mark.parametrize(("more", "own"), [((), False), (("BookingsTokenArn",), True)])
def test_a_booking_service_of_the_stages_own_is_known(more: tuple[str, ...], *, own: bool) -> None:
    assert a_stage(OUTPUTS | dict.fromkeys(more, "arn")).own_bookings is own


def test_the_installations_that_there_are_now_are_known_by_name() -> None:
    told = {"Installations": '{"bots": {}, "installations": {"web": {}, "telegram": {}}}'}

    assert (a_stage(OUTPUTS).installations, a_stage(OUTPUTS | told).installations) == (
        [],
        ["telegram", "web"],
    )


@pytest.mark.parametrize("missing", OUTPUTS)
def test_an_output_that_is_missing_is_named(missing: str) -> None:
    with pytest.raises(NotOperatedError, match=missing):
        a_stage({name: value for name, value in OUTPUTS.items() if name != missing})
