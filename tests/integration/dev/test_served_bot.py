"""A bot that is served alone: who is signed in there, and what it says where nobody is."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import boto3
import pytest

from definition.read import read_bot
from dev.serve_bot import ALIAS_ID, BOT_ID, options, serving
from tests.calls import TRAVEL


@contextmanager
def served(*given: str) -> Iterator[Sequence[str]]:
    with serving(read_bot(TRAVEL), options([str(TRAVEL), *given])) as lines:
        yield lines


def answer(lines: Sequence[str], text: str, *, locale: str = "en_US") -> str:
    """What the served Lex says."""
    url = next(found[1] for line in lines if (found := re.search(r"Lex .* listening: (\S+)", line)))
    nobody = boto3.Session(aws_access_key_id="x", aws_secret_access_key="x", region_name="us-east-1")
    lex = nobody.client("lexv2-runtime", endpoint_url=url)
    heard = lex.recognize_text(
        botId=BOT_ID, botAliasId=ALIAS_ID, localeId=locale, sessionId="somebody", text=text
    )
    return str(heard["messages"][0].get("content"))


@pytest.mark.parametrize(
    ("locale", "text", "said"),
    [("en_US", "my bookings", "here nobody can"), ("es_ES", "mis reservas", "aquí no se puede")],
)
def test_without_the_platform_nobody_can_sign_in_and_this_is_said(locale: str, text: str, said: str) -> None:
    with served() as lines:
        assert said in answer(lines, text, locale=locale)
        assert "MyBookings is for nobody here: signing in needs the platform (make up)," in "\n".join(lines)


def test_somebody_may_be_signed_in_all_the_same() -> None:
    with served("--signed-in", "Ann") as lines:
        assert answer(lines, "my bookings").startswith("You have no bookings yet.")
        assert "Ann is signed in." in lines
