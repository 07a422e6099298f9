"""When the local Telegram sends an update again, and which it sends."""

import pytest

from dev.telegram.webhook import Delays, Webhook


@pytest.mark.parametrize(("failures", "wait_s"), [(1, 0), (2, 2), (3, 4), (4, 8), (7, 60), (5000, 60)])
def test_an_update_comes_again_at_once_and_then_ever_later(failures: int, wait_s: float) -> None:
    assert Delays().after(failures) == wait_s


@pytest.mark.parametrize(
    ("allowed", "taken"), [((), ("message", "my_chat_member")), (("chat_member",), ("chat_member",))]
)
def test_all_but_members_and_reactions_come_unless_told_otherwise(
    allowed: tuple[str, ...], taken: tuple[str, ...]
) -> None:
    webhook = Webhook(url="https://a.example", allowed_updates=allowed)

    kinds = ("message", "my_chat_member", "chat_member", "message_reaction")
    assert tuple(kind for kind in kinds if webhook.takes(kind)) == taken


def test_a_webhook_s_secret_is_not_shown() -> None:
    assert "hidden" not in repr(Webhook(secret="hidden"))
