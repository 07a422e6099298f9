"""One turn with an agent of Dialogflow: what it is asked, and what is made of its answer."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.dialog import CONFIRM, Dialog, Done, Phase, decode_dialog, encode_dialog
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Agent, Bot
from lambdas.domain.intent import Slot
from lambdas.domain.turn import Chose, Content, Notice, Noticed
from lambdas.engines.dialogflow.engine import DialogflowEngine, language_code, session_name
from lambdas.engines.dialogflow.light import DetectIntentRequest, DetectIntentResponse
from tests.builders import NOW, a_turn

AGENT = Agent(project="p", location="global")
BOT = Bot(id=BotId("travel"), engine="dialogflow", agent=AGENT, memory_s=300, daily_budget=9)
CONTEXTS = "projects/p/agent/sessions/s/contexts"


class Detector:
    """Answers every turn with the same, and keeps what it was asked."""

    def __init__(self, result: Mapping[str, Any], **more: Any) -> None:  # noqa: ANN401 (any JSON)
        self.asked: list[DetectIntentRequest] = []
        self._answer = json.dumps({"queryResult": dict(result), **more})

    def detect_intent(self, request: DetectIntentRequest) -> DetectIntentResponse:
        """See ``Sessions``."""
        self.asked.append(request)
        response: DetectIntentResponse = DetectIntentResponse.from_json(self._answer)
        return response


def an_engine(detector: Detector) -> DialogflowEngine:
    return DialogflowEngine(bot=BOT, agent=AGENT, sessions=detector)


def converse(
    detector: Detector,
    content: Content | None = None,
    *,
    text: str = "hi",
    session: Session | None = None,
    restore: bool = False,
) -> Understanding:
    turn = a_turn(text, content=content)
    return an_engine(detector).converse(turn, session=session, envelope="sealed", restore=restore)


def a_context(name: str, *, turns: int = 5, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    return {"name": f"{CONTEXTS}/{name}", "lifespanCount": turns, "parameters": parameters}


def test_the_dialog_that_fulfilment_leads_says_intent_and_slots() -> None:
    slots = {"City": Slot(original="paris", interpreted="Paris")}
    dialog = Dialog(intent="BookHotel", slots=slots, asked="CheckIn")
    result = {
        "intent": {"displayName": "BookHotel - City"},
        "intentDetectionConfidence": 0.7,
        "outputContexts": [a_context("parley", state=encode_dialog(dialog))],
    }

    understood = converse(Detector(result))

    assert (understood.intent, understood.confidence) == ("BookHotel", 0.7)
    assert understood.slots == {"City": "Paris"}
    assert not understood.closed


@pytest.mark.parametrize(("asked", "closed"), [("City", False), (CONFIRM, False), ("", True)])
def test_a_dialog_is_closed_when_nothing_is_asked(asked: str, *, closed: bool) -> None:
    dialog = Dialog(intent="BookHotel", asked=asked)

    understood = converse(Detector({"outputContexts": [a_context("parley", state=encode_dialog(dialog))]}))

    assert understood.closed is closed
    assert understood.asked == ("City" if asked == "City" else "")


def test_an_agent_that_is_not_ours_says_its_own_intent_and_parameters() -> None:
    result = {
        "intent": {"displayName": "Weather"},
        "parameters": {"geo-city": "Paris", "date": "2027-09-01T12:00:00Z", "unit": ""},
        "allRequiredParamsPresent": True,
    }

    understood = converse(Detector(result))

    assert (understood.intent, understood.confidence, understood.closed) == ("Weather", None, True)
    assert understood.slots == {"geo-city": "Paris", "date": "2027-09-01"}


def test_a_dialog_that_cannot_be_read_is_an_agents_own() -> None:
    result = {"intent": {"displayName": "X"}, "outputContexts": [a_context("parley", state="{")]}

    assert converse(Detector(result)).intent == "X"


def test_contexts_of_dialogflow_itself_and_those_that_are_over_are_not_kept() -> None:
    contexts = [
        a_context("kept", turns=2, City="Paris"),
        a_context("over", turns=0),
        a_context("__system_counters__", **{"no-match": 1}),
        a_context("abc_id_dialog_context"),
        a_context("book_dialog_params_city"),
    ]

    state = json.loads(converse(Detector({"outputContexts": contexts})).state)

    assert state == {"contexts": [{"name": "kept", "turns": 2, "parameters": {"City": "Paris"}}]}


def a_state(dialog: Dialog, *contexts: str) -> str:
    parley = {"name": "parley", "turns": 5, "parameters": {"state": encode_dialog(dialog)}}
    return json.dumps(
        {"contexts": [parley, *({"name": name, "turns": 1, "parameters": {}} for name in contexts)]}
    )


def test_a_dialog_goes_on_after_an_aside_in_the_session_as_it_has_become() -> None:
    booking = Dialog(
        intent="Book", asked="City", attempt=2, slots={"Nights": Slot(original="2", interpreted="P2D")}
    )
    aside = Dialog(
        intent="Hours",
        phase=Phase.FULFILLED,
        attributes={"seen": "hours"},
        done={"Hours": Done(turns=1, until=9.0, slots={})},
        spoken={"Hours": 1},
    )
    interrupted = a_state(booking, "ask__book__city", "weather")
    after = a_state(aside, "hours", "ask__hours__room", "confirm__hours")

    resumed = an_engine(Detector({})).resumed(interrupted, after=after)

    parley, *others = json.loads(resumed)["contexts"]
    assert (parley["name"], parley["turns"]) == ("parley", 5)
    assert decode_dialog(parley["parameters"]["state"]) == replace(
        booking, attempt=0, attributes=aside.attributes, done=aside.done, spoken=aside.spoken
    )
    assert [each["name"] for each in others] == ["ask__book__city", "hours"]


def test_a_dialog_that_an_agent_leads_itself_goes_on_as_it_was() -> None:
    own, ours = '{"contexts":[{"name":"theirs","turns":1,"parameters":{}}]}', a_state(Dialog())

    assert an_engine(Detector({})).resumed(own, after=ours) == own
    assert an_engine(Detector({})).resumed(ours, after=own) == ours


def test_what_is_put_back_goes_with_the_turn() -> None:
    detector = Detector({"queryText": "hi"})
    state = json.dumps({"contexts": [{"name": "parley", "turns": 4, "parameters": {"state": "{}"}}]})

    converse(detector, session=Session(engine="dialogflow", state=state, at=NOW), restore=True)

    (request,) = detector.asked
    assert request.query_params.reset_contexts
    (context,) = request.query_params.contexts
    assert context.name == f"{request.session}/contexts/parley"
    assert (context.lifespan_count, dict(context.parameters)) == (4, {"state": "{}"})


def test_what_need_not_be_put_back_is_left_to_dialogflow() -> None:
    detector = Detector({"queryText": "hi"})
    state = json.dumps({"contexts": [{"name": "parley", "turns": 4, "parameters": {}}]})

    converse(detector, session=Session(engine="dialogflow", state=state, at=NOW))

    (request,) = detector.asked
    assert not request.query_params.reset_contexts
    assert not request.query_params.contexts


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("a" * 256, "a" * 256),
        ("a" * 300, "a" * 256),
        ("word " * 60, ("word " * 60)[:254]),
        ("a" * 256 + " b", "a" * 256),
    ],
)
def test_what_is_longer_than_dialogflow_takes_is_cut_at_a_word(text: str, heard: str) -> None:
    detector = Detector({"queryText": "hi"})

    converse(detector, text=text)

    assert detector.asked[0].query_input.text.text == heard


def test_a_choice_is_asked_by_its_value_and_a_notice_not_at_all() -> None:
    detector = Detector({"queryText": "hi"})

    converse(detector, Chose(value="double", text="A double room"))
    with pytest.raises(Refused):
        converse(detector, Noticed(notice=Notice.LINKED))

    assert [request.query_input.text.text for request in detector.asked] == ["double"]


@pytest.mark.parametrize("code", [4, 14])
def test_a_webhook_that_failed_is_tried_again_though_there_is_an_answer(code: int) -> None:
    detector = Detector({"fulfillmentText": "Hm."}, webhookStatus={"code": code, "message": "failed"})

    with pytest.raises(Retryable):
        converse(detector)


def test_a_webhook_that_succeeded_is_no_failure() -> None:
    detector = Detector({"fulfillmentText": "Hm."}, webhookStatus={"message": "Webhook execution successful"})

    assert converse(detector).parts


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en-US", "en"), ("es-ES", "es"), ("pt-BR", "pt-br"), ("pt-PT", "pt"), ("zh-CN", "zh-cn")],
)
def test_an_agent_knows_languages_and_few_regions(locale: str, language: str) -> None:
    assert language_code(locale) == language


def test_a_session_names_its_location_where_that_is_not_global() -> None:
    names = [session_name(Agent(project="p", location=place), "s") for place in ("global", "europe-west2")]

    assert names == ["projects/p/agent/sessions/s", "projects/p/locations/europe-west2/agent/sessions/s"]
