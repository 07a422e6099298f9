"""A command that is killed wherever it can be, so that repeats are to finish what it began."""

import json
from dataclasses import dataclass, replace
from typing import Any

from cli.operated import Operated
from lambdas.domain.ids import OwnerId
from tests.integration.cli.person_stage import Stage


@dataclass(kw_only=True)
class Mortal:
    """A client whose command is killed after each deletion that it does for the first time."""

    client: Any
    done: set[str]

    def __getattr__(self, name: str) -> object:
        return getattr(self.client, name)

    def delete_item(self, **request: object) -> None:
        self.client.delete_item(**request)
        self._die(json.dumps(request))

    def delete_message(self, **request: object) -> None:
        self.client.delete_message(**request)
        self._die(json.dumps(request))

    def erase(self, owner: OwnerId) -> None:
        self.client.erase(owner)
        self._die(owner)

    def _die(self, what: str) -> None:
        if what not in self.done:
            self.done.add(what)
            raise KilledError


class KilledError(Exception):
    """The command ended here."""


def mortal(operated: Operated) -> Operated:
    """The same stage, for commands that are killed wherever they can be."""
    signing_in, done = operated.signing_in, set[str]()
    assert signing_in is not None
    tables: Any = Mortal(client=operated.tables, done=done)
    queues: Any = Mortal(client=operated.queues, done=done)
    office = Mortal(client=signing_in.office, done=done)
    return replace(operated, tables=tables, queues=queues, signing_in=replace(signing_in, office=office))


def until_done(stage: Stage, *words: str) -> list[int | None]:
    """Run a command until it is not killed; its exit codes, none where it was."""
    codes: list[int | None] = [None]
    while codes[-1] is None:
        try:
            codes.append(stage.parley(*words)[0])
        except KilledError:
            codes.append(None)
    return codes
