"""The Dialogflow ES webhook: its request as what was heard, and what is said as its response.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rpc/google.cloud.dialogflow.v2 (WebhookRequest,
WebhookResponse)
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.domain.declared import Dialogs
from lambdas.domain.dialog import CONFIRM, Dialog, Heard, Meaning, decode_dialog, encode_dialog
from lambdas.domain.intent import ENVELOPE_ATTRIBUTE, Slot
from lambdas.domain.part_json import encode_part
from lambdas.domain.reply import Card, Choices, Image, Part, Text
from lambdas.engines.dialogflow.contexts import (
    LOCALE_ATTRIBUTE,
    PAYLOAD,
    STATE,
    STATE_PARAMETER,
    ask_context,
    confirm_context,
    short_name,
)
from lambdas.engines.dialogflow.values import value_of
from lambdas.flows.lead import Led

log = logging.getLogger(__name__)

STATE_TURNS: Final = 5
"""Every answer gives the state anew; a few more survive answers that never came."""

MEANINGS: Final[Mapping[str, Meaning]] = {
    "begin": Meaning.BEGIN,
    "answer": Meaning.ANSWER,
    "yes": Meaning.YES,
    "no": Meaning.NO,
}


class MalformedRequestError(ValueError):
    """This is no webhook request of Dialogflow ES, so nothing can answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One webhook request.

    locale: the person's, or else the language that Dialogflow heard. envelope: empty where none came.
    """

    session: str
    locale: str
    envelope: str
    action: str
    text: str
    parameters: Mapping[str, Any]
    contexts: Mapping[str, Mapping[str, Any]]


def read_request(request: Mapping[str, Any]) -> Asked:
    """What a webhook request asks; members that we do not know are left alone.

    Raises ``MalformedRequestError``.
    """
    try:
        result = request["queryResult"]
        payload = (request.get("originalDetectIntentRequest") or {}).get("payload") or {}
        contexts = result.get("outputContexts") or ()
        return Asked(
            session=str(request["session"]),
            locale=str(payload.get(LOCALE_ATTRIBUTE) or result["languageCode"]),
            envelope=str(payload.get(ENVELOPE_ATTRIBUTE) or ""),
            action=str(result.get("action") or ""),
            text=str(result.get("queryText") or ""),
            parameters=dict(result.get("parameters") or {}),
            contexts={short_name(one["name"]): dict(one.get("parameters") or {}) for one in contexts},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MalformedRequestError(f"not a Dialogflow webhook request: {error!r}") from error


def read_dialog(asked: Asked, dialogs: Dialogs) -> Dialog:
    """How the dialog stands; at its beginning where no state came, or one that we cannot read."""
    state = asked.contexts.get(STATE, {}).get(STATE_PARAMETER)
    if not state:
        return Dialog()
    try:
        dialog = decode_dialog(state)
    except (ValueError, KeyError, TypeError, AttributeError):
        log.warning("dialog not readable, begun anew")
        return Dialog()
    known = not dialog.intent or dialog.intent in dialogs
    return dialog if known else Dialog(attributes=dialog.attributes)


def read_heard(asked: Asked, dialogs: Dialogs) -> Heard:
    """What the agent understood, by the action of the intent that it matched: ``answer.BookHotel.City``."""
    verb, _, rest = asked.action.partition(".")
    meaning, intent = MEANINGS.get(verb, Meaning.NOTHING), rest.partition(".")[0]
    if meaning is Meaning.NOTHING or intent not in dialogs:
        return Heard(meaning=Meaning.NOTHING)
    values = {
        slot.name: value_of(asked.parameters.get(slot.name), slot.type)
        for slot in dialogs[intent].slots.values()
    }
    slots = {
        name: Slot(original=_original(name, asked), interpreted=value)
        for name, value in values.items()
        if value
    }
    return Heard(meaning=meaning, intent=intent, slots=slots)


def write_response(asked: Asked, led: Led, *, before: Dialog, dialogs: Dialogs) -> dict[str, Any]:
    """The response: what is said, and the contexts in which the next words are understood."""
    wanted = _contexts(led.dialog, dialogs)
    gone = dict.fromkeys(_contexts(before, dialogs).keys() - wanted.keys(), 0)
    state = {STATE_PARAMETER: encode_dialog(led.dialog)}
    return {
        "fulfillmentMessages": [_message(part) for part in led.parts],
        "outputContexts": [
            {"name": f"{asked.session}/contexts/{STATE}", "lifespanCount": STATE_TURNS, "parameters": state},
            *(
                {"name": f"{asked.session}/contexts/{name}", "lifespanCount": turns}
                for name, turns in sorted({**wanted, **gone}.items())
            ),
        ],
    }


def _original(slot: str, asked: Asked) -> str:
    """The person's own words, which Dialogflow keeps beside the value in a context of the intent."""
    for parameters in asked.contexts.values():
        if original := parameters.get(f"{slot}.original"):
            return value_of(original)
    return asked.text


def _contexts(dialog: Dialog, dialogs: Dialogs) -> Mapping[str, int]:
    """The contexts of a dialog, each with the turns that it is to live."""
    return dict(_named(dialog, dialogs))


def _named(dialog: Dialog, dialogs: Dialogs) -> Iterator[tuple[str, int]]:
    if dialog.asked == CONFIRM:
        yield confirm_context(dialog.intent), 1
    elif dialog.asked:
        yield ask_context(dialog.intent, dialog.asked), 1
    for name, done in sorted(dialog.done.items(), key=lambda one: one[1].turns):
        lasting = dialogs[name].context if name in dialogs else None
        for context in lasting.names if lasting else ():
            yield context, done.turns


def _message(part: Part) -> dict[str, Any]:
    """A part as Dialogflow has it, or else as a payload that only we read."""
    match part:
        case Text(text=text, speech=None):
            return {"text": {"text": [text]}}
        case Choices(choices=choices) if all(choice.label == choice.value for choice in choices):
            return {"quickReplies": {"quickReplies": [choice.label for choice in choices]}}
        case Image(url=url, alt=alt):
            return {"image": {"imageUri": url, "accessibilityText": alt}}
        case Card():
            return {"card": _card(part)}
        case _:
            return {"payload": {PAYLOAD: encode_part(part)}}


def _card(card: Card) -> dict[str, Any]:
    buttons: Sequence[dict[str, str]] = [{"text": one.label, "postback": one.value} for one in card.buttons]
    given = {"title": card.title, "subtitle": card.subtitle, "imageUri": card.image, "buttons": buttons}
    return {name: value for name, value in given.items() if value}
