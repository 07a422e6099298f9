"""The stand-in for Twilio behaves as its documentation says, to our adapter and to Twilio's own library."""

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from urllib3 import PoolManager

from dev.sms.account import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    NUMBER,
    NUMBER_SID,
    SERVICE_SID,
    SHORT_CODE_SID,
    Twilio,
)
from lambdas.channels.sms.build import sms_messenger
from lambdas.channels.sms.inbound import SmsInbound
from lambdas.channels.sms.outbound import SmsMessenger
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.ids import InstallationId
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Choice, Choices, Image, Text
from lambdas.domain.turn import Delivery, Said, Turn, Unhandled, What
from tests.builders import an_address
from tests.fakes.clock import SetClock
from tests.integration.sms.running import running, vendor, words
from tests.integration.stand_in import StandIn
from tests.sms_messages import an_installation

ADA = "+15550100001"
HERE = an_address(ADA, user=ADA, installation="sms")
HELLO = Call(method="Messages", parameters={"Body": "Hello"})


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with running() as there:
        yield there


def messenger(twilio: StandIn, *, token: str = AUTH_TOKEN, media: str = "") -> SmsMessenger:
    installation = an_installation(sender=NUMBER, account_sid=ACCOUNT_SID, media=media)
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return sms_messenger(installation, token=lambda: token, http=http, endpoint=twilio.url)


def registered(twilio: StandIn) -> None:
    vendor(twilio).incoming_phone_numbers(NUMBER_SID).update(
        sms_url=f"{twilio.hook_url}#rc=5", sms_method="POST"
    )


def brought(twilio: StandIn, **deed: str) -> Delivery:
    """What the webhook is brought of somebody's deed, as it would come to us."""
    said = twilio.post("_dev/say", user="Ada", **deed)
    twilio.settled(said["deliveries"][0])
    headers, body = twilio.brought[-1]
    return Delivery(installation=InstallationId("sms"), headers=headers, body=body, urls=(twilio.hook_url,))


def taken(delivery: Delivery) -> Turn:
    installation = an_installation(sender=NUMBER, account_sid=ACCOUNT_SID)
    inbound = SmsInbound(installation=installation, keys=lambda: (AUTH_TOKEN.encode(),), clock=SetClock())
    inbound.verify(delivery)
    (turn,) = inbound.parse(delivery)
    return turn


def test_what_people_write_is_taken_and_signed_as_twilio_signs(twilio: StandIn) -> None:
    registered(twilio)

    delivery = brought(twilio, text="¿Dónde? & so")

    turn = taken(delivery)
    form = dict(parse_qsl(delivery.body.decode(), keep_blank_values=True))
    assert (turn.content, turn.address.user) == (Said(text="¿Dónde? & so"), ADA)
    assert RequestValidator(AUTH_TOKEN).validate(
        twilio.hook_url, form, delivery.headers["x-twilio-signature"]
    )


def test_pictures_and_the_like_come_as_their_kind(twilio: StandIn) -> None:
    registered(twilio)

    assert taken(brought(twilio, send="voice")).content == Unhandled(what=What.VOICE)
    assert taken(brought(twilio, send="file")).content == Unhandled(what=What.FILE, name="application/pdf")


def test_a_call_that_fails_is_made_again_with_the_same_message(twilio: StandIn) -> None:
    registered(twilio)
    twilio.answers = [(503, ""), (500, "")]

    brought(twilio, text="hi")

    assert len(twilio.brought) == 3
    assert len({body for _, body in twilio.brought}) == 1


def test_a_choice_is_made_by_its_words(twilio: StandIn) -> None:
    registered(twilio)
    taken(brought(twilio, text="hi"))
    ours = messenger(twilio)
    (message,) = ours.messages(
        HERE, (Text(text="Where?"), Choices(choices=(Choice(label="Rome", value="r"),)))
    )

    ours.call(HERE, message.forms[0][0])

    assert words(twilio, ADA) == ["Where?\n- Rome"]
    assert taken(brought(twilio, choose="Rome")).content == Said(text="Rome")


def test_a_picture_is_shown_where_the_number_may_send_it(twilio: StandIn) -> None:
    twilio.post("_dev/say", user="Ada", text="hi")
    ours = messenger(twilio, media="mms")
    (message,) = ours.messages(HERE, (Image(url="https://pictures.example/a.png", alt="A map"),))

    ours.call(HERE, message.forms[0][0])

    (call,) = twilio.calls(ADA)
    assert (call["shown"]["kind"], call["shown"]["url"]) == ("image", "https://pictures.example/a.png")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"status": 429, "retry_after": 7}, Busy),
        ({"status": 400, "code": 21611}, Busy),
        ({"status": 500}, Ambiguous),
        ({"status": 503, "after": True}, Ambiguous),
        ({"after": True}, Ambiguous),
        ({"status": 400, "code": 21612}, Unreachable),
        ({"status": 400, "code": 21620}, Refused),
    ],
)
def test_what_goes_wrong_is_told_by_what_to_do(
    twilio: StandIn, fault: Mapping[str, object], expected: type[ParleyError]
) -> None:
    twilio.post("_dev/say", user="Ada", text="hi")
    twilio.post("_dev/faults", method="Messages", **fault)

    with pytest.raises(ParleyError) as failure:
        messenger(twilio).call(HERE, HELLO)

    assert type(failure.value) is expected


