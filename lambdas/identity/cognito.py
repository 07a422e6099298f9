"""A Cognito user pool as who signs people in: its hosted pages, its token endpoint, its API.

Our client is a public one: what proves it is PKCE's verifier.
Source: https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html,
https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html,
https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from botocore.exceptions import ClientError

from lambdas.domain.account import RESOURCE, Secret, Tokens
from lambdas.domain.errors import ParleyError, Refused, Retryable
from lambdas.domain.identity_ports import AuthorizationRequest
from lambdas.kit.limited_http import Answer, Ask, NoAnswerError
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

log = logging.getLogger(__name__)

SCOPES: Final = ("openid", "email", "profile")
TONGUES: Final = frozenset({"de", "en", "es", "fr", "id", "it", "ja", "ko"})
"""Languages of the hosted pages that a language alone names."""

OK: Final = 200
REFUSALS: Final = frozenset({400, 401, 403})

ENDED: Final = frozenset(
    {
        "NotAuthorizedException",
        "PasswordResetRequiredException",
        "RefreshTokenReuseException",
        "UserNotConfirmedException",
        "UserNotFoundException",
    }
)
"""Why a refresh token is good no more.

Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
"""

MISTAKEN: Final = frozenset(
    {
        "ForbiddenException",
        "InvalidParameterException",
        "ResourceNotFoundException",
        "UnauthorizedException",
        "UnsupportedOperationException",
        "UnsupportedTokenTypeException",
    }
)
"""What no other attempt will mend: the pool does not know our client, or does not allow it this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Our client of a user pool.

    hosted_ui: the base address of the pool's domain. callback, signed_out: pages of ours, as it lists them.
    """

    id: str
    hosted_ui: str
    callback: str
    signed_out: str


class CognitoProvider:
    """Sends a browser to the hosted pages, and exchanges, refreshes and revokes tokens.

    http: see ``LimitedHttp``. plain: whether the token endpoint may be reached without TLS, which is for an
    emulator on this machine alone. Raises ValueError for another address.
    """

    def __init__(
        self,
        *,
        client: Client,
        http: Callable[[Ask], Answer],
        api: "CognitoIdentityProviderClient",
        plain: bool = False,
    ) -> None:
        if not client.hosted_ui.startswith(("https://", "http://") if plain else "https://"):
            raise ValueError(f"no https address: {client.hosted_ui}")
        self._client, self._http, self._api = client, http, api

    def authorize_url(self, request: AuthorizationRequest) -> str:
        """See ``Provider``."""
        ours = self._client
        tongue = request.locale.partition("-")[0]
        parameters = {
            "response_type": "code",
            "client_id": ours.id,
            "redirect_uri": ours.callback,
            "scope": " ".join((*SCOPES, *(f"{RESOURCE}/{scope}" for scope in request.scopes))),
            "state": request.state,
            "nonce": request.nonce,
            "code_challenge": request.challenge,
            "code_challenge_method": "S256",
            **({"lang": tongue} if tongue in TONGUES else {}),
        }
        return f"{ours.hosted_ui}/oauth2/authorize?{urlencode(parameters)}"

    def sign_out_url(self) -> str:
        """See ``Provider``."""
        parameters = {"client_id": self._client.id, "logout_uri": self._client.signed_out}
        return f"{self._client.hosted_ui}/logout?{urlencode(parameters)}"

    def exchange(self, code: Secret, *, verifier: Secret) -> Tokens:
        """See ``Provider``; one request, never made again."""
        form = {
            "grant_type": "authorization_code",
            "client_id": self._client.id,
            "code": code.text,
            "redirect_uri": self._client.callback,
            "code_verifier": verifier.text,
        }
        try:
            answer = self._http(
                Ask(
                    method="POST",
                    url=f"{self._client.hosted_ui}/oauth2/token",
                    headers={"Content-Type": "application/x-www-form-urlencoded"},
                    body=urlencode(form, errors="replace").encode(),
                )
            )
        except NoAnswerError as error:
            raise Retryable(f"exchanging a code failed: {error}") from error
        if answer.status != OK:
            raise failure_of(answer)
        return read_tokens(answer.body)

    def refresh(self, refresh: Secret) -> Tokens:
        """See ``Provider``; may be made again within the client's grace for a token that was rotated."""
        with _failures_of("refreshing a token"):
            answer = self._api.get_tokens_from_refresh_token(
                RefreshToken=refresh.text, ClientId=self._client.id
            )
        issued = answer.get("AuthenticationResult", {})
        access = issued.get("AccessToken")
        if not access:
            raise Retryable("refreshing a token failed: no access token")
        rotated, identity = issued.get("RefreshToken"), issued.get("IdToken")
        return Tokens(
            access=Secret(access),
            refresh=Secret(rotated) if rotated else None,
            identity=Secret(identity) if identity else None,
        )

    def revoke(self, refresh: Secret) -> None:
        """See ``Provider``."""
        with _failures_of("revoking a token"):
            self._api.revoke_token(Token=refresh.text, ClientId=self._client.id)


def failure_of(answer: Answer) -> ParleyError:
    """What an answer of the token endpoint that brings no tokens means."""
    if answer.status not in REFUSALS:
        return Retryable(f"exchanging a code failed: {answer.status}")
    error = _members(answer.body).get("error")
    if error == "invalid_grant":
        return Refused("code used, expired or of another browser", code="refused_code")
    log.error("user pool does not take our client", extra={"status": answer.status})
    return Refused("client refused by the user pool", code="refused_client")


def read_tokens(body: bytes) -> Tokens:
    """The three tokens of an exchange; raises ``Refused`` (``refused_client``) where one is missing."""
    given = _members(body)
    names = ("access_token", "refresh_token", "id_token")
    found = [given.get(name) for name in names]
    texts = [Secret(text) for text in found if isinstance(text, str) and text]
    if len(texts) != len(names):
        log.error("user pool does not issue all tokens")
        raise Refused("tokens missing in an exchange", code="refused_client")
    access, refresh, identity = texts
    return Tokens(access=access, refresh=refresh, identity=identity)


def _members(body: bytes) -> Mapping[str, object]:
    try:
        given = json.loads(body.decode())
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


@contextmanager
def _failures_of(doing: str) -> Iterator[None]:
    """The API's failures in our terms; none carries what was sent."""
    with failing_as(Retryable, doing=doing):
        try:
            yield
        except ClientError as failure:
            code = failure.response["Error"]["Code"]
            if code in ENDED:
                raise Refused(f"{doing} refused: {code}", code="refused_token") from failure
            if code in MISTAKEN:
                log.error("user pool does not take our client", extra={"reason": code})  # noqa: TRY400 (the reason says it all)
                raise Refused(f"{doing} refused: {code}", code="refused_client") from failure
            raise
