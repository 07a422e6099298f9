"""The emulator's way to other people's accounts, as it is and as we change it."""

import json
import subprocess
import sys
from typing import Any

# In a process of its own: MiniStack reads its settings and starts threads when it is imported.
ROUND = """
import json, sys
from base64 import urlsafe_b64encode
from io import BytesIO
from urllib import request
from urllib.parse import parse_qs, urlsplit
from ministack.services import cognito
from dev import federation

if sys.argv[1] == "ours":
    federation.patch()

def parameters(answer):
    return {name: value[0] for name, value in parse_qs(urlsplit(answer[1].get("Location", "")).query).items()}

pool = json.loads(cognito._create_user_pool({"PoolName": "p"})[2])["UserPool"]["Id"]
made = {"UserPoolId": pool, "ClientName": "c", "CallbackURLs": ["http://back"], "AllowedOAuthFlows": ["code"]}
made["AllowedOAuthScopes"] = ["openid"]
client = json.loads(cognito._create_user_pool_client(made)[2])["UserPoolClient"]["ClientId"]
addresses = {"authorize_url": "http://corp/auth", "token_url": "http://corp/token"}
details = {"client_id": "parley", "client_secret": "s", **addresses}
corp = {"UserPoolId": pool, "ProviderName": "Corp", "ProviderType": "OIDC", "ProviderDetails": details}
cognito._create_identity_provider(corp)
part = urlsafe_b64encode(b'{"sub": "carla"}').decode()
told = json.dumps({"id_token": f"e30.{part}.", "access_token": "a"}).encode()
request.urlopen = lambda *_asked, **_more: BytesIO(told)

# The example of RFC 7636.
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
asked = {"client_id": client, "redirect_uri": "http://back", "response_type": "code", "scope": "openid"}
asked |= {"identity_provider": "Corp", "state": "ours", "nonce": "n"}
asked |= {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}

def away():
    return parameters(cognito.handle_oauth2_authorize("GET", "/oauth2/authorize", {}, asked))["state"]

def brought_back(**told):
    return cognito._oauth2_idp_response("GET", b"", told)

def exchanged(code, **more):
    form = {"grant_type": "authorization_code", "client_id": client, "code": code, "redirect_uri": "http://back"}
    body = "&".join(f"{name}={value}" for name, value in (form | more).items()).encode()
    return cognito._oauth2_token({}, {}, body)[0]

denied = brought_back(error="access_denied", error_description="no", state=away())
lost = brought_back(error="access_denied", state="another's")
codes = [parameters(brought_back(code="x", state=away())) for _ in range(3)]
shown = {
    "denied": [denied[0], parameters(denied)],
    "lost": lost[0],
    "states": [each["state"] for each in codes],
    "without": exchanged(codes[0]["code"]),
    "another": exchanged(codes[1]["code"], code_verifier="w" * 43),
    "right": [exchanged(codes[2]["code"], code_verifier=VERIFIER) for _ in range(2)],
}
print(json.dumps(shown))
"""


def round_trip(whose: str) -> dict[str, Any]:
    """What comes of a sign-in through a provider."""
    shown = subprocess.run(  # noqa: S603 — our own words
        [sys.executable, "-c", ROUND, whose], capture_output=True, text=True, check=True
    ).stdout
    found: dict[str, Any] = json.loads(shown)
    return found


def test_a_code_of_a_federated_sign_in_is_for_whoever_has_the_verifier() -> None:
    ours = round_trip("ours")

    assert ours["states"] == ["ours"] * 3
    assert (ours["without"], ours["another"], ours["right"]) == (400, 400, [200, 400])


def test_a_provider_s_refusal_comes_back_to_the_app() -> None:
    ours = round_trip("ours")

    told = {"error": "access_denied", "error_description": "no", "state": "ours"}
    assert ours["denied"] == [302, told]
    assert ours["lost"] == 400


def test_the_emulator_still_needs_both_changes() -> None:
    its_own = round_trip("theirs")

    assert (its_own["without"], its_own["another"]) == (200, 200)
    assert its_own["denied"] == [400, {}]
