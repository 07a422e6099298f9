"""An agent in Dialogflow ES, through the clients of Google's own package.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent (restore, train, export),
https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent/getValidationResult
"""

import json
from collections.abc import Iterator
from concurrent.futures import TimeoutError as OperationTimeoutError
from contextlib import contextmanager
from typing import Any

from google.api_core.client_options import ClientOptions
from google.api_core.exceptions import BadRequest, GoogleAPIError, NotFound
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.exceptions import GoogleAuthError
from google.cloud.dialogflow_v2 import Agent as ApiAgent
from google.cloud.dialogflow_v2 import AgentsClient, Fulfillment, FulfillmentsClient
from google.cloud.dialogflow_v2.types import ValidationError
from google.oauth2.service_account import Credentials as KeyCredentials

from cli.dialogflow_refusal import NotDeployedError, RefusedAgentError
from definition.dialogflow.agent import Agent, Webhook
from definition.dialogflow.api import agent_json, fulfillment_json
from definition.dialogflow.archive import write_archive

OPERATION_S = 600.0
CALL_S = 60.0
GLOBAL = "global"
SCOPES = ("https://www.googleapis.com/auth/dialogflow",)


class DialogflowAgents:
    """One agent. Every method raises ``NotDeployedError`` with what Google says."""

    def __init__(self, *, parent: str, agents: AgentsClient, fulfillments: FulfillmentsClient) -> None:
        self._parent, self._agents, self._fulfillments = parent, agents, fulfillments

    def restore(self, agent: Agent) -> None:
        """Put an agent in the place of the one that is there, or make it where there is none."""
        with _told():
            self._make_sure(agent)
            request = {"parent": self._parent, "agent_content": write_archive(agent)}
            _finished(self._agents.restore_agent(request=request, timeout=CALL_S))

    def connect(self, webhook: Webhook) -> None:
        """Set where fulfilment is, and what is sent along."""
        with _told():
            fulfillment = Fulfillment.from_json(json.dumps(fulfillment_json(webhook, project="-")))
            fulfillment.name = f"{self._parent}/agent/fulfillment"
            self._fulfillments.update_fulfillment(
                fulfillment=fulfillment,
                update_mask={"paths": ["enabled", "generic_web_service"]},
                timeout=CALL_S,
            )

    def webhook(self) -> Webhook | None:
        """Give where the agent's fulfilment is; None where it is switched off or none was ever set."""
        with _told():
            found = self._fulfillments.get_fulfillment(
                name=f"{self._parent}/agent/fulfillment", timeout=CALL_S
            )
        service = found.generic_web_service
        if not found.enabled or not service.uri:
            return None
        return Webhook(url=service.uri, headers=dict(service.request_headers))

    def display_name(self) -> str | None:
        """Give what the agent is called; None where the project has none."""
        with _told():
            try:
                return str(self._agents.get_agent(parent=self._parent, timeout=CALL_S).display_name)
            except NotFound:
                return None

    def delete(self) -> None:
        """Delete the agent with all that it has."""
        with _told():
            self._agents.delete_agent(parent=self._parent, timeout=CALL_S)

    def train(self) -> None:
        """Train the agent, and wait until it is."""
        with _told():
            _finished(self._agents.train_agent(parent=self._parent, timeout=CALL_S))

    def findings(self) -> list[str]:
        """Give what Dialogflow finds doubtful; raises where it finds an error."""
        with _told():
            asked = {"parent": self._parent}
            found = self._agents.get_validation_result(request=asked, timeout=CALL_S).validation_errors
        lines = [f"{one.severity.name.lower()}: {one.error_message}" for one in found]
        if any(one.severity >= ValidationError.Severity.ERROR for one in found):
            raise RefusedAgentError("\n".join(["Dialogflow finds errors in the agent:", *lines]))
        return lines

    def export(self) -> bytes:
        """Give the archive of the agent that is there."""
        with _told():
            exported = _finished(self._agents.export_agent(parent=self._parent, timeout=CALL_S))
            content: bytes = exported.agent_content
            return content

    def _make_sure(self, agent: Agent) -> None:
        try:
            self._agents.get_agent(parent=self._parent, timeout=CALL_S)
        except NotFound:
            made = ApiAgent.from_json(json.dumps(agent_json(agent, project="-")))
            made.parent = self._parent
            self._agents.set_agent(agent=made, timeout=CALL_S)


def dialogflow_agents(
    *, project: str, location: str, key_file: str | None, endpoint: str | None
) -> DialogflowAgents:
    """Give the agent of a project; raises ``NotDeployedError`` where there are no credentials.

    endpoint: of a stand-in on this machine, which asks for none.
    """
    place = "" if location == GLOBAL else f"/locations/{location}"
    host = "dialogflow.googleapis.com" if location == GLOBAL else f"{location}-dialogflow.googleapis.com"
    with _told():
        made: dict[str, Any] = {
            "credentials": AnonymousCredentials() if endpoint else _credentials(key_file),
            "client_options": ClientOptions(api_endpoint=endpoint or host),
            "transport": "rest",
        }
        return DialogflowAgents(
            parent=f"projects/{project}{place}",
            agents=AgentsClient(**made),
            fulfillments=FulfillmentsClient(**made),
        )


def _credentials(key_file: str | None) -> Credentials | None:
    """Give a key's credentials; without one the clients find those of whoever is logged in."""
    if key_file is None:
        return None
    try:
        found: Credentials = KeyCredentials.from_service_account_file(key_file, scopes=SCOPES)
    except OSError as error:
        raise NotDeployedError(f"{key_file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise NotDeployedError(f"{key_file} is no key of a service account: {error}") from error
    return found


def _finished(operation: Any) -> Any:  # noqa: ANN401 (an operation of api-core, which has no types)
    """Wait for an operation, and give what came of it."""
    return operation.result(timeout=OPERATION_S)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what Google refuses as ours."""
    try:
        yield
    except OperationTimeoutError as error:
        raise NotDeployedError(f"Dialogflow has not finished after {OPERATION_S:.0f} s") from error
    except BadRequest as error:
        raise RefusedAgentError(f"Dialogflow refuses: {error}") from error
    except (GoogleAPIError, GoogleAuthError) as error:
        raise NotDeployedError(f"Dialogflow refuses: {error}") from error
    except OSError as error:
        raise NotDeployedError(f"Dialogflow cannot be reached: {error}") from error
