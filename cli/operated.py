"""What an operator's commands reach of a stage: its tables, its queues, and who signs people in."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import unread
from cli.installed import LOCAL_REGION
from cli.state import HERE
from lambdas.domain.ids import OwnerId
from lambdas.identity.link_office import LambdaLinkOffice
from lambdas.kit.calls import once
from lambdas.kit.dynamo import Table

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_sqs import SQSClient


STACKS: Final = ("State", "Chat", "Fulfilment")
LINK_FUNCTION: Final = "parley-{stage}-link"
LINK_WITHIN_S: Final = 15
"""Longer than link itself may take."""


class NotOperatedError(Exception):
    """A stage cannot be reached; the message is for the person at the terminal."""


class Eraser(Protocol):
    """What a command asks of Lambda link."""

    def erase(self, owner: OwnerId) -> None:
        """See ``LinkOffice``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """Who signs people in at a stage.

    office: Lambda link, which alone can revoke tokens. pool: the user pool's id. issuer: its name in tokens.
    """

    office: Eraser
    pool: str
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operated:
    """One stage.

    turns_url and dead_url: the queue of turns, and of those that killed their handler. later_url and
    dead_later_url: the queue of internal turns that wait, and of those that were never brought on.
    signing_in: None where nobody can sign in. own_bookings: whether a service of the stage's own keeps them.
    installations: the names of those that it has now; what is kept may be of others.
    """

    tables: "DynamoDBClient"
    queues: "SQSClient"
    connections: Table
    sessions: Table
    tokens: Table
    operations: Table
    bookings: Table
    turns_url: str
    dead_url: str
    later_url: str
    dead_later_url: str
    signing_in: SigningIn | None = None
    own_bookings: bool = False
    installations: Sequence[str] = ()


def operated_by(options: argparse.Namespace) -> Operated:
    """The stage that a command's options say, see ``add_stage``; raises ``NotOperatedError``."""
    return on_this_machine(options.state) if options.stage == HERE else in_the_account(options.stage)


def on_this_machine(folder: Path) -> Operated:
    """The platform that runs from a folder; raises ``NotOperatedError``."""
    try:
        local = json.loads((folder / "local.json").read_text())
    except (OSError, ValueError):
        raise NotOperatedError("Parley is not running here. Start it with: parley up") from None
    session = boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 — the emulator takes anything
        region_name=LOCAL_REGION,
    )
    return operated(local["stacks"], stage="local", session=session, endpoint=local["aws_endpoint"])


def in_the_account(stage: str) -> Operated:
    """A stage in the AWS account of the person's credentials; raises ``NotOperatedError``."""
    try:
        session = boto3.Session()
        outputs = _outputs(stage, STACKS, session)
        if "UserPoolClientId" in outputs:
            outputs |= _outputs(stage, ("Identity",), session)
        return operated(outputs, stage=stage, session=session, endpoint=None)
    except (BotoCoreError, ClientError) as error:
        raise NotOperatedError(unread(f"the stacks of {stage}", error, stage=stage)) from error


def operated(
    outputs: Mapping[str, str], *, stage: str, session: boto3.Session, endpoint: str | None
) -> Operated:
    """A stage by the outputs of its stacks; raises ``NotOperatedError`` where one is missing."""
    try:
        return Operated(
            tables=session.client("dynamodb", endpoint_url=endpoint),
            queues=session.client("sqs", endpoint_url=endpoint),
            connections=Table(name=outputs["ConnectionsTable"], partition="conversation", sort="connection"),
            sessions=Table(name=outputs["SessionsTable"], partition="conversation", sort="item"),
            tokens=Table(name=outputs["TokensTable"], partition="owner", sort="item"),
            operations=Table(name=outputs["OperationsTable"], partition="subject", sort="item"),
            bookings=Table(name=outputs["BookingsTable"], partition="owner", sort="item"),
            turns_url=outputs["TurnsQueueUrl"],
            dead_url=outputs["DeadTurnsQueueUrl"],
            later_url=outputs["LaterQueueUrl"],
            dead_later_url=outputs["DeadLaterQueueUrl"],
            signing_in=_signing_in(outputs, stage=stage, session=session, endpoint=endpoint),
            own_bookings="BookingsTokenArn" in outputs,
            installations=sorted(json.loads(outputs.get("Installations", "{}")).get("installations", ())),
        )
    except KeyError as missing:
        raise NotOperatedError(f"the stacks do not tell {missing.args[0]}; deploy them again") from None


def _outputs(stage: str, stacks: Sequence[str], session: boto3.Session) -> dict[str, str]:
    outputs: dict[str, str] = {}
    formation = session.client("cloudformation")
    for stack in stacks:
        found = formation.describe_stacks(StackName=f"Parley-{stage}-{stack}")["Stacks"][0].get("Outputs", [])
        outputs |= {output["OutputKey"]: output["OutputValue"] for output in found}
    return outputs


def _signing_in(
    outputs: Mapping[str, str], *, stage: str, session: boto3.Session, endpoint: str | None
) -> SigningIn | None:
    """Where the stage signs people in; its function has the name that its stack gives it."""
    if "UserPoolClientId" not in outputs:
        return None
    pool = outputs["UserPoolId"]
    client = session.client("lambda", endpoint_url=endpoint, config=once(LINK_WITHIN_S))
    return SigningIn(
        office=LambdaLinkOffice(function=LINK_FUNCTION.format(stage=stage), client=client),
        pool=pool,
        issuer=f"https://cognito-idp.{pool.partition('_')[0]}.amazonaws.com/{pool}",
    )
