"""``/api/account``: what a signed-in person's account is linked to, and signing it out of every chat.

The gateway's authorizer has verified the token; an ID token passes there too, so what it is for is looked at.
Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
"""

import logging
from collections.abc import Sequence

from lambdas.domain.account import Account, account_owner
from lambdas.domain.ids import OwnerId
from lambdas.domain.moment import stamp
from lambdas.flows.link.chats import chats_of
from lambdas.flows.link.sign_out import sign_out_everywhere
from lambdas.link.answer import Response, as_json
from lambdas.link.app import LinkApp
from lambdas.link.call import Call

log = logging.getLogger(__name__)


def linked(call: Call, *, app: LinkApp) -> Response:
    """``GET``: one member a chat, its email masked; which chat it is stays hidden."""
    person = _person(call, app)
    if person is None:
        return _unauthorized()
    accounts = chats_of(person, desk=app.desk)
    return as_json(200, {"accounts": _members(accounts)})


def signed_out_everywhere(call: Call, *, app: LinkApp) -> Response:
    """``DELETE``: 200 once all of it is done; 503 where the provider is to be asked again."""
    person = _person(call, app)
    if person is None:
        return _unauthorized()
    owners = [account.owner for account in chats_of(person, desk=app.desk)]
    done = sign_out_everywhere(owners, desk=app.desk)
    log.info("signed out everywhere", extra={"chats": len(owners), "done": done})
    return as_json(200 if done else 503, {"signed_out": len(owners), "done": done})


def _unauthorized() -> Response:
    return as_json(401, {"code": "unauthorized"})


def _person(call: Call, app: LinkApp) -> OwnerId | None:
    """Whose access token for our client was shown."""
    claims = call.claims
    if claims.get("token_use") != "access" or claims.get("client_id") != app.client_id:
        log.warning("not an access token for us")
        return None
    return account_owner(claims["iss"], claims["sub"])


def _members(accounts: Sequence[Account]) -> list[dict[str, object]]:
    return [
        {
            "name": account.name,
            "email": account.masked,
            "scopes": list(account.scopes),
            "until": stamp(account.until),
        }
        for account in accounts
        if account.is_active
    ]
