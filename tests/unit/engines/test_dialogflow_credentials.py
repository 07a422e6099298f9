"""What Dialogflow is called with: the Lambda's own identity, a key, or nothing on one machine."""

import json
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lambdas.domain.errors import Retryable, Untouched
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Agent, Bot
from lambdas.engines.dialogflow.build import dialogflow_engine
from lambdas.engines.dialogflow.credentials import Source, by_key, keyless, nobody
from lambdas.engines.dialogflow.light import DetectIntentRequest
from lambdas.engines.dialogflow.sessions import TOKEN_S, Sessions, endpoint_of
from tests.line_to_google import LineToGoogle

AUDIENCE = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/parley/providers/aws-1"
AGENT = Agent(
    project="p", location="global", audience=AUDIENCE, service_account="bot@p.iam.gserviceaccount.com"
)
SESSION = "projects/p/agent/sessions/s"


@pytest.fixture
def _in_lambda(monkeypatch: pytest.MonkeyPatch) -> None:
    """What every Lambda has in its environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "session")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")


class Google(LineToGoogle):
    """Hands out tokens, and answers every turn."""

    def __init__(self) -> None:
        super().__init__()
        self.serve = self._serve

    def _serve(self, _body: Any) -> tuple[int, Any]:  # noqa: ANN401 (any JSON)
        match self.sent[-1].url.rpartition("/")[2]:
            case "token":
                return 200, {"access_token": "federated", "expires_in": 3600, "token_type": "Bearer"}
            case address if address.endswith(":generateAccessToken"):
                return 200, {"accessToken": "impersonated", "expireTime": "2099-01-01T00:00:00Z"}
            case _:
                return 200, {"queryResult": {"queryText": "hi"}}


def detect(line: LineToGoogle, credentials: Source, *, within_s: float = 6) -> None:
    sessions = Sessions(
        endpoint="https://dialogflow.googleapis.com", credentials=credentials, http=line, within_s=within_s
    )
    request = DetectIntentRequest(session=SESSION, query_input={"text": {"text": "hi"}})
    sessions.detect_intent(request)


def hosts(line: LineToGoogle) -> list[str]:
    return [sent.url.split("/")[2] for sent in line.sent]


@pytest.mark.usefixtures("_in_lambda")
def test_the_identity_of_the_lambda_is_exchanged_for_a_token_of_the_service_account() -> None:
    google = Google()

    detect(google, keyless(AGENT))

    assert hosts(google) == [
        "sts.googleapis.com",
        "iamcredentials.googleapis.com",
        "dialogflow.googleapis.com",
    ]
    exchange, impersonation, turn = google.sent
    asked = parse_qs(exchange.body.decode())
    assert asked["audience"] == [AUDIENCE]
    proof = json.loads(unquote(asked["subject_token"][0]))
    assert proof["url"].startswith("https://sts.eu-west-1.amazonaws.com?Action=GetCallerIdentity")
    assert "/bot@p.iam.gserviceaccount.com:" in impersonation.url
    assert impersonation.body["scope"] == ["https://www.googleapis.com/auth/dialogflow"]
    assert {name.lower(): value for name, value in turn.headers.items()}["authorization"] == (
        "Bearer impersonated"
    )


@pytest.mark.usefixtures("_in_lambda")
def test_a_token_is_kept_for_the_next_turn() -> None:
    google, credentials = Google(), keyless(AGENT)

    detect(google, credentials)
    detect(google, credentials)

    assert hosts(google)[3:] == ["dialogflow.googleapis.com"]


@pytest.mark.usefixtures("_in_lambda")
def test_an_exchange_waits_no_longer_than_its_share_and_a_turn_no_longer_than_is_left() -> None:
    google = Google()
    seconds = iter([0.0, 4.5])
    sessions = Sessions(
        endpoint="https://dialogflow.googleapis.com",
        credentials=keyless(AGENT),
        http=google,
        within_s=6,
        ticks=lambda: next(seconds),
    )

    sessions.detect_intent(DetectIntentRequest(session=SESSION))

    *tokens, turn = google.sent
    assert all(sent.timeout <= TOKEN_S for sent in tokens)
    assert turn.timeout.total == 1.5


@pytest.mark.usefixtures("_in_lambda")
def test_where_the_token_took_all_the_time_no_turn_is_begun() -> None:
    google = Google()
    seconds = iter([0.0, 6.0])
    sessions = Sessions(
        endpoint="https://dialogflow.googleapis.com",
        credentials=keyless(AGENT),
        http=google,
        within_s=6,
        ticks=lambda: next(seconds),
    )

    with pytest.raises(Retryable):
        sessions.detect_intent(DetectIntentRequest(session=SESSION))

    assert "dialogflow.googleapis.com" not in hosts(google)


@pytest.mark.usefixtures("_in_lambda")
def test_a_pool_may_be_trusted_without_a_service_account() -> None:
    google = Google()

    detect(google, keyless(Agent(project="p", location="global", audience=AUDIENCE)))

    assert hosts(google) == ["sts.googleapis.com", "dialogflow.googleapis.com"]


@pytest.mark.usefixtures("_in_lambda")
@pytest.mark.parametrize("status", [400, 403, 500])
def test_without_a_token_the_turn_is_tried_again(status: int) -> None:
    google = Google()

    with google.answering(status, {"error": "no"}), pytest.raises(Retryable):
        detect(google, keyless(AGENT))


def test_a_key_is_used_and_a_new_one_in_its_place_as_soon_as_it_is_read() -> None:
    texts = [a_key("first"), a_key("first"), a_key("second")]
    source = by_key(lambda: texts.pop(0))

    first, again, second = source(), source(), source()

    assert first is again
    assert second is not first


def test_a_key_signs_for_its_token() -> None:
    google = Google()

    detect(google, by_key(lambda: a_key("bot")))

    assert hosts(google) == ["oauth2.googleapis.com", "dialogflow.googleapis.com"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_token_is_asked_for_once_since_the_turn_is_tried_again(status: int) -> None:
    google = Google()

    with google.answering(status, {"error": "later"}), pytest.raises(Retryable):
        detect(google, by_key(lambda: a_key("bot")))

    assert hosts(google) == ["oauth2.googleapis.com"]


@pytest.mark.parametrize("text", ["", "{}", '{"token": ""}', "[]", "secret-words", "null"])
def test_what_is_no_key_is_never_told(text: str) -> None:
    with pytest.raises(Retryable) as failure:
        by_key(lambda: text)()

    assert "secret-words" not in str(failure.value)
    assert failure.value.__cause__ is None
    assert failure.value.__suppress_context__


def test_a_key_that_cannot_be_read_just_now_leaves_the_turn_for_later() -> None:
    def read() -> str:
        raise ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue")

    with pytest.raises(Untouched, match="ThrottlingException"):
        by_key(read)()


def test_on_one_machine_nobody_asks_who_calls() -> None:
    google = Google()

    detect(google, nobody())

    (sent,) = google.sent
    assert "authorization" not in {name.lower() for name in sent.headers}


@pytest.mark.parametrize(
    ("location", "endpoint"),
    [
        ("global", "https://dialogflow.googleapis.com"),
        ("europe-west2", "https://europe-west2-dialogflow.googleapis.com"),
    ],
)
def test_every_location_has_its_own_address(location: str, endpoint: str) -> None:
    assert endpoint_of(location) == endpoint


@pytest.mark.parametrize("agent", [None, Agent(project="p", location="global")])
def test_a_bot_without_an_agent_or_credentials_is_found_at_the_start(agent: Agent | None) -> None:
    bot = Bot(id=BotId("travel"), engine="dialogflow", agent=agent, memory_s=300, daily_budget=9)

    with pytest.raises(ValueError, match="bot travel: "):
        dialogflow_engine(bot, endpoint=None, key=str, within_s=6)


@pytest.mark.usefixtures("_in_lambda")
@pytest.mark.parametrize(
    ("agent", "endpoint"),
    [
        (AGENT, None),
        (Agent(project="p", location="global", key_arn="arn"), None),
        (Agent(project="p", location="global"), "http://127.0.0.1:1"),
    ],
)
def test_a_bot_is_served_by_its_agent(agent: Agent, endpoint: str | None) -> None:
    bot = Bot(id=BotId("travel"), engine="dialogflow", agent=agent, memory_s=3_600, daily_budget=9)

    engine = dialogflow_engine(bot, endpoint=endpoint, key=str, within_s=6)

    assert (engine.name, engine.memory_s) == ("dialogflow", 1_200)


def a_key(name: str) -> str:
    """The text of a service account's key file."""
    made = (
        rsa.generate_private_key(public_exponent=65_537, key_size=2_048) if name not in KEYS else KEYS[name]
    )
    KEYS[name] = made
    return json.dumps(
        {
            "type": "service_account",
            "client_email": f"{name}@p.iam.gserviceaccount.com",
            "private_key": made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
            "private_key_id": name,
            "token_uri": "https://oauth2.googleapis.com/token",
        }
    )


KEYS: dict[str, rsa.RSAPrivateKey] = {}
