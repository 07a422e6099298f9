"""The doctor's own bot in Lex: what it shows, how a different Lex is noticed, and that nothing stays."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from cli.doctor.finding import AS_EXPECTED, tried
from cli.doctor.lex_behaviours import (
    BUILDS,
    CARDS,
    CLOSING,
    CONDITIONS,
    CONTEXTS,
    FAILS,
    FORGETS,
    LEX,
    LOCALES,
    MARKS,
    MOVES,
    ONCE,
    PASSED,
    SPEECH,
    VARIATIONS,
    WORDLESS,
)
from cli.doctor.lex_probe_bot import FAILURES, NAME
from cli.lex_models import Patience
from tests.integration.cli.lex_rig import Bend, Json, LexRig, lex_rig

AT_ONCE = Patience(every_s=0.0, longest_s=10.0)


@pytest.fixture
def rig() -> Iterator[LexRig]:
    with lex_rig(patience=AT_ONCE) as rig:
        yield rig


def outcome(rig: LexRig, name: str) -> str:
    """What comes of one behaviour, those before it that it stands on having been tried."""
    checks = rig.probe.checks()
    wanted = {one: checks[one] for one in (BUILDS, *([MARKS] if name == MOVES else []), name)}
    return tried(LEX, wanted, failures=FAILURES)[name]


def left(rig: LexRig) -> list[str]:
    """What of the doctor's is still in the account."""
    roles = [one["RoleName"] for one in rig.clients["iam"].list_roles()["Roles"]]
    functions = [one["FunctionName"] for one in rig.clients["lambda"].list_functions()["Functions"]]
    return [*roles, *functions, *rig.account.bots]


def worded(text: str) -> Bend:
    """Whatever is said is answered with this, but for what tells the edition."""

    def bend(_session: str, said: str, answer: Json) -> Json:
        if "edition" in said:
            return answer
        return answer | {"messages": [{"contentType": "PlainText", "content": text}]}

    return bend


def silent(_session: str, _text: str, answer: Json) -> Json:
    return {name: value for name, value in answer.items() if name != "messages"}


def understood_as(name: str, *texts: str) -> Bend:
    """These words are always taken for one intent."""

    def bend(_session: str, text: str, answer: Json) -> Json:
        if text not in texts:
            return answer
        return answer | {"sessionState": answer["sessionState"] | {"intent": {"name": name}}}

    return bend


def with_content(kind: str, member: str, text: str) -> Bend:
    """A kind of message has another text."""

    def bend(_session: str, _text: str, answer: Json) -> Json:
        for message in answer.get("messages", ()):
            if message["contentType"] == kind:
                (message["imageResponseCard"] if member == "title" else message)[member] = text
        return answer

    return bend


def called(attributes: dict[str, str]) -> Bend:
    """The session has other attributes."""

    def bend(_session: str, _text: str, answer: Json) -> Json:
        return answer | {"sessionState": answer["sessionState"] | {"sessionAttributes": attributes}}

    return bend


def only(text: str, other: Bend) -> Bend:
    """Just these words are answered otherwise."""

    def bend(session: str, said: str, answer: Json) -> Json:
        return other(session, said, answer) if said == text else answer

    return bend


FOLLOW = "and another of the same kind"
OFFERS = "compare the offers"
DIFFERENT = [
    (LOCALES, silent),
    (CLOSING, worded("Hm.")),
    (VARIATIONS, worded("Hm.")),
    (CONTEXTS, understood_as("Follow", FOLLOW)),
    (CONTEXTS, understood_as("FallbackIntent", FOLLOW)),
    (CONTEXTS, understood_as("FallbackIntent", "y otra de la misma clase")),
    (PASSED, only("paint the wall large", worded("Which size?"))),
    (PASSED, only("red", worded("Painted red."))),
    (CONDITIONS, only(OFFERS, worded("It is neither long nor crowded."))),
    (CONDITIONS, only(f"{OFFERS} for a stay of two weeks", worded("There is nothing to compare."))),
    (CONDITIONS, only(f"{OFFERS} for a stay of 3 days", worded("That is a long stay."))),
    (CONDITIONS, only(f"{OFFERS} for 9 guests", worded("It is neither long nor crowded."))),
    (CONDITIONS, only(f"{OFFERS} for 2 guests", worded("Those are many guests."))),
    (WORDLESS, silent),
    (WORDLESS, worded("Hm.")),
    (SPEECH, with_content("SSML", "content", "<speak>You said salt & pepper.</speak>")),
    (SPEECH, with_content("SSML", "content", "<speak>You said {Word}.</speak>")),
    (CARDS, with_content("ImageResponseCard", "title", "You said {Word}.")),
    (ONCE, called({"calls": "3"})),
    (ONCE, called({})),
    (MARKS, understood_as("FallbackIntent", "what's the edition")),
    (MOVES, only("red", worded("Which colour?"))),
]


