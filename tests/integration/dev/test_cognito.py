"""What is changed in MiniStack's user pools, tried on the emulator's own code."""

import re
import subprocess
import sys
from html import unescape
from urllib.parse import parse_qsl, urlsplit

# In a process of its own: MiniStack reads its settings and starts threads when it is imported.
PROVIDERS = """
import json
from dev.cognito import patch
from ministack.services import cognito
from ministack.services.cloudformation import provisioners

handlers = provisioners._RESOURCE_HANDLERS
kinds = ("AWS::Cognito::ManagedLoginBranding", "AWS::Cognito::UserPoolIdentityProvider")
print(json.dumps([kind in handlers for kind in kinds]))
patch(gateway="http://127.0.0.1:1")

def provide(pool, name):
    details = {"client_id": "c", "client_secret": "s", "oidc_issuer": "http://127.0.0.1:2"}
    told = {"UserPoolId": pool, "ProviderName": name, "ProviderType": "OIDC", "ProviderDetails": details}
    return told, provisioners._provision_resource(kinds[1], name, told, "Stack")[0]

pool = json.loads(cognito._create_user_pool({"PoolName": "p"})[2])["UserPool"]["Id"]
cognito._create_user_pool_domain({"UserPoolId": pool, "Domain": "d"})
told, made = provide(pool, "Corp")
known = list(cognito._user_pools[pool]["_identity_providers"])
back = cognito._oidc_callback_url(cognito._user_pools[pool])
try:
    provide(pool, "Corp")
except ValueError as error:
    refused = str(error)
handlers[kinds[1]]["delete"](made, told)
left = list(cognito._user_pools[pool]["_identity_providers"])
print(json.dumps({"made": made, "known": known, "back": back, "refused": refused, "left": left}))
"""


def test_a_template_can_make_a_provider_whose_pages_lead_back_to_this_machine() -> None:
    shown = subprocess.run(  # noqa: S603 — our own words
        [sys.executable, "-c", PROVIDERS], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    # Once MiniStack knows them itself, they need no patch.
    assert shown[0] == "[false, false]"
    assert shown[1] == (
        '{"made": "Corp", "known": ["Corp"], "back": "http://127.0.0.1:1/oauth2/idpresponse", '
        '"refused": "A provider with name Corp already exists.", "left": []}'
    )


PAGE = """
import json
from dev.cognito import patch
from ministack.services import cognito

patch(gateway="http://127.0.0.1:1")
pool = json.loads(cognito._create_user_pool({"PoolName": "p"})[2])["UserPool"]["Id"]
made = {"UserPoolId": pool, "ClientName": "c", "SupportedIdentityProviders": ["COGNITO", "Corp"]}
client = json.loads(cognito._create_user_pool_client(made)[2])["UserPoolClient"]["ClientId"]
print(cognito._login_page_html(client, "http://back", "openid", "s&1", "code", "c", "S256", "n"))
"""


def test_the_page_to_sign_in_leads_to_each_provider_with_what_was_asked_for() -> None:
    shown = subprocess.run(  # noqa: S603 — our own words
        [sys.executable, "-c", PAGE], capture_output=True, text=True, check=True
    ).stdout

    (way,) = re.findall(r'<a href="([^"]+)">Sign in with (\w+)</a>', shown)
    assert way[1] == "Corp"
    asked = dict(parse_qsl(urlsplit(unescape(way[0])).query))
    assert asked.pop("client_id")
    assert asked == {
        "identity_provider": "Corp",
        "redirect_uri": "http://back",
        "scope": "openid",
        "state": "s&1",
        "response_type": "code",
        "code_challenge": "c",
        "code_challenge_method": "S256",
        "nonce": "n",
    }
