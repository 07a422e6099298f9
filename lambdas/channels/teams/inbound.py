"""Activities of Teams become turns.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

import json
import logging
import re
from collections.abc import Callable, Sequence
from typing import Final

from lambdas.channels.teams.activity import TEAMS, Activity, read
from lambdas.channels.teams.fields import members
from lambdas.channels.teams.keys import SigningKey
from lambdas.channels.teams.proof import Proven, proven
from lambdas.channels.teams.service import service_url
from lambdas.channels.teams.words import choice_of, content_of
from lambdas.domain.errors import Refused
from lambdas.domain.heard import chosen, commanded
from lambdas.domain.ids import ConversationId, EventId, UserId
from lambdas.domain.ignored import Ignored
from lambdas.domain.installation import Installation, nearest_locale
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Content, Delivery, Kind, Left, Turn, Where

log = logging.getLogger(__name__)

LARGEST_BYTES: Final = 256 * 1024
A_KIND: Final = re.compile(r"[A-Za-z]{1,40}(:[A-Za-z./-]{1,60})?")
MALFORMED: Final = (ValueError, TypeError, KeyError, AttributeError)

UNIVERSAL: Final = "adaptiveCard/action"
"""What a button of the kind ``Action.Execute`` invokes."""

ANY_TENANT: Final = "any"


class TeamsInbound:
    """Calls of the Bot Connector, proven by its token.

    keys: see ``SigningKeys``. endpoint: of a stand-in for the connector.
    """

    def __init__(
        self,
        *,
        installation: Installation,
        keys: Callable[[str], SigningKey],
        clock: Clock,
        endpoint: str | None = None,
    ) -> None:
        self._installation, self._keys, self._clock = installation, keys, clock
        self._endpoint = endpoint

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``; size first, then the token, then what the activity must have in common with it.

        A token is good for an hour and for any activity: what tells repeats apart is the activity's id.
        """
        if len(delivery.body) > LARGEST_BYTES:
            raise Refused(f"activity of {len(delivery.body)} bytes", code="too_large")
        proof = proven(
            delivery.headers.get("authorization", ""),
            audience=self._installation.account["app_id"],
            keys=self._keys,
            now=self._clock.now(),
        )
        activity = read(delivery.body)
        try:
            self._check(activity, proof)
        except MALFORMED as error:
            raise Refused("activity that a token proves nothing of", code="forged") from error

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; what gives no turn is logged as ``update ignored`` with its kind."""
        activity = read(delivery.body)
        try:
            heard = self._heard(activity)
            if not isinstance(heard, Ignored):
                return (self._turn(activity, heard),)
        except MALFORMED as error:
            raise Refused("not an activity of Teams", code="unreadable") from error
        log.info("update ignored", extra={"installation": self._installation.id, "update": heard.kind})
        return ()

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; an ``invoke`` wants a result, whose own status says what we do not know.

        Source: https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model#response-format
        """
        activity = read(delivery.body)
        if activity.told.get("type") != "invoke":
            return Acknowledgement()
        if _executed(activity) is not None:
            result = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""}
            return _json(result)
        failure = {"code": "NotImplemented", "message": "The bot has no answer to this."}
        return _json({"statusCode": 501, "type": "application/vnd.microsoft.error", "value": failure})

    def _check(self, activity: Activity, proof: Proven) -> None:
        """Raise ``Refused`` unless the token is for this activity, or ``MALFORMED`` where it is none."""
        if activity.channel != TEAMS or TEAMS not in proof.endorsements:
            raise Refused("activity of a channel that the key may not sign for", code="forged")
        try:
            ours = service_url(activity.service_url, endpoint=self._endpoint)
        except ValueError as error:
            raise Refused("activity with a service url that is no connector's", code="forged") from error
        if ours != proof.service_url.rstrip("/"):
            raise Refused("activity with another service url than its token", code="forged")
        account = self._installation.account
        if account.get("tenants") != ANY_TENANT and set(activity.tenants) != {account["tenant_id"]}:
            raise Refused("activity of another tenant", code="forged")

    def _heard(self, activity: Activity) -> Content | Ignored:
        match activity.type:
            case "message":
                return self._message(activity)
            case "conversationUpdate" | "installationUpdate" if _is_added(activity):
                return self._started(activity)
            case "conversationUpdate" | "installationUpdate" if _is_removed(activity):
                return Left()
            case "invoke":
                return self._invoked(activity)
            case _:
                return Ignored(kind=_kind(activity))

    def _message(self, activity: Activity) -> Content | Ignored:
        if not activity.of_a_person:
            return Ignored(kind="message:of_no_person")
        content = content_of(activity, locale=self._locale(activity), installation=self._installation)
        return content or Ignored(kind="message:not_to_the_bot")

    def _started(self, activity: Activity) -> Content | Ignored:
        start = commanded("start", locale=self._locale(activity), installation=self._installation)
        return start or Ignored(kind=f"{activity.type}:no_greeting")

    def _invoked(self, activity: Activity) -> Content | Ignored:
        executed = _executed(activity)
        if executed is None:
            return Ignored(kind=_kind(activity))
        return chosen(executed, executed, installation=self._installation)

    def _turn(self, activity: Activity, content: Content) -> Turn:
        conversation = activity.conversation
        return Turn(
            kind=Kind.WEBHOOK,
            address=Address(
                installation=self._installation.id,
                conversation=ConversationId(conversation),
                user=UserId(activity.user),
                via=service_url(activity.service_url, endpoint=self._endpoint),
            ),
            event=EventId(f"{conversation}/{activity.id}"),
            locale=self._locale(activity),
            at=self._clock.now(),
            content=content,
            private=activity.private,
            speaker=activity.speaker,
            # That the bot was added is told twice, and told again of every update of the app.
            where=Where.NEW if _is_added(activity) else Where.ANY,
        )

    def _locale(self, activity: Activity) -> str:
        return nearest_locale(activity.locale, self._installation.locales)


def _kind(activity: Activity) -> str:
    """What an activity is of, where that reads as the name of a kind: ``invoke:task/fetch``."""
    told = activity.told
    more = told.get("name") or told.get("action") or members(told.get("channelData")).get("eventType")
    kind = f"{activity.type}:{more}" if more else activity.type
    return kind if A_KIND.fullmatch(kind) else "unknown"


def _is_added(activity: Activity) -> bool:
    return activity.names_the_bot("membersAdded") or activity.told.get("action") == "add"


def _is_removed(activity: Activity) -> bool:
    return activity.names_the_bot("membersRemoved") or activity.told.get("action") == "remove"


def _executed(activity: Activity) -> str | None:
    """The value of a button of ours that was executed."""
    if activity.told.get("name") != UNIVERSAL:
        return None
    try:
        action = members(members(activity.told.get("value")).get("action"))
        return choice_of(action.get("data"))
    except TypeError:
        return None


def _json(result: object) -> Acknowledgement:
    return Acknowledgement(body=json.dumps(result), content_type="application/json; charset=utf-8")