def test_who_says_stop_is_unreachable_until_start(twilio: StandIn) -> None:
    registered(twilio)
    brought(twilio, text="Stop")

    with pytest.raises(Unreachable, match="opted out"):
        messenger(twilio).call(HERE, HELLO)
    brought(twilio, text="START")
    messenger(twilio).call(HERE, HELLO)

    assert words(twilio, ADA) == ["Hello"]


def test_a_wrong_token_is_told(twilio: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Retryable, match="20003"):
        messenger(twilio, token="f" * 32).call(HERE, HELLO)

    assert [record.levelname for record in caplog.records if record.name.startswith("lambdas.")] == ["ERROR"]


def test_nothing_listens_there(twilio: StandIn) -> None:
    twilio.url = "http://127.0.0.1:9"

    with pytest.raises(Retryable, match="not reached"):
        messenger(twilio).call(HERE, HELLO)


def test_twilio_s_own_library_sends_and_reads_what_was_made(twilio: StandIn) -> None:
    twilio.post("_dev/say", user="Ada", text="hi")

    made = vendor(twilio).messages.create(to=ADA, from_=NUMBER, body="From Twilio")

    assert (made.status, made.to, made.body, made.error_code) == ("queued", ADA, "From Twilio", None)
    assert words(twilio, ADA) == ["From Twilio"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"to": "12"}, 21211),
        ({"to": ""}, 21604),
        ({"from_": "+15550100999"}, 21212),
        ({"from_": ""}, 21603),
        ({"body": " "}, 21602),
        ({"body": "x" * 1601}, 21617),
        ({"media_url": ["ftp://x"]}, 21620),
        ({"media_url": ["https://x.example"] * 11}, 21623),
    ],
)
def test_twilio_s_own_library_is_refused_as_documented(
    twilio: StandIn, wrong: Mapping[str, object], code: int
) -> None:
    asked = {"to": ADA, "from_": NUMBER, "body": "hi", **wrong}

    with pytest.raises(TwilioRestException) as refusal:
        vendor(twilio).messages.create(**asked)

    assert (refusal.value.status, refusal.value.code) == (400, code)


def test_nobody_without_the_token_is_let_in(twilio: StandIn) -> None:
    with pytest.raises(TwilioRestException) as refusal:
        vendor(twilio, account=Twilio(token="f" * 32)).messages.create(to=ADA, from_=NUMBER, body="hi")

    assert (refusal.value.status, refusal.value.code) == (401, 20003)


def test_a_service_s_messages_go_where_its_owner_says(twilio: StandIn) -> None:
    services = vendor(twilio).messaging.v1.services(SERVICE_SID)

    services.update(inbound_request_url=f"{twilio.hook_url}#rc=5", use_inbound_webhook_on_number=False)

    assert services.fetch().inbound_request_url == f"{twilio.hook_url}#rc=5"
    assert taken(brought(twilio, text="hi")).content == Said(text="hi")


@pytest.mark.parametrize(("body", "segments"), [("x" * 160, "1"), ("x" * 161, "2"), ("☃" * 71, "2")])
def test_a_message_is_told_with_its_segments(twilio: StandIn, body: str, segments: str) -> None:
    made = vendor(twilio).messages.create(to=ADA, from_=NUMBER, body=body)

    assert made.num_segments == segments


def test_a_number_is_told_with_all_that_twilio_documents_of_one(twilio: StandIn) -> None:
    (number,) = vendor(twilio).incoming_phone_numbers.list(phone_number=NUMBER)

    assert (number.sid, number.sms_application_sid, number.type) == (NUMBER_SID, None, "local")
    assert vendor(twilio).short_codes.list() == []


def test_a_short_code_is_found_where_twilio_has_them() -> None:
    account = Twilio(number="12345", number_sid=SHORT_CODE_SID)
    with running(account) as twilio:
        (found,) = vendor(twilio, account=account).short_codes.list(short_code="12345")

        assert (found.sid, found.short_code, found.sms_method) == (SHORT_CODE_SID, "12345", "POST")
        assert vendor(twilio, account=account).incoming_phone_numbers.list() == []


def test_what_is_not_there_is_told_as_twilio_tells_it(twilio: StandIn) -> None:
    with pytest.raises(TwilioRestException) as refusal:
        vendor(twilio).messages("SM1").fetch()

    assert (refusal.value.status, refusal.value.code) == (404, 20404)
