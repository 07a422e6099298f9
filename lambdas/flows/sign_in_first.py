"""See to it that an intent which requires an account has one, and say so kindly where it has not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lambdas.domain.ids import BotId
from lambdas.domain.installation import language
from lambdas.domain.intent import Action, Call, Envelope, Outcome, Source
from lambdas.domain.reply import Login, Part, Text
from lambdas.domain.requirement import Required
from lambdas.domain.signed_in import People, SignedIn
from lambdas.domain.wording import Texts

INVITATION: Final = "sign_in"
"""The reply of an intent that invites to sign in, where its definition has one."""

DEFAULT: Final = "en"
SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "sign_in": "For this I have to know who you are. Please sign in.",
        "in_private": "This is for you alone, so I go on in private only. Please write to me there.",
        "nobody_can": "For this you would have to sign in, and here nobody can.",
        "signed_out": "You are not signed in any more, so I have not done that. Please tell me again.",
    },
    "es": {
        "sign_in": "Para esto tengo que saber quién es. Inicie sesión, por favor.",
        "in_private": "Esto es solo para usted: sigo únicamente en privado. Escríbame allí, por favor.",
        "nobody_can": "Para esto habría que iniciar sesión, y aquí no se puede.",
        "signed_out": "Ya no ha iniciado sesión, así que no lo he hecho. Dígamelo otra vez, por favor.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What an account is asked for by. people: None where nobody can sign in."""

    texts: Texts
    people: People | None = None
    required: Mapping[BotId, Required] = field(default_factory=dict)

    def person(self, call: Call, envelope: Envelope) -> SignedIn | None:
        """Who is signed in, read where it matters: the intent requires it, or is about to act.

        Raises as ``People.signed_in``.
        """
        matters = self._scopes(call) is not None or call.source is Source.FULFILMENT
        if self.people is None or not envelope.private or not matters:
            return None
        return self.people.signed_in(envelope.owner)

    def closed(self, call: Call, envelope: Envelope, person: SignedIn | None) -> Outcome | None:
        """What comes of a call that requires more than there is; None where it may go on."""
        scopes = self._scopes(call)
        if scopes is None or (person is not None and person.scopes.issuperset(scopes)):
            return None
        return _failed(call, self._invitation(call) if envelope.private else _text("in_private", call))

    def gone(self, call: Call) -> Outcome:
        """What comes of a call in the middle of which the person signed out."""
        required = self._scopes(call) is not None
        return _failed(call, self._invitation(call) if required else _text("signed_out", call))

    def _scopes(self, call: Call) -> Sequence[str] | None:
        return self.required.get(call.bot, {}).get(call.intent)

    def _invitation(self, call: Call) -> Part:
        if self.people is None:
            return _text("nobody_can", call)
        try:
            wording = self.texts.of(bot=call.bot, locale=call.locale, intent=call.intent)
            return Login(text=wording.say(INVITATION))
        except LookupError:
            return Login(text=_said("sign_in", call))


def _failed(call: Call, part: Part) -> Outcome:
    return Outcome(action=Action.CLOSE_FAILED, parts=(part,), attributes=call.attributes)


def _text(name: str, call: Call) -> Part:
    return Text(text=_said(name, call))


def _said(name: str, call: Call) -> str:
    return SAID.get(language(call.locale), SAID[DEFAULT])[name]
