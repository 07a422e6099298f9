"""The accounts that doubles have: the constants, and others that look like them."""

import pytest

from cli.channels.known import channel_of
from dev.doubles.installed import Installed
from dev.messengers.mounted import DOUBLES
from dev.sms.account import SERVICE_SID, twilio_of
from dev.telegram.bot import LOCAL_TOKEN, Bot, bot_of

CHANNELS = pytest.mark.parametrize("channel", DOUBLES)


def an_account(channel: str, name: str, **account: str) -> tuple[str, str]:
    """What an installation's double proves itself with, and what it lets in by."""
    further = name != channel
    told = Installed(name=name, channel=channel, account=account, further=further)
    double = DOUBLES[channel](told)
    return double.secret, double.token


@CHANNELS
def test_every_installation_has_a_secret_and_a_token_of_its_own_that_stay(channel: str) -> None:
    accounts = [an_account(channel, name) for name in (channel, "shop", "trips")]

    assert accounts == [an_account(channel, name) for name in (channel, "shop", "trips")]
    assert len({token for _, token in accounts}) == 3
    assert len({secret for secret, _ in accounts}) == (3 if accounts[0][0] else 1)


@CHANNELS
def test_what_a_double_gives_has_the_shape_that_the_messenger_gives_it(channel: str) -> None:
    known = channel_of(channel)

    for name in (channel, "shop"):
        secret, token = an_account(channel, name)
        assert known.token.shape.fullmatch(token)
        assert secret == "" or (known.proof and known.proof.shape.fullmatch(secret))


@pytest.mark.parametrize(
    ("channel", "account"),
    [("slack", "app_id"), ("messenger", "app_id"), ("whatsapp", "app_id"), ("sms", "account_sid")],
)
def test_who_signs_goes_by_the_account_and_not_by_the_installation(channel: str, account: str) -> None:
    first, same = (an_account(channel, name, **{account: "A1"})[0] for name in (channel, "shop"))
    other, _ = an_account(channel, channel, **{account: "A2"})

    assert first == same != other


def test_a_text_message_comes_from_the_number_or_by_the_service_of_the_stage_file() -> None:
    number = twilio_of(Installed(name="sms", channel="sms", account={"sender": "+15550188888"}))
    service = twilio_of(Installed(name="sms", channel="sms", account={"sender": f"MG{7:032}"}))

    assert (number.number, number.service_sid) == ("+15550188888", SERVICE_SID)
    assert service.service_sid == f"MG{7:032}"
    assert service.number.startswith("+1555")


def test_the_first_bot_of_telegram_has_the_local_token_and_every_other_its_own() -> None:
    first, shop, trips = (
        bot_of(Installed(name=name, channel="telegram", further=name != "first"))
        for name in ("first", "my-shop", "trips")
    )

    assert first == Bot(token=LOCAL_TOKEN, user_name="parley_local_bot")
    assert len({bot.id for bot in (first, shop, trips)}) == 3
    assert len({bot.token.partition(":")[2] for bot in (first, shop, trips)}) == 3
    assert shop.user_name == "my_shop_bot"
    assert channel_of("telegram").token.shape.fullmatch(shop.token)


def test_a_bot_of_telegram_has_a_user_name_that_telegram_allows() -> None:
    longest = bot_of(Installed(name="a" * 31, channel="telegram", further=True))

    assert longest.user_name == f"{'a' * 28}_bot"
