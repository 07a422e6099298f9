"""A pass as strings, which is all that an authorizer may hand on to the routes behind it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from lambdas.domain.errors import Refused
from lambdas.domain.ids import InstallationId, OwnerId
from lambdas.domain.keys import web_conversation
from lambdas.domain.turn import Pass


def claims(holder: Pass) -> dict[str, str]:
    """A pass as strings, which is all that an authorizer may hand on."""
    expires = holder.identity_expires
    return {
        "owner": holder.owner,
        "conversation": holder.conversation,
        "installation": holder.installation,
        "locale": holder.locale,
        "identity_expires": "" if expires is None else str(int(expires.timestamp())),
    }


def holder_of(given: Mapping[str, str]) -> Pass:
    """See ``claims``; raises ``Refused`` when they are not all there."""
    try:
        expires = given["identity_expires"]
        installation = InstallationId(given["installation"])
        owner = OwnerId(given["owner"])
        holder = Pass(
            owner=owner,
            conversation=web_conversation(installation, owner),
            installation=installation,
            locale=given["locale"],
            identity_expires=datetime.fromtimestamp(int(expires), UTC) if expires else None,
        )
    except (KeyError, ValueError, TypeError, OverflowError, OSError) as error:
        # The last two: an instant beyond what the machine's clock can tell.
        raise Refused("no pass", code="forbidden") from error
    if given.get("conversation") != holder.conversation:
        raise Refused("conversation of another owner", code="forbidden")
    return holder
