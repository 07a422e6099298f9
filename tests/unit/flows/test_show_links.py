"""Links to sign in by go out with their lines, and are kept in none."""

from dataclasses import replace

from lambdas.domain.conversation import Line
from lambdas.domain.errors import Retryable
from lambdas.domain.reply import Login, Part, Text
from lambdas.flows.show_links import with_links
from tests.builders import NOW, a_line
from tests.fakes.links import FakeLinks
from tests.unit.flows.signing_in import Chat, words

ENDS = int(NOW.timestamp()) + 600
INVITATION = Login(text="Sign in.", label="Sign in", nonce="7", expires=ENDS)


def shown(part: Part, *, links: FakeLinks | None = None, locale: str = "en-US") -> Part:
    (line,) = with_links([a_line(parts=(part,))], links=links, locale=locale, now=NOW)
    return line.parts[0]


def test_an_invitation_goes_out_with_its_link_and_without_its_nonce() -> None:
    assert shown(INVITATION, links=FakeLinks()) == replace(
        INVITATION, url="https://site.example/link/7", nonce=""
    )


def test_an_invitation_that_has_run_out_is_words() -> None:
    told = shown(replace(INVITATION, expires=int(NOW.timestamp())), links=FakeLinks())

    assert told == Text(text="This link to sign in has run out. For a new one, say “sign in”.")


def test_it_has_run_out_where_nobody_can_sign_in_any_more() -> None:
    assert shown(INVITATION, locale="es-ES") == Text(
        text="Este enlace ya no vale. Diga «iniciar sesión» para recibir otro."
    )


def test_a_way_that_is_no_secret_is_shown_as_it_is() -> None:
    way = Login(text="Signed out.", url="https://login.example/logout", label="Sign out there")

    assert shown(way, links=FakeLinks()) == way


def test_an_invitation_that_nobody_made_real_is_words() -> None:
    assert shown(Login(text="Sign in."), links=FakeLinks()) == Text(text="Sign in.")


def test_other_lines_are_as_they_were() -> None:
    lines: list[Line] = [a_line(), a_line(2, parts=(Text(text="hello"),))]

    assert list(with_links(lines, links=FakeLinks(), locale="en-US", now=NOW)) == lines


def test_lines_whose_link_cannot_be_made_now_go_out_later() -> None:
    chat = Chat()
    chat.office.links.faults.fail("url", Retryable("secrets down"))

    before = chat.say("sign in")
    chat.clock.pass_s(2)
    chat.settle_due()

    sent = [part for line in chat.office.outbound.sent for part in line.parts]
    assert before == []
    assert [getattr(part, "url", "") for part in sent] == ["https://site.example/link/1"]


def test_lines_that_go_out_too_late_have_no_link() -> None:
    chat = Chat()
    chat.office.outbound.faults.fail("deliver", Retryable("messenger down", again_s=700))

    chat.say("sign in")
    chat.clock.pass_s(700)
    chat.settle_due()

    sent = [part for line in chat.office.outbound.sent for part in line.parts]
    assert words(sent).startswith("This link to sign in has run out.")
