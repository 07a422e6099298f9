"""What the adapter asks of Lex, in the SDK's own terms."""

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Bot
from lambdas.domain.keys import engine_session
from lambdas.domain.reply import Text
from lambdas.domain.turn import Chose, Kind, Notice, Noticed
from lambdas.engines.lex.engine import LexEngine
from tests.builders import a_session, a_turn, an_address

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime import LexRuntimeV2Client

BOT = Bot(
    id=BotId("travel"), engine="lex", bot_id="TRAVELBOT1", alias_id="LOCALALIAS", memory_s=300, daily_budget=9
)
WHERE = {
    "botId": "TRAVELBOT1",
    "botAliasId": "LOCALALIAS",
    "localeId": "en_US",
    "sessionId": engine_session(an_address()),
}
ASKED = WHERE | {"text": "hi", "requestAttributes": {"parley-envelope": "sealed"}}
ELICITING: dict[str, Any] = {
    "dialogAction": {"type": "ElicitSlot", "slotToElicit": "City"},
    "intent": {
        "name": "BookHotel",
        "state": "InProgress",
        "slots": {"Nights": {"value": {"interpretedValue": "P7D", "originalValue": "a week"}}},
    },
    "sessionAttributes": {"a": "b"},
}


@pytest.fixture
def client() -> "LexRuntimeV2Client":
    return boto3.client(
        "lexv2-runtime", region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test"
    )


@pytest.fixture
def lex(client: "LexRuntimeV2Client") -> Iterator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def test_a_turn_is_recognised_with_its_envelope_and_the_state_is_kept(
    client: "LexRuntimeV2Client", lex: Stubber
) -> None:
    answer = {
        "messages": [{"contentType": "PlainText", "content": "In which city?"}],
        "sessionState": ELICITING,
        "interpretations": [{"intent": {"name": "BookHotel"}, "nluConfidence": {"score": 0.9}}],
    }
    lex.add_response("recognize_text", answer, ASKED)

    understood = LexEngine(bot=BOT, client=client).converse(
        a_turn(), session=None, envelope="sealed", restore=False
    )

    assert understood.parts == (Text(text="In which city?"),)
    assert json.loads(understood.state) == ELICITING
    assert (understood.intent, understood.confidence, understood.closed) == ("BookHotel", 0.9, False)
    assert understood.slots == {"Nights": "P7D"}


def test_a_choice_is_asked_by_its_value(client: "LexRuntimeV2Client", lex: Stubber) -> None:
    lex.add_response("recognize_text", {}, ASKED | {"text": "double"})

    LexEngine(bot=BOT, client=client).converse(
        a_turn(content=Chose(value="double", text="A double room")),
        session=None,
        envelope="sealed",
        restore=False,
    )


def test_a_state_to_restore_is_put_back_first(client: "LexRuntimeV2Client", lex: Stubber) -> None:
    put = WHERE | {"sessionState": ELICITING}
    lex.add_response("put_session", {"audioStream": io.BytesIO()}, put)
    lex.add_response("recognize_text", {}, ASKED)

    LexEngine(bot=BOT, client=client).converse(
        a_turn(), session=a_session(json.dumps(ELICITING)), envelope="sealed", restore=True
    )


def test_empty_slots_are_left_out_of_what_is_put_back(client: "LexRuntimeV2Client", lex: Stubber) -> None:
    slots = ELICITING["intent"]["slots"]
    answered = ELICITING | {"intent": ELICITING["intent"] | {"slots": {"City": None} | slots}}
    lex.add_response("put_session", {"audioStream": io.BytesIO()}, WHERE | {"sessionState": ELICITING})
    lex.add_response("recognize_text", {}, ASKED)

    LexEngine(bot=BOT, client=client).converse(
        a_turn(), session=a_session(json.dumps(answered)), envelope="sealed", restore=True
    )


def test_a_dialog_that_had_ended_is_not_put_back(client: "LexRuntimeV2Client", lex: Stubber) -> None:
    ended = ELICITING | {
        "intent": {"name": "BookHotel", "state": "Fulfilled"},
        "dialogAction": {"type": "Close"},
    }
    left = {"sessionAttributes": {"a": "b"}, "dialogAction": {"type": "ElicitIntent"}}
    lex.add_response("put_session", {"audioStream": io.BytesIO()}, WHERE | {"sessionState": left})
    lex.add_response("recognize_text", {}, ASKED)

    LexEngine(bot=BOT, client=client).converse(
        a_turn(), session=a_session(json.dumps(ended)), envelope="sealed", restore=True
    )


def test_with_nothing_to_put_back_the_session_is_deleted(client: "LexRuntimeV2Client", lex: Stubber) -> None:
    lex.add_response("delete_session", {}, WHERE)
    lex.add_response("recognize_text", {}, ASKED)

    LexEngine(bot=BOT, client=client).converse(a_turn(), session=None, envelope="sealed", restore=True)


def test_a_session_that_is_not_there_is_deleted_already(client: "LexRuntimeV2Client", lex: Stubber) -> None:
    lex.add_client_error("delete_session", "ResourceNotFoundException", expected_params=WHERE)
    lex.add_response("recognize_text", {}, ASKED)

    LexEngine(bot=BOT, client=client).converse(a_turn(), session=None, envelope="sealed", restore=True)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("ConflictException", Retryable),
        ("ThrottlingException", Retryable),
        ("InternalServerException", Retryable),
        ("DependencyFailedException", Retryable),
        ("BadGatewayException", Retryable),
        ("ResourceNotFoundException", Retryable),
        ("AccessDeniedException", Retryable),
        ("ValidationException", Refused),
    ],
)
def test_lex_s_errors_say_what_to_do(
    client: "LexRuntimeV2Client", lex: Stubber, code: str, wanted: type[Exception]
) -> None:
    lex.add_client_error("recognize_text", code)

    with pytest.raises(wanted):
        LexEngine(bot=BOT, client=client).converse(a_turn(), session=None, envelope="sealed", restore=False)


def test_a_lex_that_does_not_answer_in_time_is_retryable(client: "LexRuntimeV2Client") -> None:
    def hang(**_: object) -> None:
        raise ReadTimeoutError(endpoint_url="https://lex")

    client.meta.events.register("before-send", hang)

    with pytest.raises(Retryable):
        LexEngine(bot=BOT, client=client).converse(a_turn(), session=None, envelope="sealed", restore=False)


def test_an_internal_turn_is_not_for_lex(client: "LexRuntimeV2Client") -> None:
    notice = a_turn(kind=Kind.INTERNAL, content=Noticed(notice=Notice.LINKED))

    with pytest.raises(Refused):
        LexEngine(bot=BOT, client=client).converse(notice, session=None, envelope="sealed", restore=False)
