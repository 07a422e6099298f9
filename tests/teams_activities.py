"""Activities as Teams sends them and their tokens, so that a test states only what it is about."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from lambdas.channels.teams.keys import SigningKey, read_keys
from lambdas.domain.errors import Refused
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Delivery
from tests.tokens import NOW_S, Issuer, an_issuer

APP: Final = "608cacfd-1cea-40c9-b678-4b93e69bb72b"
TENANT: Final = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f"
SERVICE: Final = f"https://smba.trafficmanager.net/amer/{TENANT}/"
PERSONAL: Final = "a:17I0kl9EkpE1O9PH5TWrzrLNwnWWcfrU7QZjKR0WSfOpzbfcAg2I"
CHANNEL: Final = "19:0b7f32667e064dd9b25d7969801541f4@thread.tacv2"
THREAD: Final = f"{CHANNEL};messageid=1766459963017"
ANN: Final = {"id": "29:1ljv6N86roXr5pjPrCJVIz6xHh5QxjI", "name": "Ann", "aadObjectId": "eddfa9d4"}
BOT: Final = {"id": f"28:{APP}", "name": "Parley"}
MENTION: Final = {"type": "mention", "mentioned": BOT, "text": "<at>Parley</at>"}
CLAIMS: Final[Mapping[str, Any]] = {
    "iss": "https://api.botframework.com",
    "aud": APP,
    "serviceurl": SERVICE,
    "nbf": NOW_S - 300,
    "exp": NOW_S + 3300,
}
MICROSOFT: Final = an_issuer(number=21)


def an_installation(
    *, locales: tuple[str, ...] = ("en-US", "es-ES"), account: Mapping[str, str] | None = None
) -> Installation:
    """A bot on Teams that knows /start and /help in English."""
    return Installation(
        id=InstallationId("teams"),
        channel="teams",
        bot=BotId("travel"),
        locales=locales,
        commands={"en-US": {"start": "Hello", "help": "Help"}},
        account={"app_id": APP, "tenant_id": TENANT, **(account or {})},
    )


def a_bare_activity(**members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """What every activity has, in Ann's own chat; a member of None is left out."""
    told = {
        "type": "message",
        "id": "1766459970384",
        "timestamp": "2026-11-22T01:29:58.427Z",
        "serviceUrl": SERVICE,
        "channelId": "msteams",
        "from": ANN,
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": PERSONAL},
        "recipient": BOT,
        "entities": [{"locale": "en-US", "country": "US", "platform": "Web", "type": "clientInfo"}],
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-US",
    } | members
    return {name: value for name, value in told.items() if value is not None}


def an_activity(text: str | None = "London", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann's message in her own chat with the bot, with the copy that Teams makes of the words."""
    words = {
        "text": text,
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": f"<p>{text}</p>"}] if text else None,
    }
    return checked(a_bare_activity(**{**words, **members}))


def in_a_channel(text: str = "<at>Parley</at> London", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann's message in a thread of a channel, to the bot unless ``entities`` say otherwise."""
    told = {
        "conversation": {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": THREAD},
        "entities": [MENTION],
    }
    return an_activity(text, **{**told, **members})


def a_token(*, issuer: Issuer = MICROSOFT, header: Mapping[str, Any] | None = None, **claims: Any) -> str:  # noqa: ANN401 (any JSON)
    """The connector's token; a claim of None is left out."""
    told = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not None}
    return issuer.token(told, header={"typ": "JWT", "x5t": issuer.kid, **(header or {})}).text


def a_delivery(
    activity: object, *, token: str | None = None, headers: Mapping[str, str] | None = None
) -> Delivery:
    """A webhook call; an activity of bytes is sent as it is."""
    body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
    proof = {"authorization": f"Bearer {a_token() if token is None else token}"}
    return Delivery(
        installation=InstallationId("teams"), headers=proof if headers is None else headers, body=body
    )


def jwks(*, issuer: Issuer = MICROSOFT, endorsements: object = ("msteams", "skype")) -> bytes:
    """The connector's key set."""
    listed = list(endorsements) if isinstance(endorsements, tuple) else endorsements
    return json.dumps({"keys": [{**issuer.jwk(), "endorsements": listed}]}).encode()


def keys(*, endorsements: object = ("msteams", "skype")) -> Callable[[str], SigningKey]:
    """The connector's keys, already read."""
    read = read_keys(jwks(endorsements=endorsements))

    def key(kid: str) -> SigningKey:
        if kid not in read:
            raise Refused("unknown key", code="forged")
        return read[kid]

    return key


def checked(activity: dict[str, Any]) -> dict[str, Any]:
    """The activity, if Microsoft's own SDK reads it as one."""
    from microsoft_teams.api import ActivityTypeAdapter  # noqa: PLC0415 — it takes a second, for who asks it

    ActivityTypeAdapter.validate_python(activity)
    return activity
