"""Signing in is for everyone: the pages as axe-core sees them, and the whole way in Spanish."""

import re

from playwright.sync_api import expect

from tests.e2e.browser.axe import violations_in_every_medium
from tests.e2e.browser.conftest import OpenChat, OpenPage
from tests.e2e.browser.invitations import invite
from tests.e2e.browser.pool_page import code_after_signing_in
from tests.e2e.browser.signing_in import HIDDEN, answer, code_of, may_sign_in, opened
from tests.local_platform import LocalPlatform

SIGNED_IN_AS_ANN = "Ha iniciado sesión como Ann (a•••@example.org). ¿No es usted? Diga «cerrar sesión»."
SIGNED_OUT = re.compile("Ha cerrado la sesión aquí.")


def test_axe_finds_nothing_wrong_with_the_page_that_asks_nor_with_its_end(
    a_page: OpenPage, platform: LocalPlatform
) -> None:
    page = a_page()

    page.goto(invite(platform).url)
    assert violations_in_every_medium(page) == []
    page.get_by_role("button", name="This was not me").click()
    expect(page.get_by_role("heading")).to_have_text("Thank you. Nothing was linked.")
    assert violations_in_every_medium(page) == []


def test_axe_finds_nothing_wrong_with_the_page_that_shows_the_code(
    a_page: OpenPage, platform: LocalPlatform
) -> None:
    page = a_page()

    code_after_signing_in(page, platform, invite(platform).url)

    assert violations_in_every_medium(page) == []


def test_a_person_signs_in_and_out_in_spanish_in_the_chat_and_in_the_browser(
    a_chat: OpenChat, platform: LocalPlatform
) -> None:
    chat = may_sign_in(a_chat(locale="es-ES"), platform).open()
    answer(chat, "quiero iniciar sesión", re.compile("Inicie sesión aquí."))
    chat.page.reload()
    expect(chat.bubbles).to_have_count(2)
    page = opened(chat, label="Iniciar sesión", goes_on="Continuar")
    code_of(page, platform, goes_on="Continuar")
    expect(chat.bubbles).to_have_text([re.compile("."), re.compile("."), HIDDEN, SIGNED_IN_AS_ANN])

    answer(chat, "cerrar sesión", SIGNED_OUT)
    with chat.page.expect_popup() as popup:
        chat.page.get_by_role("feed").get_by_role("button", name="Cerrarla en el navegador").click()

    expect(popup.value.get_by_role("heading")).to_have_text("Ha cerrado sesión")
    assert popup.value.url == f"{platform.site}/link/signed-out"
