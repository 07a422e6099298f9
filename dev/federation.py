"""What is changed in how MiniStack's user pools let other people's accounts in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

Answer = tuple[int, dict[str, str], bytes]
FOUND = 302


def patch() -> None:
    """Change it, for providers of OpenID Connect."""
    from ministack.services import cognito  # noqa: PLC0415 — reads its settings when it is imported

    cognito._oauth2_authorize_federation = _remembering(cognito)  # noqa: SLF001
    cognito._oauth2_idp_response = _going_on(cognito)  # noqa: SLF001


def _remembering(cognito: Any) -> Callable[..., Answer]:  # noqa: ANN401 — the emulator's own
    """It forgets the challenge of PKCE on the way to the provider, and whoever has the code could use it."""
    lead_away = cognito._oauth2_authorize_federation  # noqa: SLF001

    def remembering(query: dict[str, Any]) -> Answer:
        answer: Answer = lead_away(query)
        state = _parameters(answer[1].get("Location", "")).get("state", "")
        if answer[0] == FOUND and state in cognito._auth_codes:  # noqa: SLF001
            for name in ("code_challenge", "code_challenge_method"):
                cognito._auth_codes[state][name] = cognito._qp(query, name)  # noqa: SLF001
        return answer

    return remembering


def _going_on(cognito: Any) -> Callable[..., Answer]:  # noqa: ANN401 — the emulator's own
    """Its codes for such people know no challenge; and whoever does not want to is left at its address.

    Cognito tells the app of a provider's error.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-idp-responses.html
    """
    take = cognito._oauth2_idp_response  # noqa: SLF001

    def going_on(method: str, body: bytes, query: dict[str, Any]) -> Answer:
        asked = dict(cognito._auth_codes.get(cognito._qp(query, "state"), {}))  # noqa: SLF001
        if asked and (error := cognito._qp(query, "error")):  # noqa: SLF001
            cognito._auth_codes.pop(cognito._qp(query, "state"), None)  # noqa: SLF001
            told = {"error": error, "error_description": cognito._qp(query, "error_description")}  # noqa: SLF001
            back = urlencode({**told, "state": asked["state"]})
            return FOUND, {"Location": f"{asked['redirect_uri']}?{back}"}, b""
        answer: Answer = take(method, body, query)
        code = _parameters(answer[1].get("Location", "")).get("code", "")
        issued = cognito._auth_codes.pop(code, None)  # noqa: SLF001
        return _issued(cognito, issued, asked) if issued else answer

    return going_on


def _issued(cognito: Any, issued: dict[str, Any], asked: dict[str, Any]) -> Answer:  # noqa: ANN401 — the same
    """A code as it gives out to its own people."""
    answer: Answer = cognito._issue_auth_code_redirect(  # noqa: SLF001
        issued["client_id"],
        issued["pool_id"],
        issued["redirect_uri"],
        issued["scopes"],
        issued["username"],
        issued["nonce"],
        asked["code_challenge"],
        asked["code_challenge_method"],
        asked["state"],
    )
    return answer


def _parameters(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
