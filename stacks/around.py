"""What the Lambdas of the chat stack work with."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs

from stacks.app_client import AppClient
from stacks.configured import Aliases, Definitions
from stacks.gateway import WebSocketApi
from stacks.messengers import MessengerSecrets
from stacks.stage import Stage
from stacks.state import StateStack


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The stage and what stands before its Lambdas.

    aliases: of the bots that Lex serves.
    messengers: the secrets of each installation.
    agents: the key of each bot that Dialogflow is called with one for.
    client: ours of the user pool; ``None`` where nobody can sign in.
    """

    stage: Stage
    state: StateStack
    definitions: Definitions
    aliases: Aliases
    messengers: Mapping[str, MessengerSecrets]
    agents: Mapping[str, secretsmanager.ISecret]
    site_origin: str
    client: AppClient | None
    sockets: WebSocketApi
    turns: sqs.Queue
    later: sqs.Queue
