"""What is answered without an engine: small talk, and the wish for another language."""

import pytest

from lambdas.domain.conversation import Understanding
from lambdas.domain.errors import Retryable
from lambdas.domain.reply import Choice, Choices, Text
from lambdas.domain.talk import Talk
from lambdas.domain.turn import Chose, Unhandled, What
from tests.builders import a_charge, a_turn, an_address
from tests.fakes.engine import FakeEngine
from tests.unit.flows.desks import Office

HELP = (Text(text="I book rooms."), Choices(choices=(Choice(label="Book", value="book a room"),)))
ENGLISH = Talk(
    answers={
        "hello": ((Text(text="Hello!"),), (Text(text="Hi again!"),)),
        "help": (HELP,),
        "what else": ((Text(text="Nothing."),),),
    },
    languages={"en espanol": "es-ES"},
    helps=frozenset({"help"}),
    apart=frozenset({"what else"}),
    verbatim=frozenset({("Report", "Remarks")}),
)
SPANISH = Talk(answers={"hola": ((Text(text="¡Hola!"),),)}, languages={"in english": "en-US"})
ASKED = Understanding(parts=(Text(text="In which city?"),), state='{"slot": "City"}')
REMARKS = Understanding(
    parts=(Text(text="Anything to add?"),), state='{"slot": "Remarks"}', intent="Report", asked="Remarks"
)
DONE = Understanding(parts=(Text(text="Booked."),), state="{}", closed=True)


def an_office(*script: Understanding, daily_budget: int = 20_000) -> Office:
    engine = FakeEngine(script)
    return Office(
        engine=engine,
        engines={"en-US": (engine,), "es-ES": (engine,)},
        talks={"en-US": ENGLISH, "es-ES": SPANISH},
        charge=a_charge(daily_budget=daily_budget),
    )


def say(office: Office, *words: str, locale: str = "en-US", user: str = "u1") -> list[str]:
    """What the bot answers to each, one after another."""
    for text in words:
        number = len(office.outbound.sent)
        turn = a_turn(text, event=f"e{number}", locale=locale, address=an_address(user=user))
        assert office.settle(turn, worker=f"w{number}")
    return [str(getattr(line.parts[0], "text", "")) for line in office.outbound.sent if line.parts]


@pytest.mark.parametrize("said", ["hello", "  Hello! ", "¡HELLÓ!"])
def test_small_talk_is_answered_without_the_engine(said: str) -> None:
    office = an_office()

    assert say(office, said) == ["Hello!"]
    assert office.engine.asked == []
    assert [line.seq for line in office.outbound.sent] == [1, 2]


def test_a_choice_counts_by_its_value() -> None:
    office = an_office()

    office.settle(a_turn(content=Chose(value="help", text="What can you do?")))

    assert [line.parts for line in office.outbound.sent[1:]] == [HELP]
    assert office.engine.asked == []


def test_answers_come_in_turn() -> None:
    assert say(an_office(), "hello", "hello", "hello") == ["Hello!", "Hi again!", "Hello!"]


@pytest.mark.parametrize("said", ["hello there", "hola", "say hello", "?"])
def test_anything_more_or_other_is_for_the_engine(said: str) -> None:
    office = an_office()

    assert say(office, said) == [f"echo: {said}"]


def heard(office: Office) -> list[str]:
    return [str(getattr(asked.turn.content, "text", "")) for asked in office.engine.asked]


def test_inside_an_open_dialog_it_is_answered_and_the_question_asked_again() -> None:
    office = an_office(ASKED, DONE)

    told = say(office, "book a room", "hello", "London", "hello")

    assert told == ["In which city?", "Hi again!", "In which city?", "Booked.", "Hi again!"]
    assert heard(office) == ["book a room", "London"]
    assert [asked.restore for asked in office.engine.asked] == [False, False]


