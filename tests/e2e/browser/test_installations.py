"""One page serves several installations, each with a bot of its own, in the person's language."""

import re
from dataclasses import replace

from playwright.sync_api import expect

from tests.e2e.browser.conftest import OpenChat


def test_the_address_says_which_installation_answers(a_chat: OpenChat) -> None:
    chat = a_chat()
    concierge = replace(chat, site=f"{chat.site}/?installation=concierge").open()

    concierge.say("What is the weather in Oslo?")

    concierge.shows("What is the weather in Oslo?", re.compile("^Oslo, today: "))


def test_two_installations_are_two_conversations(a_chat: OpenChat) -> None:
    chat = a_chat()
    replace(chat, site=f"{chat.site}/?installation=concierge").open().say("When is the pool open?")
    expect(chat.bubbles).to_have_count(2)

    chat.open()

    expect(chat.bubbles).to_have_count(0)


def test_a_spanish_browser_is_answered_in_spanish(a_chat: OpenChat) -> None:
    chat = a_chat(locale="es-ES")
    concierge = replace(chat, site=f"{chat.site}/?installation=concierge").open()

    concierge.say("¿Cuándo abre la piscina?")

    concierge.shows("¿Cuándo abre la piscina?", "Piscina: todos los días de 7:00 a 22:00.")