def test_the_local_lex_behaves_as_we_believe_of_lex_and_nothing_stays(rig: LexRig) -> None:
    outcomes = rig.probe.behaviours()

    assert list(outcomes) == [one.name for one in LEX]
    assert not [one for one in outcomes.values() if not one.startswith(AS_EXPECTED)], outcomes
    assert outcomes[BUILDS].startswith("as expected (after ")
    assert left(rig) == []


def test_everything_that_is_made_is_named_and_so_is_its_end(rig: LexRig) -> None:
    rig.probe.behaviours()

    for kind in ("role", "function", "bot"):
        assert [one for one in rig.said if one.startswith(f"making the {kind} {NAME}")], rig.said
        assert f"the {kind} {NAME} is gone" in rig.said


@pytest.mark.parametrize(("name", "bend"), DIFFERENT)
def test_a_lex_that_behaves_otherwise_is_noticed(rig: LexRig, name: str, bend: Bend) -> None:
    rig.lex.bend = bend

    told = outcome(rig, name)

    behaviour = next(one for one in LEX if one.name == name)
    assert told.startswith("different: ")
    assert f"expected: {behaviour.expected}" in told
    assert f"change: {behaviour.change}" in told


def test_a_session_that_is_remembered_is_noticed(rig: LexRig) -> None:
    rig.lex.remembers = True

    assert outcome(rig, FORGETS).startswith("different: it is still there")


def test_a_failing_hook_that_is_answered_or_fails_otherwise_is_noticed(rig: LexRig) -> None:
    def refusing(_text: str) -> Json:
        raise ClientError({"Error": {"Code": "BadGatewayException", "Message": "no"}}, "RecognizeText")

    rig.lex.failing = lambda _text: {"sessionState": {}, "messages": [{"content": "Done."}]}
    answered = outcome(rig, FAILS)
    rig.lex.failing = refusing
    refused = outcome(rig, FAILS)

    assert answered.startswith("different: it is answered ['Done.']")
    assert refused.startswith("different: it is BadGatewayException")


def test_every_behaviour_has_a_lex_that_differs_in_it() -> None:
    elsewhere = {BUILDS, FORGETS, FAILS}

    assert {name for name, _ in DIFFERENT} | elsewhere == {one.name for one in LEX}


def test_a_bot_that_lex_does_not_build_is_told_in_lexs_words_and_removed(rig: LexRig) -> None:
    rig.account.failing["build"] = ["The slot Stay is wrong."]

    outcomes = rig.probe.behaviours()

    assert outcomes[BUILDS].startswith("different: build of en_US failed: The slot Stay is wrong.")
    assert outcomes[PASSED] == "cannot be tried: the bot for it could not be made"
    assert left(rig) == []


def test_marks_that_lex_does_not_build_are_told_in_lexs_words(rig: LexRig) -> None:
    checks = rig.probe.checks()
    tried(LEX, {BUILDS: checks[BUILDS]}, failures=FAILURES)
    rig.account.failing["build"] = ["The utterance has an underscore."]

    told = tried(LEX, {name: checks[name] for name in (MARKS, MOVES)}, failures=FAILURES)

    assert told[MARKS].startswith("different: build of en_US failed: The utterance has an underscore.")
    assert told[MOVES] == "cannot be tried: the alias was not moved"


def test_ctrl_c_in_the_middle_leaves_nothing(rig: LexRig) -> None:
    def interrupted(_session: str, _text: str, _answer: Json) -> Json:
        raise KeyboardInterrupt

    rig.lex.bend = interrupted

    with pytest.raises(KeyboardInterrupt):
        rig.probe.behaviours()

    assert left(rig) == []


def test_what_is_there_already_is_left_alone_and_told(rig: LexRig) -> None:
    rig.clients["iam"].create_role(RoleName=NAME, AssumeRolePolicyDocument="{}")

    outcomes = rig.probe.behaviours()

    [told] = outcomes.values()
    assert f"the role {NAME} is there already" in told
    assert f"aws iam delete-role --role-name {NAME}" in told
    assert left(rig) == [NAME]
    assert rig.account.uploaded == b""


def test_what_cannot_be_removed_is_told_with_the_command_that_does() -> None:
    with lex_rig(patience=Patience(every_s=0.05, longest_s=0.5)) as rig:
        rig.account.failing |= {"build": ["no"], "delete": ["no"]}

        rig.probe.behaviours()

        told = next(one for one in rig.said if "LEFT" in one)
        assert told.startswith(f"the bot {NAME} is LEFT")
        assert "aws lexv2-models delete-bot" in told
        assert left(rig) == [NAME]


def test_the_function_may_be_called_by_the_bots_alias_alone(rig: LexRig) -> None:
    seen: list[Any] = []

    def looking(_session: str, _text: str, answer: Json) -> Json:
        seen.append(rig.clients["lambda"].get_policy(FunctionName=NAME)["Policy"])
        return answer

    rig.lex.bend = looking
    rig.probe.behaviours()

    assert '"lexv2.amazonaws.com"' in seen[0]
    assert ":bot-alias/ABCDEFGHIJ/KLMNOPQRST" in seen[0]