def test_only_the_part_of_a_reply_that_asks_is_asked_again() -> None:
    choices = Choices(choices=(Choice(label="Yes", value="yes"),))
    parts = (Text(text="What is it?"), Text(text="For Rome."), Text(text="Book it?"), choices)
    office = an_office(Understanding(parts=parts, state="{}"))

    say(office, "book a room", "hello")

    assert [line.parts for line in office.outbound.sent[-2:]] == [
        (Text(text="Hi again!"),),
        (Text(text="Book it?"), choices),
    ]


def test_a_question_without_its_mark_is_the_whole_reply() -> None:
    parts = (Text(text="For Rome."), Text(text="Say yes or no."))
    office = an_office(Understanding(parts=parts, state="{}"))

    assert say(office, "book a room", "hello")[-3:] == ["Hi again!", "For Rome.", "Say yes or no."]


@pytest.mark.parametrize("mark", ["¿En qué ciudad?", "哪个城市\uff1f", "في أي مدينة\u061f"])
def test_a_question_has_the_mark_of_its_language(mark: str) -> None:
    parts = (Text(text="So."), Text(text=mark))
    office = an_office(Understanding(parts=parts, state="{}"))

    assert say(office, "book a room", "hello")[-2:] == ["Hi again!", mark]


def test_where_the_engine_said_nothing_there_is_no_question_to_repeat() -> None:
    office = an_office(Understanding(parts=(), state="{}"), DONE)

    say(office, "book a room", "hello")

    assert heard(office) == ["book a room", "hello"]


def test_where_any_words_may_be_the_answer_only_help_is_answered() -> None:
    office = an_office(REMARKS, DONE)

    told = say(office, "report", "help", "hello")

    assert told[1:] == ["I book rooms.", "Anything to add?", "Booked."]
    assert heard(office) == ["report", "hello"]


def test_what_is_kept_out_of_dialogs_is_the_engine_s_there() -> None:
    office = an_office(ASKED, DONE)

    assert say(office, "what else", "book a room", "what else")[::2] == ["Nothing.", "Booked."]
    assert heard(office) == ["book a room", "what else"]


def test_yes_and_no_are_the_engine_s() -> None:
    office = an_office(ASKED, DONE)

    say(office, "book a room", "yes")

    assert heard(office) == ["book a room", "yes"]


def test_the_question_is_asked_again_as_often_as_somebody_chats() -> None:
    office = an_office(ASKED)

    told = say(office, "book a room", "help", "help")

    assert told[1:] == ["I book rooms.", "In which city?", "I book rooms.", "In which city?"]


def test_the_dialog_of_somebody_else_in_the_chat_is_not_in_the_way() -> None:
    office = an_office(ASKED)
    say(office, "book a room", user="u1")

    assert say(office, "hello", user="u2")[-1] in {"Hello!", "Hi again!"}


def test_small_talk_changes_nothing_of_the_session() -> None:
    office = an_office(DONE, ASKED)

    say(office, "book a room", "hello", "book a room")

    assert office.engine.asked[-1].session is not None
    assert office.engine.asked[-1].session.state == "{}"
    assert not office.engine.asked[-1].restore


def test_small_talk_counts_against_the_person_and_not_against_the_engine_s_budget() -> None:
    office = an_office(DONE, daily_budget=1)

    assert say(office, "hello", "help", "book a room", "hello")[:3] == ["Hello!", "I book rooms.", "Booked."]
    assert say(office, "book a room")[-1].startswith("I have answered all I can for today")


def test_small_talk_in_an_open_dialog_does_not_count_against_the_budget_either() -> None:
    office = an_office(ASKED, daily_budget=1)

    assert say(office, "book a room", "hello")[-1] == "In which city?"


def test_what_the_engine_gets_in_an_open_dialog_counts_as_any_turn_for_it() -> None:
    office = an_office(REMARKS, daily_budget=1)

    assert say(office, "report", "hello")[-1].startswith("I have answered all I can for today")


