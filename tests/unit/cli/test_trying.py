"""A test message that a messenger does not take is told with the mend."""

from collections.abc import Callable

import pytest
from urllib3 import PoolManager

from cli.channels.port import MessengerError
from cli.channels.trying import send
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Messenger
from tests.fakes.messenger import FakeMessenger
from tests.installed import an_installed, with_secrets


@pytest.mark.parametrize(
    ("failure", "mend"),
    [
        (Busy("slower", again_s=3), "slower; try again in 3 s"),
        (Shut("a day is over"), "a day is over; the person must write first"),
        (Unreachable("blocked"), "blocked; look at --to: most messengers let a bot write only where"),
        (
            Ambiguous("no answer"),
            "no answer; it may have arrived all the same: look before you",
        ),
        (Retryable("401"), "401; see what is set: parley channel inspect telegram --stage production"),
        (Refused("odd"), "odd; it takes no such message, however often it is sent"),
    ],
)
def test_whatever_fails_is_told_with_what_to_do(failure: ParleyError, mend: str) -> None:
    messenger = FakeMessenger()
    messenger.faults.fail("call", failure)

    def build(
        installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
    ) -> Messenger:
        del installation, token, http, endpoint
        return messenger

    with pytest.raises(MessengerError) as told:
        send(an_installed(with_secrets(token="a token")), build, title="Telegram", to="4711", text="Hello")

    assert str(told.value).startswith(f"Telegram: {mend}")
