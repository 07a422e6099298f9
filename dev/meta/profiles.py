"""What Meta takes of what people see before they write: a page's profile, a number's components.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api,
https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/conversational-components
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from dev.meta.errors import invalid
from dev.meta.members import listed, members, only, text

QUESTIONS, QUESTION, PAYLOAD = 4, 80, 1000
PAGE_COMMANDS, NUMBER_COMMANDS, NAME = 100, 30, 32
PAGE_DESCRIPTION, NUMBER_DESCRIPTION = 64, 256
A_NAME: Final = re.compile(r"[A-Za-z0-9_]+")
OF_A_PAGE: Final = (
    "get_started greeting ice_breakers persistent_menu whitelisted_domains account_linking_url commands"
)


def check_profile(given: Mapping[str, Any]) -> None:
    """Raise ``CallRefused`` for a page's profile that is not as documented; of a menu nothing is known."""
    only(given, may=OF_A_PAGE, at="")
    for name, check in CHECKS.items():
        if name in given:
            check(given[name])


def check_components(given: Mapping[str, Any]) -> None:
    """Raise ``CallRefused`` for what a number would not show."""
    only(given, may="enable_welcome_message prompts commands", at="")
    if not isinstance(given.get("enable_welcome_message", False), bool):
        raise invalid("Param enable_welcome_message must be a boolean.")
    for each in listed(given.get("prompts", []), least=0, most=QUESTIONS, at="prompts"):
        text(each, most=QUESTION, at="prompts")
    told = listed(given.get("commands", []), least=0, most=NUMBER_COMMANDS, at="commands")
    names = [_command(each, "command_", NUMBER_DESCRIPTION) for each in told]
    if len(set(names)) != len(names) or not all(map(A_NAME.fullmatch, names)):
        raise invalid("Param commands must have names of their own, of letters, digits and underscores.")


def _started(given: object) -> None:
    button = members(given, at="get_started")
    only(button, needs="payload", at="get_started.")
    text(button["payload"], most=PAYLOAD, at="get_started[payload]")


def _questions(given: object) -> None:
    """By locale, or as before there were locales: the questions alone."""
    told = listed(given, most=100, at="ice_breakers")
    alone = all("question" in members(each, at="ice_breakers") for each in told)
    by_locale = [] if alone else _by_locale(told, "ice_breakers", "call_to_actions", most=QUESTIONS)
    for asked in listed(told, most=QUESTIONS, at="ice_breakers") if alone else by_locale:
        question = members(asked, at="call_to_actions")
        only(question, needs="question payload", at="call_to_actions.")
        # How long one may be is documented nowhere.
        text(question["question"], most=PAYLOAD, at="question")
        text(question["payload"], most=PAYLOAD, at="payload")


def _commands(given: object) -> None:
    for each in _by_locale(given, "commands", "commands", most=PAGE_COMMANDS):
        if _command(each, "", PAGE_DESCRIPTION).startswith("/"):
            raise invalid("Param name must not begin with a slash.")


def _by_locale(given: object, of: str, name: str, *, most: int) -> list[Any]:
    """What is said in any language; the default one must be among them."""
    all_said: list[Any] = []
    locales = set()
    for each in listed(given, most=100, at=of):
        said = members(each, at=of)
        only(said, needs=f"locale {name}", at=f"{of}.")
        locales.add(said["locale"])
        all_said += listed(said[name], most=most, at=name)
    if "default" not in locales:
        raise invalid(f"Param {of} must be there for the default locale.")
    return all_said


def _command(given: object, prefix: str, longest: int) -> str:
    command = members(given, at="commands")
    only(command, needs=f"{prefix}name {prefix}description", at="commands.")
    text(command[f"{prefix}description"], most=longest, at="description")
    return text(command[f"{prefix}name"], most=NAME, at="name")


CHECKS: Final[Mapping[str, Callable[[object], None]]] = {
    "get_started": _started,
    "ice_breakers": _questions,
    "commands": _commands,
}
