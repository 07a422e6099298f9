"""The doctor's own agent: what it shows, how a different Dialogflow is noticed, and that nothing stays."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from google.cloud.dialogflow_v2 import Context, DetectIntentRequest, DetectIntentResponse, Intent

from cli.doctor.dialogflow_behaviours import (
    BARE,
    COUNTED,
    DIALOGFLOW,
    FAILS,
    GIVEN,
    ONE_TURN,
    ORIGINALS,
    PHRASES,
    REGION,
    RESTORES,
    TOO_LATE,
    TRUST,
    WEBHOOK,
)
from cli.doctor.dialogflow_probe_agent import NAME
from cli.doctor.finding import AS_EXPECTED
from definition.dialogflow.archive import write_archive
from definition.dialogflow.compile import dialogflow_agent
from tests.integration.cli.dialogflow_rig import Bend, DialogflowRig, concierge, dialogflow_rig

ROOM = "answer.OpeningHours.Room"


@pytest.fixture
def rig() -> Iterator[DialogflowRig]:
    with dialogflow_rig() as rig:
        yield rig


def taken_for(action: str, *texts: str) -> Bend:
    """These words are always taken for one intent."""

    def bend(asked: DetectIntentRequest, answer: DetectIntentResponse) -> DetectIntentResponse:
        if asked.query_input.text.text in texts:
            answer.query_result.action = action
        return answer

    return bend


def worded(text: str) -> Bend:
    """Whatever is said is answered with this."""

    def bend(_asked: DetectIntentRequest, answer: DetectIntentResponse) -> DetectIntentResponse:
        answer.query_result.fulfillment_messages = [Intent.Message(text={"text": [text]})]
        return answer

    return bend


def with_status(code: int, *, at: int) -> Bend:
    """Failures of one kind are told by another code."""

    def bend(_asked: DetectIntentRequest, answer: DetectIntentResponse) -> DetectIntentResponse:
        if answer.webhook_status.code == at:
            answer.webhook_status.code = code
        return answer

    return bend


def showing_ended(asked: DetectIntentRequest, answer: DetectIntentResponse) -> DetectIntentResponse:
    """Contexts that have counted down are shown."""
    for one in asked.query_params.contexts:
        answer.query_result.output_contexts.append(Context(name=one.name, lifespan_count=0))
    return answer


def without_words(_asked: DetectIntentRequest, answer: DetectIntentResponse) -> DetectIntentResponse:
    """No context holds what was said."""
    for one in answer.query_result.output_contexts:
        one.parameters = {}
    return answer


def short_lived(asked: DetectIntentRequest, answer: DetectIntentResponse) -> DetectIntentResponse:
    """What a webhook sets is gone in the next turn."""
    if answer.query_result.action == ROOM and not asked.query_params.reset_contexts:
        answer.query_result.action = "begin.OpeningHours"
    return answer


def long_lived(asked: DetectIntentRequest, answer: DetectIntentResponse) -> DetectIntentResponse:
    """What a webhook sets stays."""
    if asked.query_input.text.text == "pool" and not asked.query_params.reset_contexts:
        answer.query_result.action = ROOM
    return answer


DIFFERENT = [
    (WEBHOOK, worded("Hm.")),
    (GIVEN, taken_for("begin.OpeningHours", "pool")),
    (GIVEN, taken_for(ROOM, "pool")),
    (BARE, taken_for("begin.OpeningHours", "pool please")),
    (PHRASES, taken_for("begin.OpeningHours", "when is the pool open")),
    (PHRASES, taken_for(ROOM, "when is the pool open")),
    (ONE_TURN, short_lived),
    (ONE_TURN, long_lived),
    (COUNTED, showing_ended),
    (ORIGINALS, without_words),
    (FAILS, with_status(0, at=14)),
    (TOO_LATE, with_status(0, at=4)),
]


def test_the_local_dialogflow_behaves_as_we_believe_and_nothing_stays(rig: DialogflowRig) -> None:
    outcomes = rig.probe(location="europe-west2").behaviours()

    assert list(outcomes) == [one.name for one in DIALOGFLOW]
    otherwise = {name: one for name, one in outcomes.items() if not one.startswith(AS_EXPECTED)}
    assert list(otherwise) == [TRUST]
    assert otherwise[TRUST].startswith("cannot be tried: only response has that role")
    assert outcomes[ORIGINALS] == "as expected (in __system_counters__)"
    assert not rig.google.exists
    assert rig.said == [f"making the agent {NAME} in my-project …", f"the agent {NAME} of my-project is gone"]


@pytest.mark.parametrize(("name", "bend"), DIFFERENT)
def test_a_dialogflow_that_behaves_otherwise_is_noticed(rig: DialogflowRig, name: str, bend: Bend) -> None:
    rig.sessions.bend = bend

    told = rig.probe().behaviours()[name]

    behaviour = next(one for one in DIALOGFLOW if one.name == name)
    assert told.startswith("different: ")
    assert f"expected: {behaviour.expected}" in told
    assert f"change: {behaviour.change}" in told
    assert not rig.google.exists


def test_every_behaviour_has_a_dialogflow_that_differs_in_it() -> None:
    elsewhere = {RESTORES, REGION, TRUST}

    assert {name for name, _ in DIFFERENT} | elsewhere == {one.name for one in DIALOGFLOW}


def test_a_region_that_differs_is_told_with_what_differs_there(rig: DialogflowRig) -> None:
    rig.sessions.bend = without_words

    told = rig.probe(location="europe-west2").behaviours()[REGION]

    assert told.startswith(f"different: in europe-west2 these differ: {ORIGINALS}")


def test_a_global_agent_tells_nothing_of_regions(rig: DialogflowRig) -> None:
    assert rig.probe().behaviours()[REGION].startswith("cannot be tried: name a project with a region")


def test_an_archive_that_dialogflow_does_not_take_is_told_in_its_words(rig: DialogflowRig) -> None:
    rig.google.failing = {"restore": "intent 'Directions' is broken"}

    outcomes = rig.probe().behaviours()

    assert outcomes[RESTORES].startswith("different: Dialogflow refuses: 400 intent 'Directions' is broken")
    assert outcomes[WEBHOOK] == "cannot be tried: the agent for it could not be made"
    assert not rig.google.exists


def test_an_archive_that_comes_back_otherwise_is_told_with_the_difference(rig: DialogflowRig) -> None:
    rig.google.exporting = write_archive(replace(dialogflow_agent(concierge()), name=NAME, confidence=0.9))

    outcomes = rig.probe().behaviours()

    assert outcomes[RESTORES].startswith("different: what is exported is another agent: change confidence")
    assert outcomes[GIVEN] == AS_EXPECTED


def test_without_a_webhook_what_takes_one_is_not_tried(rig: DialogflowRig) -> None:
    outcomes = rig.probe(webhook=None).behaviours()

    untried = {name for name, one in outcomes.items() if "there is no webhook" in one}
    assert untried == {WEBHOOK, ONE_TURN, COUNTED, FAILS}
    assert {outcomes[name] for name in (GIVEN, BARE, PHRASES, TOO_LATE)} == {AS_EXPECTED}


def test_an_agent_that_is_not_ours_is_never_touched(rig: DialogflowRig) -> None:
    rig.google.exists, rig.google.name = True, "shop"

    [told] = rig.probe().behaviours().values()

    assert "the agent “shop” of my-project is not the doctor's. Nothing was touched." in told
    assert (rig.google.calls, rig.google.exists) == (["GET agent"], True)


def test_an_agent_of_our_name_with_intents_of_others_is_never_touched(rig: DialogflowRig) -> None:
    agent = dialogflow_agent(concierge())
    strange = replace(agent.intents[-1], name="Refunds", fallback=False)
    rig.google.exists, rig.google.name = True, NAME
    rig.google.archive = before = write_archive(replace(agent, name=NAME, intents=(*agent.intents, strange)))

    [told] = rig.probe().behaviours().values()

    assert "has intents of others: Refunds. Nothing was touched." in told
    assert (rig.google.archive, rig.google.exists) == (before, True)


def test_an_agent_that_a_killed_doctor_left_is_replaced_and_deleted(rig: DialogflowRig) -> None:
    rig.google.exists, rig.google.name = True, NAME
    rig.google.archive = write_archive(replace(dialogflow_agent(concierge()), name=NAME))

    assert rig.probe().behaviours()[RESTORES] == AS_EXPECTED
    assert not rig.google.exists


def test_ctrl_c_in_the_middle_leaves_no_agent(rig: DialogflowRig) -> None:
    def interrupted(_asked: DetectIntentRequest, _answer: DetectIntentResponse) -> DetectIntentResponse:
        raise KeyboardInterrupt

    rig.sessions.bend = interrupted

    with pytest.raises(KeyboardInterrupt):
        rig.probe().behaviours()

    assert not rig.google.exists


def test_an_agent_that_cannot_be_deleted_is_told(rig: DialogflowRig) -> None:
    rig.google.failing = {"delete": "not now"}

    rig.probe().behaviours()

    assert rig.google.exists
    assert f"the agent {NAME} of my-project is LEFT." in rig.said[-1]


def test_no_secret_is_told(rig: DialogflowRig) -> None:
    rig.sessions.bend = with_status(0, at=14)

    outcomes = rig.probe().behaviours()

    assert "s3cret" not in "".join([*outcomes.values(), *rig.said])
