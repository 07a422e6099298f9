"""What people say of their account: the platform's own phrases, and those that a bot adds."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from definition.account_phrases import USUAL, account_phrases
from definition.fault import BadDefinitionError
from definition.read import read_bot
from definition.said import folded
from lambdas.domain.talk import Wish
from tests.unit.definition.files import RICH, SMALL, a_file, changed


def phrases(folder: Path, text: str, *, locale: str = "en-US") -> Mapping[str, Sequence[str]]:
    bot = read_bot(a_file(folder, text))
    return account_phrases(bot, bot.locales[locale])


def adding(account: str, *, text: str = SMALL) -> str:
    return changed("    fallback: Sorry?\n", f"    fallback: Sorry?\n    account: {account}\n", text=text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_wish_has_phrases_in_the_languages_that_the_platform_speaks(language: str) -> None:
    assert set(USUAL[language]) == {str(wish) for wish in Wish}
    assert all(folded(said) for of in USUAL[language].values() for said in of)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_phrase_of_ours_means_two_things(language: str) -> None:
    said = [folded(phrase) for of in USUAL[language].values() for phrase in of]

    assert len(said) == len(set(said))


def test_a_bot_that_adds_none_has_ours(tmp_path: Path) -> None:
    told = phrases(tmp_path, SMALL)

    assert (told["sign_in"][0], told["sign_out"][0], told["who_am_i"][0]) == (
        "sign in",
        "sign out",
        "who am i",
    )


def test_a_language_that_we_do_not_speak_has_ours_in_english(tmp_path: Path) -> None:
    assert "sign in" in phrases(tmp_path, RICH, locale="de-DE")["sign_in"]


def test_what_a_bot_adds_comes_before_ours(tmp_path: Path) -> None:
    told = phrases(tmp_path, adding("{sign_in: [¡Déjame entrar!], sign_out: [sign in]}"))

    assert told["sign_in"][:2] == ["dejame entrar", "sign me in"]
    assert told["sign_out"][:2] == ["sign in", "sign out"]


def test_what_a_bot_says_otherwise_is_left_to_it(tmp_path: Path) -> None:
    told = phrases(tmp_path, changed("utterances: [hello]", "utterances: [hello, Log in!]"))

    assert "log in" not in told["sign_in"]
    assert "sign in" in told["sign_in"]


def test_small_talk_and_languages_are_left_to_the_bot_too(tmp_path: Path) -> None:
    text = changed("says: [tell me a joke]", "says: [tell me a joke, who am I]", text=RICH)
    text = changed("de-DE: [auf deutsch]", "de-DE: [auf deutsch, logout]", text=text)

    told = phrases(tmp_path, text)

    assert "who am i" not in told["who_am_i"]
    assert "logout" not in told["sign_out"]


@pytest.mark.parametrize(
    ("account", "problem"),
    [
        ("{sign_in: [hello]}", '"hello" is already what people say for Greet; remove one of them'),
        (
            "{sign_in: [me], who_am_i: [Me!]}",
            '"Me!" is already what people say to sign in; remove one of them',
        ),
        ('{sign_out: ["?!"]}', '"?!" has no words; write what people say'),
        ("{sign_up: [me]}", 'unknown key "sign_up"; did you mean "sign_out"?'),
    ],
)
def test_a_phrase_that_means_something_else_is_refused(account: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(BadDefinitionError) as refusal:
        read_bot(a_file(tmp_path, adding(account)))

    assert problem in str(refusal.value)
