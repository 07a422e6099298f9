"""What is said about a thing no bot can be handed."""

import pytest

from lambdas.domain.turn import What
from lambdas.flows.unhandled import BY_LANGUAGE, shown, unhandled


@pytest.mark.parametrize("spoken", list(BY_LANGUAGE))
@pytest.mark.parametrize("what", list(What))
def test_every_thing_has_a_line_and_an_answer_of_its_own(what: What, spoken: str) -> None:
    others = [other for other in What if other is not what]

    assert shown(what, locale=spoken) not in {shown(other, locale=spoken) for other in others}
    assert unhandled(what, locale=spoken) not in {unhandled(other, locale=spoken) for other in others}
    assert "{" not in unhandled(what, locale=spoken)


def test_it_is_said_in_the_person_s_language() -> None:
    assert unhandled(What.PHOTO, locale="es-MX").startswith("Todavía no entiendo fotos.")
    assert shown(What.PHOTO, locale="es-MX") == "[foto]"


def test_a_thing_that_has_a_name_is_shown_by_it() -> None:
    assert shown(What.FILE, name="note.pdf", locale="en-US") == "[file: note.pdf]"
    assert shown(What.LOCATION, name="Plaza Mayor", locale="es-ES") == "[ubicación: Plaza Mayor]"


def test_it_is_said_in_english_where_we_have_no_other() -> None:
    assert shown(What.VOICE, locale="fi-FI") == "[voice message]"
