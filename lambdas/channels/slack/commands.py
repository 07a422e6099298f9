"""Slash commands, which go on in the direct messages of whoever gave them.

Source: https://docs.slack.dev/interactivity/implementing-slash-commands
"""

import json
from collections.abc import Mapping
from typing import Final

from lambdas.channels.slack.fields import id_of
from lambdas.channels.slack.heard import Ignored, Spoken
from lambdas.channels.slack.place import Place
from lambdas.channels.slack.presses import DIRECT
from lambdas.channels.slack.written import read
from lambdas.domain.cleaning import clean
from lambdas.domain.heard import called, commanded, said
from lambdas.domain.ids import EventId, UserId
from lambdas.domain.installation import Installation, language
from lambdas.domain.turn import Acknowledgement, Content

ELSEWHERE: Final[Mapping[str, str]] = {
    "en": "I answer you in our direct messages.",
    "es": "Le respondo en nuestros mensajes directos.",
}


def heard_of_command(form: Mapping[str, str], *, installation: Installation) -> Spoken | Ignored:
    """What a slash command says; raises KeyError or ValueError for what is none."""
    if form.get("ssl_check") == "1":
        return Ignored(kind="ssl_check")
    if not form["trigger_id"] or not form["command"]:
        raise ValueError("not a slash command")
    person = id_of(form["user_id"])
    return Spoken(
        event=EventId(f"command/{form['trigger_id']}"),
        place=Place(person=person),
        user=UserId(person),
        speaker=called(form.get("user_name", "")),
        content=_content(form.get("text", ""), installation),
    )


def said_in_channel(form: Mapping[str, str], *, installation: Installation) -> Acknowledgement:
    """What only the speaker sees where others would wonder about silence."""
    if form.get("ssl_check") == "1" or form.get("channel_name") == DIRECT:
        return Acknowledgement()
    words = ELSEWHERE.get(language(installation.locales[0]), ELSEWHERE["en"])
    answer = {"response_type": "ephemeral", "text": words}
    return Acknowledgement(body=json.dumps(answer), content_type="application/json")


def _content(given: str, installation: Installation) -> Content:
    """A command alone begins, ``help`` asks for help, and everything else is just said."""
    words, locale = read(given, bots=()), installation.locales[0]
    name = clean(words) or "start"
    known = commanded(name, locale=locale, installation=installation)
    return known or said(words, locale=locale, installation=installation)
