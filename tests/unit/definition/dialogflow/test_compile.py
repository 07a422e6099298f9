"""What a definition becomes as a Dialogflow ES agent."""

from pathlib import Path

import pytest

from definition.bot import BUILT_IN_SLOT_TYPES, Bot
from definition.contexts import left_contexts
from definition.dialogflow.agent import AgentIntent, Parameter, Part, Webhook
from definition.dialogflow.compile import NotForDialogflowError, dialogflow_agent
from definition.dialogflow.entities import entity_type_of
from definition.read import read_bot
from tests.unit.definition.files import RICH, SECOND_LOCALE, SMALL, a_file, changed

SIZE = Parameter(name="Size", entity_type="@Size")
WHEN = Parameter(name="When", entity_type="@sys.date")


@pytest.fixture
def small(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, SMALL + SECOND_LOCALE))


@pytest.fixture
def rich(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, RICH))


def intent(bot: Bot, name: str) -> AgentIntent:
    """One compiled intent."""
    return next(one for one in dialogflow_agent(bot).intents if one.name == name)


def said(of: AgentIntent, language: str = "en") -> list[str]:
    """The training phrases as people say them."""
    return ["".join(part.text for part in phrase) for phrase in of.phrases[language]]


def test_an_intent_has_a_parameter_for_each_slot_and_requires_none(small: Bot) -> None:
    order = intent(small, "Order")

    assert order.parameters == (SIZE, WHEN)
    assert (order.action, order.input_contexts, order.webhook) == ("begin.Order", (), True)
    assert not order.webhook_for_slot_filling


def test_a_slot_in_an_utterance_is_an_annotated_value(small: Bot) -> None:
    phrases = intent(small, "Order").phrases["en"]

    assert phrases == (
        (Part(text="order a pizza"),),
        (
            Part(text="a "),
            Part(text="large", parameter="Size", entity_type="@Size"),
            Part(text=" pizza"),
        ),
    )


def test_an_answer_is_understood_only_where_its_slot_was_asked_for(small: Bot) -> None:
    answer = intent(small, "Order - Size")

    assert (answer.action, answer.input_contexts) == ("answer.Order.Size", ("ask__order__size",))
    assert answer.parameters == (SIZE, WHEN)


def test_an_answer_may_be_any_word_for_a_value_or_a_sentence_around_it(small: Bot) -> None:
    phrases = said(intent(small, "Order - Size"))

    assert phrases[:4] == ["small", "little", "large", "big"]
    assert {"large please", "a small pizza"} <= set(phrases)
    assert "order a pizza" not in phrases


def test_the_answer_to_a_date_is_trained_with_dates_of_the_language(rich: Bot) -> None:
    answer = intent(rich, "Order - When")

    assert {"tomorrow", "on September 1"} & set(said(answer))
    assert said(answer, "de")[:2] == ["2027-09-01", "2027-03-15"]


def test_yes_and_no_are_understood_only_at_the_confirmation(small: Bot) -> None:
    yes, no = intent(small, "Order - yes"), intent(small, "Order - no")

    assert (yes.action, no.action) == ("yes.Order", "no.Order")
    assert yes.input_contexts == no.input_contexts == ("confirm__order",)
    assert ("sure" in said(yes), "no thanks" in said(no)) == (True, True)


def test_an_intent_without_confirmation_has_no_yes(small: Bot) -> None:
    names = {one.name for one in dialogflow_agent(small).intents}

    assert names == {
        "Order", "Order - Size", "Order - When", "Order - yes", "Order - no", "Greet",
        "Default Fallback Intent",
    }  # fmt: skip


def test_a_follow_up_needs_the_context_that_those_before_it_leave(rich: Bot) -> None:
    assert intent(rich, "Again").input_contexts == ("order",)
    assert intent(rich, "Drink").input_contexts == (left_contexts(rich, rich.intents["Again"])[1].lower(),)


def test_what_nothing_matches_goes_to_the_webhook_too(small: Bot) -> None:
    fallback = intent(small, "Default Fallback Intent")

    assert (fallback.fallback, fallback.action, fallback.webhook) == (True, "input.unknown", True)


def test_the_intent_that_start_is_said_to_welcomes(tmp_path: Path) -> None:
    text = changed("    fallback: Sorry?", "    fallback: Sorry?\n    commands: {start: Hello!}")
    greeting = read_bot(a_file(tmp_path, text))

    assert intent(greeting, "Greet").events == ("WELCOME",)
    assert intent(greeting, "Order").events == ()


def test_values_come_with_their_synonyms_in_every_language(small: Bot) -> None:
    (size,) = dialogflow_agent(small).entity_types

    assert size.name == "Size"
    assert size.entries == {
        "en": {"small": ("small", "little"), "large": ("large", "big")},
        "de": {"small": ("small",), "large": ("large",)},
    }


def test_an_agent_bears_what_the_bot_says_of_itself(small: Bot) -> None:
    webhook = Webhook(url="https://a.example/engines/dialogflow/pizza")

    agent = dialogflow_agent(small, webhook=webhook)

    assert (agent.name, agent.languages, agent.confidence) == ("pizza", ("en", "de"), 0.4)
    assert agent.webhook == webhook


@pytest.mark.parametrize("slot_type", BUILT_IN_SLOT_TYPES)
def test_every_built_in_slot_type_is_a_system_entity(slot_type: str) -> None:
    assert entity_type_of(slot_type).startswith("@sys.")


@pytest.mark.parametrize("slot_type", BUILT_IN_SLOT_TYPES)
@pytest.mark.parametrize("locale", ["en-US", "es-ES", "de-DE"])
def test_every_built_in_slot_type_has_values_to_train_with(
    tmp_path: Path, slot_type: str, locale: str
) -> None:
    text = changed("AMAZON.Date", slot_type).replace("en-US", locale)
    bot = read_bot(a_file(tmp_path, text))

    answer = intent(bot, "Order - When")

    assert len(said(answer, locale[:2])) >= 2


@pytest.mark.parametrize(
    ("locale", "language"), [("en-GB", "en"), ("zh-CN", "zh-cn"), ("pt-BR", "pt-br"), ("pt-PT", "pt")]
)
def test_only_some_languages_keep_their_region(tmp_path: Path, locale: str, language: str) -> None:
    bot = read_bot(a_file(tmp_path, changed("en-US", locale)))

    assert dialogflow_agent(bot).languages == (language,)


@pytest.mark.parametrize(
    ("locales", "why"),
    [
        (SMALL.replace("en-US", "eu-ES"), "does not speak eu-ES"),
        (SMALL + SECOND_LOCALE.replace("de-DE", "en-GB"), "in one way, not in two: en-US, en-GB"),
    ],
)
def test_a_bot_that_dialogflow_cannot_speak_like_is_refused(tmp_path: Path, locales: str, why: str) -> None:
    bot = read_bot(a_file(tmp_path, locales))

    with pytest.raises(NotForDialogflowError, match=why):
        dialogflow_agent(bot)
