"""Whoever attacks a sign-in, and what is looked at afterwards."""

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from lambdas.domain.ids import UserId
from lambdas.flows.link.begin import Going, begin
from lambdas.flows.link.step import Step
from tests.unit.link.world import World

VICTIM = Secret("V" * 43)


ATTACKER = Secret("A" * 43)


class Pressed:
    """Tells that one user pressed; with None, that the channel signed nothing."""

    def __init__(self, user: UserId | None) -> None:
        self._user = user

    def user(self, _told: str) -> UserId:
        if self._user is None:
            raise Refused("not signed", code="forged")
        return self._user


def taken(world: World, link: str, browser: Secret | None) -> Step | str:
    done = begin(link, browser=browser, told="", desk=world.desk)
    return "going" if isinstance(done, Going) else done.step


def nothing_is_linked(world: World) -> bool:
    return not world.accounts.linked and not world.accounts.waits
