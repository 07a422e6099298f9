"""What a file in a message is.

Source: https://docs.slack.dev/reference/objects/file-object (``mimetype``, ``subtype``, ``file_access``)
"""

from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.heard import thing
from lambdas.domain.turn import Unhandled, What
from lambdas.kit.fields import members

BY_SUBTYPE: Final[Mapping[str, What]] = {"slack_audio": What.VOICE, "slack_video": What.VIDEO}
"""Clips that people record in Slack itself."""

BY_MIMETYPE: Final[Mapping[str, What]] = {"image": What.PHOTO, "video": What.VIDEO, "audio": What.AUDIO}


def unhandled_file(file: object) -> Unhandled:
    """What a person sent as a file; its name where Slack tells it. Raises TypeError.

    Of a file from another organisation only the id may be told.
    """
    given = members(file)
    kind = _text(given, "mimetype").partition("/")[0]
    what = BY_SUBTYPE.get(_text(given, "subtype")) or BY_MIMETYPE.get(kind, What.FILE)
    return thing(what, _text(given, "name") or _text(given, "title"))


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
