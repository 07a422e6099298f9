"""What is changed in MiniStack's user pools: types that it does not know, where sign-in leads."""

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

OK = 200
OWN = "COGNITO"
# What its sign-in page is told of the request, in this order.
ASKED = (
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "response_type",
    "code_challenge",
    "code_challenge_method",
    "nonce",
)


def patch(*, gateway: str) -> None:
    """Change it; gateway: MiniStack's own address."""
    from ministack.services import cognito  # noqa: PLC0415 — reads its settings when it is imported
    from ministack.services.cloudformation import provisioners  # noqa: PLC0415 — the same

    handlers = provisioners._RESOURCE_HANDLERS  # noqa: SLF001
    # Its pages have one look.
    handlers["AWS::Cognito::ManagedLoginBranding"] = {
        "create": lambda logical_id, _properties, _stack: (logical_id, {}),
        "delete": lambda _physical_id, _properties: None,
    }
    # It has providers, and no template can make one.
    handlers["AWS::Cognito::UserPoolIdentityProvider"] = {
        "create": lambda _id, properties, _stack: (_provide(cognito, properties), {}),
        "delete": lambda _id, properties: cognito._delete_identity_provider(dict(properties)),  # noqa: SLF001
    }
    # Other people's sign-in pages lead back to the pool's domain, which would be in AWS.
    cognito._pool_domain_base_url = lambda _pool: gateway  # noqa: SLF001
    # Its own page does not lead to theirs, as Cognito's does.
    cognito._login_page_html = _leading_on(cognito)  # noqa: SLF001


def _provide(cognito: Any, properties: Mapping[str, Any]) -> str:  # noqa: ANN401 — the emulator's own
    """Make a provider as the service does, and give its name; raises where the service refuses it."""
    status, _, body = cognito._create_identity_provider(dict(properties))  # noqa: SLF001
    if status != OK:
        raise ValueError(json.loads(body).get("message", "the provider was refused"))
    return str(properties["ProviderName"])


def _leading_on(cognito: Any) -> Callable[..., str]:  # noqa: ANN401 — the emulator's own
    """The sign-in page with a way to each provider that its client takes."""
    page = cognito._login_page_html  # noqa: SLF001

    def leading_on(*asked: str, **more: str) -> str:
        _, _, client = cognito._find_pool_by_client_id(asked[0])  # noqa: SLF001
        names = [name for name in (client or {}).get("SupportedIdentityProviders", ()) if name != OWN]
        request = dict(zip(ASKED, asked, strict=False))
        ways = "".join(_way(name, request) for name in names)
        return str(page(*asked, **more)).replace("</form>", f"</form>{ways}", 1)

    return leading_on


def _way(name: str, request: Mapping[str, str]) -> str:
    query = urlencode({**request, "identity_provider": name})
    return f'<p><a href="/oauth2/authorize?{escape(query)}">Sign in with {escape(name)}</a></p>'
