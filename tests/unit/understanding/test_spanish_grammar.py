"""What holds of the Spanish grammar whatever is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definition.bot import BUILT_IN_SLOT_TYPES
from dev.understanding.span import Setting
from dev.understanding.spanish.calendar import MONTHS
from dev.understanding.spanish.numbers import number_at
from dev.understanding.words import words_of
from tests.unit.understanding.reading import SPANISH, values

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))
_SCRAPS = """
    un una el la los las del al de a en por para y hasta desde entre dentro hace este proximo que viene
    semana semanas noche noches dia mes mañana pasado hoy mayo marzo 5 12 1º 30/2/27 31.2. primer
    primero treinta cien mil quinientos docena media cuarto menos en punto tarde pm mediodía $ 50 % €
    1.500,50 nueva york parís león me llamo soy no mejor vez Berlín navidad finales principios fin
    pascua par más 99999999999999 29-2-2027 2027-02-29 - , . ! ¿ uno sábado viernes 24/7 +34 @ a@b.es
    17:30 25:61 x7 millones veintiún
"""
TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(_SCRAPS.split()), max_size=25).map(" ".join)
_NAMES = {number: name for name, number in MONTHS.items() if len(name) > len("sept") and name != "setiembre"}
_NAMES |= {5: "mayo"}


@given(
    text=TEXTS,
    slot_type=st.sampled_from(BUILT_IN_SLOT_TYPES),
    today=st.dates(),
    arrival=st.none() | st.dates(),
)
def test_every_value_lies_in_the_text(text: str, slot_type: str, today: date, arrival: date | None) -> None:
    words = words_of(text)
    setting = Setting(today=today, arrival=arrival, asked=slot_type, common=SPANISH.fillers)

    spans = [*SPANISH.spans(slot_type, words, setting), *SPANISH.asked(slot_type, words, setting)]

    assert all(0 <= span.start < span.end <= len(words) and span.interpreted for span in spans)


@given(text=TEXTS, slot_type=st.sampled_from(["AMAZON.City", "AMAZON.Date"]))
def test_what_is_said_of_a_value_is_known_anywhere(text: str, slot_type: str) -> None:
    words = words_of(text)

    for at in range(len(words)):
        assert SPANISH.denied(words, at, at + 1) in {True, False}
        assert SPANISH.origin(slot_type, words, at) in {"", *(word.folded for word in words)}


@given(first=DAYS, nights=st.integers(min_value=1, max_value=60))
def test_a_stay_rendered_by_its_ends_is_read_again(first: date, nights: int) -> None:
    last = date.fromordinal(first.toordinal() + nights)
    text = (
        f"del {first.day} de {_NAMES[first.month]} de {first.year} "
        f"al {last.day} de {_NAMES[last.month]} de {last.year}"
    )

    assert values("AMAZON.Date", text, spoken=SPANISH)[0] == first.isoformat()
    assert values("AMAZON.Duration", text, spoken=SPANISH) == [f"P{nights}D"]


@given(day=DAYS)
def test_a_whole_date_means_itself_however_it_is_written(day: date) -> None:
    spellings = [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"el {day.day} de {_NAMES[day.month]} del {day.year}",
    ]

    assert [values("AMAZON.Date", one, spoken=SPANISH) for one in spellings] == [[day.isoformat()]] * 5


@given(amount=st.integers(min_value=0, max_value=9_999_999), cents=st.integers(min_value=10, max_value=99))
def test_an_amount_rendered_is_read_again(amount: int, cents: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")

    assert values("Parley.Money", f"{dotted} euros", spoken=SPANISH) == [f"{amount} EUR"]
    assert values("Parley.Money", f"{dotted},{cents} €", spoken=SPANISH) == [f"{amount}.{cents} EUR"]


@pytest.mark.parametrize(
    ("said", "number", "length"),
    [
        ("treinta y dos noches", 32, 3),
        ("treinta y dos mil", 32_000, 4),
        ("ciento veintiún", 121, 2),
        ("dos y veinte", 2, 1),
        ("treinta y cuarenta", 30, 1),
        ("un millón doscientos mil", 1_200_000, 4),
        ("mil", 1000, 1),
        ("2 mil quinientos", 2500, 3),
        ("media docena", 6, 2),
        ("tres docenas", 36, 2),
        ("una persona", 1, 1),
    ],
)
def test_a_number_takes_the_words_that_belong_to_it(said: str, number: int, length: int) -> None:
    assert number_at(words_of(said), 0) == (number, length)


@pytest.mark.parametrize("said", ["una habitación", "mil gracias", "muchos", "y dos"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert number_at(words_of(said), 0) is None


@pytest.mark.parametrize(
    ("verdict", "texts"),
    [
        (
            True,
            [
                "sí",
                "Si, por favor",
                "vale, gracias",
                "claro que sí",
                "¡por supuesto!",
                "está bien",
                "por favor",
            ],
        ),
        (True, ["de acuerdo, resérvala", "correcto", "está bien", "eso es"]),
        (False, ["no", "no, gracias", "claro que no", "mejor no", "no, no está bien", "para nada"]),
        (None, ["quizás", "no sé", "gracias", "sí, pero en Roma", "no, en Roma", ""]),
    ],
)
def test_a_yes_and_a_no_are_known(*, verdict: bool | None, texts: list[str]) -> None:
    assert {text: SPANISH.verdict(words_of(text)) for text in texts} == dict.fromkeys(texts, verdict)


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("no en París", True),
        ("en vez de París", True),
        ("ya no París", True),
        ("no, en París", False),
        ("no, mejor París", False),
        ("no París", False),
    ],
)
def test_a_comma_after_no_corrects_what_was_said_before(*, said: str, denied: bool) -> None:
    words = words_of(said)

    assert SPANISH.denied(words, len(words) - 1, len(words)) is denied
