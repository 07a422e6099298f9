"""The agent that the doctor makes in a project to try Dialogflow, and deletes; no other is ever touched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from cli.dialogflow_agents import DialogflowAgents
from cli.dialogflow_refusal import NotDeployedError
from cli.doctor.finding import DifferentError, NotTriableError
from definition.bot import Bot
from definition.dialogflow.agent import Webhook
from definition.dialogflow.archive import NotAnArchiveError, read_archive
from definition.dialogflow.compile import NotForDialogflowError, dialogflow_agent
from definition.dialogflow.difference import differences

NAME: Final = "parley-doctor-probe"


class ProbeAgent:
    """A project in which the doctor may make its agent. Methods raise ``NotDeployedError``."""

    def __init__(
        self, *, agents: DialogflowAgents, bot: Bot, project: str, say: Callable[[str], None]
    ) -> None:
        self._agents, self._project, self._say = agents, project, say
        try:
            self._agent = replace(dialogflow_agent(bot), name=NAME)
        except NotForDialogflowError as error:
            raise NotTriableError(str(error)) from error

    @contextmanager
    def removed_afterwards(self) -> Iterator[None]:
        """Delete the agent after the block; raises ``NotTriableError`` where one is not ours."""
        self._refuse_others()
        try:
            yield
        finally:
            self._remove()

    def bring(self) -> None:
        """Restore the agent, and train it."""
        self._say(f"making the agent {NAME} in {self._project} …")
        self._agents.restore(self._agent)
        self._agents.train()
        self._agents.findings()

    def compare(self) -> None:
        """See that what was restored is what is exported; raises ``DifferentError``."""
        try:
            found = list(differences(read_archive(self._agents.export()), self._agent))
        except NotAnArchiveError as error:
            raise DifferentError(f"what is exported cannot be read: {error}") from error
        if found:
            raise DifferentError(f"what is exported is another agent: {'; '.join(found)}")

    def connect(self, webhook: Webhook) -> None:
        """Let the agent call a webhook."""
        self._agents.connect(webhook)

    def _refuse_others(self) -> None:
        """A project has one agent, and making ours would replace it."""
        name = self._agents.display_name()
        if name is None:
            return
        mend = "Nothing was touched. Name a project that has no agent: --probe-agent PROJECT"
        if name != NAME:
            raise NotTriableError(f"the agent “{name}” of {self._project} is not the doctor's. {mend}")
        ours = {one.name for one in self._agent.intents}
        try:
            there = {one.name for one in read_archive(self._agents.export()).intents}
        except NotAnArchiveError as error:
            raise NotTriableError(f"the agent of {self._project} cannot be read: {error}. {mend}") from error
        if others := ", ".join(sorted(there - ours)):
            raise NotTriableError(f"the agent of {self._project} has intents of others: {others}. {mend}")

    def _remove(self) -> None:
        """Delete the agent; where that fails, also by Ctrl-C, say how to."""
        gone = False
        try:
            if self._agents.display_name() == NAME:
                self._agents.delete()
            gone = True
        except NotDeployedError as error:
            self._say(str(error))
        finally:
            told = "is gone" if gone else "is LEFT. Delete it in the console of Dialogflow: Settings, General"
            self._say(f"the agent {NAME} of {self._project} {told}")