def test_a_repeat_of_small_talk_is_answered_once() -> None:
    office = an_office()
    office.settle(a_turn("hello"))

    office.settle(a_turn("hello"), worker="w2")

    assert office.texts() == ["hello", "Hello!"]


def test_small_talk_that_could_not_be_kept_is_tried_again() -> None:
    office = an_office()
    office.conversations.faults.fail("commit", Retryable("busy"))

    assert not office.settle(a_turn("hello"))
    assert office.settle(a_turn("hello"), worker="w2", received=2)
    assert office.texts() == ["hello", "Hello!"]


def test_a_wish_for_another_language_is_met_in_that_language_and_kept() -> None:
    office = an_office()

    told = say(office, "¡En español!", "hola", "Londres")

    assert told == ["De acuerdo, seguimos en español.", "¡Hola!", "echo: Londres"]
    assert office.engine.asked[-1].turn.locale == "es-ES"


def test_the_language_asked_for_is_kept_whatever_the_channel_says_until_it_is_changed() -> None:
    office = an_office()
    say(office, "en español", "Londres")

    told = say(office, "París", "in English", "Rome")

    assert told[-2:] == ["All right, let us go on in English.", "echo: Rome"]
    assert [asked.turn.locale for asked in office.engine.asked] == ["es-ES", "es-ES", "en-US"]


def test_a_wish_for_another_language_does_not_cost_an_engine_call() -> None:
    office = an_office(ASKED, daily_budget=1)

    told = say(office, "book a room", "en español")

    assert told[-1].startswith("De acuerdo, seguimos en español.")


def test_an_open_dialog_starts_anew_in_the_other_language_and_the_person_is_told() -> None:
    office = an_office(ASKED, DONE)

    told = say(office, "book a room", "en español", "Londres")

    confirmed, anew = "De acuerdo, seguimos en español.", "Lo que habíamos empezado comienza de nuevo"
    assert told[1].startswith(f"{confirmed} {anew}")
    assert office.engine.asked[-1].session is None
    assert office.engine.asked[-1].restore


def test_a_language_is_one_person_s_own() -> None:
    office = an_office()
    say(office, "en español", user="u1")

    say(office, "hi there", user="u2")

    assert office.engine.asked[-1].turn.locale == "en-US"


def test_the_language_asked_for_outlives_a_turn_that_was_given_up() -> None:
    office = an_office()
    say(office, "en español")
    office.settle(a_turn("Londres", event="lost"), received=3)

    say(office, "París")

    assert office.engine.asked[-1].turn.locale == "es-ES"
    assert "Lo siento" in office.texts()[-3]


def test_what_the_platform_says_itself_is_in_the_language_asked_for() -> None:
    office = an_office()
    say(office, "en español")

    office.settle(a_turn(event="photo", content=Unhandled(what=What.PHOTO)))

    assert office.texts()[-2:] == ["[foto]", "Todavía no entiendo fotos. Por favor, dígamelo con palabras."]


def test_a_dialog_that_waits_keeps_its_language_though_the_channel_changes() -> None:
    office = an_office(ASKED, DONE, DONE)
    say(office, "book a room", locale="en-US")

    say(office, "London", "so", locale="es-ES")

    assert [asked.turn.locale for asked in office.engine.asked] == ["en-US", "en-US", "es-ES"]
    assert [asked.restore for asked in office.engine.asked] == [False, False, True]


def test_a_language_that_the_bot_no_longer_speaks_is_not_kept() -> None:
    office = an_office()
    say(office, "en español")
    office.engines = {"en-US": (office.engine,)}

    say(office, "London")

    assert office.engine.asked[-1].turn.locale == "en-US"


def test_a_turn_in_a_language_no_engine_speaks_goes_to_the_default_one() -> None:
    office = an_office()

    assert say(office, "Roma", locale="it-IT") == ["echo: Roma"]
