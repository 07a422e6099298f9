"""What a number at Twilio may do, and to whom."""

import pytest

from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Limit
from lambdas.domain.reply import Image
from tests.builders import a_turn, an_address
from tests.fakes.twilio import FakeTwilio
from tests.sms_messages import ANN, NUMBER, SERVICE, an_installation

HERE = an_address(ANN, user=ANN, installation="sms")
ABROAD = an_address("+34600000000", user="+34600000000", installation="sms")
PICTURE = Image(url="https://pictures.example/map.png", alt="A map")


@pytest.mark.parametrize(
    ("sender", "interval_s", "burst"), [(NUMBER, 1.0, 60), ("12345", 0.01, 100), (SERVICE, 0.1, 100)]
)
def test_messages_go_out_as_fast_as_the_sender_may(sender: str, interval_s: float, burst: int) -> None:
    limits = FakeTwilio().messenger(an_installation(sender=sender)).limits(HERE)

    assert Limit(scope="", interval_s=interval_s, burst=burst) in limits
    assert Limit(scope=f"chat/{ANN}", interval_s=1.0, burst=30) in limits


def test_pictures_go_only_where_the_account_says_so_and_telephones_show_them() -> None:
    with_pictures = FakeTwilio().messenger(an_installation(media="mms"))
    without = FakeTwilio().messenger(an_installation())

    shown = [
        "MediaUrl" in messenger.messages(address, (PICTURE,))[0].forms[0][0].parameters
        for messenger, address in [(with_pictures, HERE), (with_pictures, ABROAD), (without, HERE)]
    ]

    assert shown == [True, False, False]


def test_a_person_is_the_same_owner_in_every_conversation() -> None:
    assert FakeTwilio().messenger().owner(HERE) == user_owner(HERE.installation, HERE.user)


def test_there_is_no_sign_of_typing() -> None:
    assert list(FakeTwilio().messenger().typing(a_turn(address=HERE))) == []
