"""People of the service, as the calls that it makes of what they do.

Their form: docs/channels/webhook.md.
"""

import json
import uuid
from collections.abc import Sequence

from dev.doubles.chats import Done
from dev.doubles.courier import Letter
from dev.doubles.play import KINDS, Deed, Manners
from dev.doubles.shown import Button


class WebhookPlay:
    """See ``Play``."""

    kinds: Sequence[str] = KINDS
    manners = Manners()

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        """See ``Play``."""
        return [_letter(deed, text=text)]

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        """See ``Play``."""
        del shown_by
        return [_letter(deed, choice={"value": button.told["value"], "text": button.label})]

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        """See ``Play``."""
        named = {"name": "note.pdf"} if kind == "file" else {}
        return [_letter(deed, attachment={"kind": kind, **named})]


def _letter(deed: Deed, **said: object) -> Letter:
    about = {
        "type": "message",
        "conversation": deed.chat.id,
        "user": deed.person.id,
        "name": deed.person.name,
        "private": deed.chat.private,
        "locale": deed.person.language,
    }
    body = json.dumps({**about, **said}).encode()
    return Letter(chat=deed.chat.id, body=body, headers={"webhook-id": f"msg_{uuid.uuid4().hex}"})
