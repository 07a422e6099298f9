"""What the adapter asks of Lex, in the SDK's own terms."""

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import (
    BotoCoreError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
    SSLError,
)
from botocore.stub import Stubber

from lambdas.domain.errors import Down, Refused, Retryable, Untouched
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Bot
from lambdas.domain.keys import engine_session
from lambdas.domain.reply import Text
from lambdas.domain.turn import Chose, Kind, Notice, Noticed
from lambdas.engines.lex.engine import LexEngine
from lambdas.kit.calls import once
from tests.builders import a_session, a_turn, an_address

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime import LexRuntimeV2Client

BOT = Bot(
    id=BotId("travel"), engine="lex", bot_id="TRAVELBOT1", alias_id="LOCALALIAS", memory_s=300, daily_budget=9
)
LEX = "https://lex"
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
    """Tries once, as ours does in response."""
    return boto3.client(
        "lexv2-runtime",
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=once(1),
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
    assert understood.asked == "City"


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


def test_a_dialog_goes_on_after_an_aside_in_the_session_as_it_has_become(
    client: "LexRuntimeV2Client",
) -> None:
    aside = {
        "intent": {"name": "Hours", "state": "Fulfilled"},
        "dialogAction": {"type": "Close"},
        "sessionAttributes": {"seen": "hours"},
        "activeContexts": [{"name": "Hours"}],
    }

    state = LexEngine(bot=BOT, client=client).resumed(json.dumps(ELICITING), after=json.dumps(aside))

    own = {name: ELICITING[name] for name in ("intent", "dialogAction")}
    assert json.loads(state) == aside | own


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
    ("status", "code", "wanted"),
    [
        (409, "ConflictException", Retryable),
        (424, "DependencyFailedException", Retryable),
        (500, "InternalServerException", Down),
        (502, "BadGatewayException", Down),
        (429, "ThrottlingException", Untouched),
        (404, "ResourceNotFoundException", Untouched),
        (403, "AccessDeniedException", Untouched),
        (400, "ValidationException", Refused),
    ],
)
def test_lex_s_errors_say_what_to_do(
    client: "LexRuntimeV2Client", lex: Stubber, status: int, code: str, wanted: type[Exception]
) -> None:
    lex.add_client_error("recognize_text", code, http_status_code=status)

    with pytest.raises(wanted) as failure:
        LexEngine(bot=BOT, client=client).converse(a_turn(), session=None, envelope="sealed", restore=False)

    assert type(failure.value) is wanted


@pytest.mark.parametrize(
    ("failure", "wanted"),
    [
        (ReadTimeoutError(endpoint_url=LEX), Down),
        (ConnectionClosedError(endpoint_url=LEX), Down),
        (SSLError(endpoint_url=LEX, error=OSError("cut")), Down),
        (ConnectTimeoutError(endpoint_url=LEX), Untouched),
        (EndpointConnectionError(endpoint_url=LEX), Untouched),
        (NoCredentialsError(), Retryable),
    ],
)
def test_only_a_lex_that_was_never_reached_has_surely_heard_nothing(
    client: "LexRuntimeV2Client", failure: BotoCoreError, wanted: type[Exception]
) -> None:
    def fail(**_: object) -> None:
        raise failure

    client.meta.events.register("before-send", fail)

    with pytest.raises(wanted) as raised:
        LexEngine(bot=BOT, client=client).converse(a_turn(), session=None, envelope="sealed", restore=False)

    assert type(raised.value) is wanted


def test_a_rush_over_the_limit_is_soon_past(client: "LexRuntimeV2Client", lex: Stubber) -> None:
    lex.add_client_error("recognize_text", "ThrottlingException", http_status_code=429)

    with pytest.raises(Untouched) as failure:
        LexEngine(bot=BOT, client=client).converse(a_turn(), session=None, envelope="sealed", restore=False)

    assert failure.value.again_s == 1


@pytest.mark.parametrize(
    ("action", "closed"),
    [("ElicitSlot", "no"), ("ConfirmIntent", "no"), ("ElicitIntent", "yes"), ("Close", "yes")],
)
def test_an_answer_is_waited_for_where_lex_asked_for_a_slot_or_a_yes(
    client: "LexRuntimeV2Client", lex: Stubber, action: str, closed: str
) -> None:
    lex.add_response("recognize_text", {"sessionState": {"dialogAction": {"type": action}}})

    understood = LexEngine(bot=BOT, client=client).converse(
        a_turn(), session=None, envelope="sealed", restore=False
    )

    assert understood.closed is (closed == "yes")


def test_an_internal_turn_is_not_for_lex(client: "LexRuntimeV2Client") -> None:
    notice = a_turn(kind=Kind.INTERNAL, content=Noticed(notice=Notice.LINKED))

    with pytest.raises(Refused):
        LexEngine(bot=BOT, client=client).converse(notice, session=None, envelope="sealed", restore=False)
