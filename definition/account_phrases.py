"""What people say to sign in, to sign out, and to be told who is signed in; answered without the engine."""

from collections.abc import Mapping, Sequence
from typing import Final

from definition.bot import Bot, Locale
from definition.said import folded
from definition.talk_rules import heard

DEFAULT: Final = "en"

USUAL: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "en": {
        "sign_in": (
            "sign in",
            "sign me in",
            "I want to sign in",
            "log in",
            "login",
            "log me in",
            "link my account",
            "connect my account",
        ),
        "sign_out": (
            "sign out",
            "sign me out",
            "log out",
            "logout",
            "log me out",
            "unlink my account",
            "disconnect my account",
        ),
        "who_am_i": ("who am I", "am I signed in", "am I logged in", "which account am I signed in with"),
    },
    "es": {
        "sign_in": (
            "iniciar sesión",
            "inicia sesión",
            "inicie sesión",
            "quiero iniciar sesión",
            "quiero entrar en mi cuenta",
            "entrar en mi cuenta",
            "vincular mi cuenta",
            "conectar mi cuenta",
        ),
        "sign_out": (
            "cerrar sesión",
            "cerrar la sesión",
            "cierra sesión",
            "cierra la sesión",
            "cierre la sesión",
            "salir de mi cuenta",
            "desvincular mi cuenta",
            "desconectar mi cuenta",
        ),
        "who_am_i": ("quién soy", "he iniciado sesión", "con qué cuenta estoy"),
    },
}
"""The platform's own, by language; a bot may add to them."""


def account_phrases(bot: Bot, locale: Locale) -> Mapping[str, Sequence[str]]:
    """Give the folded phrases of one locale by what is wished: the bot's own, and ours that it does not use.

    A language that we do not speak has ours in English, as our answers are.
    """
    own = {wish: list(map(folded, said)) for wish, said in locale.account.items()}
    taken = {said for said, _ in heard(bot, locale)} | {said for of in own.values() for said in of}
    spoken = USUAL.get(locale.name.partition("-")[0], USUAL[DEFAULT])
    return {
        wish: list(
            dict.fromkeys((*own.get(wish, ()), *(said for said in map(folded, usual) if said not in taken)))
        )
        for wish, usual in spoken.items()
    }
