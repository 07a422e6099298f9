"""Times, money, names and the other built-in types in English."""

import pytest

from tests.unit.understanding.reading import values


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("17:30", "17:30"),
        ("5pm", "17:00"),
        ("5 p.m.", "17:00"),
        ("5.30 pm", "17:30"),
        ("10:30 a.m.", "10:30"),
        ("12 am", "00:00"),
        ("12:30pm", "12:30"),
        ("half past five", "17:30"),
        ("ten past six", "18:10"),
        ("quarter to nine", "08:45"),
        ("25 to 7 p.m.", "18:35"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("in the morning", "MO"),
        ("in the afternoon", "AF"),
        ("in the evening", "EV"),
        ("at night", "NI"),
        ("8 in the evening", "20:00"),
        ("tonight at 8", "20:00"),
        ("11 at night", "23:00"),
        ("2 at night", "02:00"),
        ("7 o'clock", "07:00"),
        ("18 45 in the evening", "18:45"),
    ],
)
def test_reads_times_as_lex_gives_them(said: str, time: str) -> None:
    assert values("AMAZON.Time", f"a taxi, {said} please") == [time]


@pytest.mark.parametrize(
    "said", ["room 12", "a table for 4", "at 4 different hotels", "the 5th", "25:70", "99 pm"]
)
def test_what_is_no_time_is_none(said: str) -> None:
    assert values("AMAZON.Time", said) == []


@pytest.mark.parametrize(
    ("said", "time"), [("1730", "17:30"), ("5", "17:00"), ("9", "09:00"), ("2575", None)]
)
def test_a_bare_number_is_a_time_where_one_was_asked_for(said: str, time: str | None) -> None:
    assert values("AMAZON.Time", said, asked=True) == ([time] if time else [])


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("50 USD", "50 USD"),
        ("$50", "50 USD"),
        ("fifty dollars", "50 USD"),
        ("€20", "20 EUR"),
        ("20 €", "20 EUR"),
        ("20 euros", "20 EUR"),
        ("2,500 dollars", "2500 USD"),
        ("$1,250.50", "1250.50 USD"),
        ("USD 99.99", "99.99 USD"),
        ("5 quid", "5 GBP"),
    ],
)
def test_reads_money_with_its_currency(said: str, amount: str) -> None:
    assert values("Parley.Money", f"at most {said} a night") == [amount]


def test_an_amount_without_a_currency_is_in_the_usual_one_where_money_was_asked_for() -> None:
    assert values("Parley.Money", "100", asked=True) == ["100 USD"]
    assert values("Parley.Money", "100") == []


@pytest.mark.parametrize("said", ["50%", "50 percent", "fifty per cent"])
def test_reads_percentages(said: str) -> None:
    assert values("AMAZON.Percentage", f"a discount of {said}") == ["50%"]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("2,500", "2500"),
        ("one hundred and five", "105"),
        ("1000000", "1000000"),
    ],
)
def test_reads_numbers(said: str, number: str) -> None:
    assert values("AMAZON.Number", f"{said} rooms") == [number]


@pytest.mark.parametrize("said", ["on the 5th of March", "March 5", "at 5:30 pm", "call 555 123 4567", "-5"])
def test_a_number_that_is_part_of_something_else_is_none(said: str) -> None:
    assert values("AMAZON.Number", said) == []


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("my name is John Smith", "John", "Smith"),
        ("I'm Ann", "Ann", None),
        ("call me Al", "Al", None),
        ("under the name of peter o'toole", "Peter", "O'Toole"),
        ("my last name is Müller", None, "Müller"),
        ("my first name is will", "Will", None),
        ("my name is Mr. Miles, thanks", "Miles", None),
        ("I'm looking for a room", None, None),
        ("the hotel name is Ritz", None, None),
    ],
)
def test_reads_names_after_what_leads_to_them(said: str, first: str | None, last: str | None) -> None:
    assert values("AMAZON.FirstName", said) == ([first] if first else [])
    assert values("AMAZON.LastName", said) == ([last] if last else [])


def test_an_answer_is_a_name_where_one_was_asked_for() -> None:
    assert values("AMAZON.FirstName", "it's maria lopez", asked=True) == ["Maria"]
    assert values("AMAZON.LastName", "it's maria lopez", asked=True) == ["Lopez"]
    assert values("AMAZON.LastName", "Lopez", asked=True) == ["Lopez"]
    assert values("AMAZON.FirstName", "no thanks", asked=True) == []


@pytest.mark.parametrize(
    ("slot_type", "said", "value"),
    [
        ("AMAZON.EmailAddress", "mail me at A.b+c@d-e.co.uk.", "a.b+c@d-e.co.uk"),
        ("AMAZON.PhoneNumber", "call +49 (30) 1234-5678", "+493012345678"),
        ("AMAZON.PhoneNumber", "(206) 555 1212 please", "2065551212"),
        ("AMAZON.AlphaNumeric", "my code is BK-2041", "BK-2041"),
        ("AMAZON.AlphaNumeric", "X7Z9Q", "X7Z9Q"),
        ("AMAZON.Country", "i live in the united states", "United States"),
        ("AMAZON.Country", "to Germany", "Germany"),
        ("AMAZON.Country", "the UK", "United Kingdom"),
    ],
)
def test_reads_what_is_written_alike_everywhere(slot_type: str, said: str, value: str) -> None:
    assert values(slot_type, said) == [value]


@pytest.mark.parametrize(
    ("slot_type", "said"),
    [
        ("AMAZON.PhoneNumber", "2027-09-01"),
        ("AMAZON.PhoneNumber", "12"),
        ("AMAZON.PhoneNumber", "from 5-8 March 2027"),
        ("AMAZON.AlphaNumeric", "at 5pm on the 2nd"),
        ("AMAZON.EmailAddress", "at home"),
    ],
)
def test_what_only_looks_alike_is_none(slot_type: str, said: str) -> None:
    assert values(slot_type, said) == []


@pytest.mark.parametrize("said", ["12345", "hello"])
def test_one_word_is_a_code_where_one_was_asked_for(said: str) -> None:
    assert values("AMAZON.AlphaNumeric", said, asked=True) == [said]


def test_free_text_is_the_whole_answer() -> None:
    text = "The room was cold, and nobody came!"

    assert values("AMAZON.FreeFormInput", text, asked=True) == [text]
    assert values("AMAZON.FreeFormInput", text) == []
