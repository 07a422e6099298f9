"""What an operator's commands reach of a stage: its tables and queues."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from cli.installed import LOCAL_REGION
from lambdas.kit.dynamo import Table

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_sqs import SQSClient


class NotOperatedError(Exception):
    """A stage cannot be reached; the message is for the person at the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operated:
    """One stage.

    turns_url and dead_url: the queue of turns, and of those that killed their handler. later_url and
    dead_later_url: the queue of internal turns that wait, and of those that were never brought on.
    """

    tables: "DynamoDBClient"
    queues: "SQSClient"
    sessions: Table
    operations: Table
    turns_url: str
    dead_url: str
    later_url: str
    dead_later_url: str


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
    return operated(local["stacks"], session=session, endpoint=local["aws_endpoint"])


def in_the_account(stage: str) -> Operated:
    """A stage in the AWS account of the person's credentials; raises ``NotOperatedError``."""
    outputs: dict[str, str] = {}
    try:
        session = boto3.Session()
        formation = session.client("cloudformation")
        for stack in (f"Parley-{stage}-State", f"Parley-{stage}-Chat"):
            found = formation.describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", [])
            outputs |= {output["OutputKey"]: output["OutputValue"] for output in found}
        return operated(outputs, session=session, endpoint=None)
    except (BotoCoreError, ClientError) as error:
        raise NotOperatedError(f"the stacks of {stage} cannot be read: {error}") from error


def operated(outputs: Mapping[str, str], *, session: boto3.Session, endpoint: str | None) -> Operated:
    """A stage by the outputs of its stacks; raises ``NotOperatedError`` where one is missing."""
    try:
        return Operated(
            tables=session.client("dynamodb", endpoint_url=endpoint),
            queues=session.client("sqs", endpoint_url=endpoint),
            sessions=Table(name=outputs["SessionsTable"], partition="conversation", sort="item"),
            operations=Table(name=outputs["OperationsTable"], partition="subject", sort="item"),
            turns_url=outputs["TurnsQueueUrl"],
            dead_url=outputs["DeadTurnsQueueUrl"],
            later_url=outputs["LaterQueueUrl"],
            dead_later_url=outputs["DeadLaterQueueUrl"],
        )
    except KeyError as missing:
        raise NotOperatedError(f"the stacks do not tell {missing.args[0]}; deploy them again") from None
