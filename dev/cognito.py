"""What is changed in MiniStack's user pools: types that it does not know, and where sign-in leads back to."""

import json
from collections.abc import Mapping
from typing import Any

OK = 200


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


def _provide(cognito: Any, properties: Mapping[str, Any]) -> str:  # noqa: ANN401 — the emulator's own
    """Make a provider as the service does, and give its name; raises where the service refuses it."""
    status, _, body = cognito._create_identity_provider(dict(properties))  # noqa: SLF001
    if status != OK:
        raise ValueError(json.loads(body).get("message", "the provider was refused"))
    return str(properties["ProviderName"])
