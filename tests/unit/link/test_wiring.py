"""Link as its environment wires it."""

from urllib.parse import urlsplit

import pytest

from lambdas.domain.identity_ports import AuthorizationRequest
from lambdas.kit.settings import MissingSettingError
from lambdas.link.wiring import wire

ENV = {
    "TOKENS_TABLE": "tokens",
    "TOKENS_KEY_ARN": "arn:aws:kms:eu-west-1:000000000000:key/k",
    "LATER_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/000000000000/later",
    "INSTALLATIONS": """{"installations": {
      "telegram": {"channel": "telegram", "bot": "travel", "locales": ["en-US"], "token_arn": "t"},
      "web": {"channel": "web", "bot": "travel", "locales": ["en-US"]}
    }}""",
    "SITE_ORIGIN": "https://chat.example",
    "ISSUER": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool",
    "JWKS_URL": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool/.well-known/jwks.json",
    "HOSTED_UI": "https://parley.auth.eu-west-1.amazoncognito.com",
    "CLIENT_ID": "client-1",
    "LOGIN_S": "600",
    "REFRESH_DAYS": "30",
    "SCOPES": '{"bookings.read":{"en":"See your bookings"}}',
}
REQUEST = AuthorizationRequest(state="s", nonce="n", challenge="c")


@pytest.fixture(autouse=True)
def _client_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "eu-west-1")


def test_a_browser_is_sent_to_the_pools_own_pages() -> None:
    app = wire(ENV)

    assert app.desk.provider.authorize_url(REQUEST).startswith(f"{ENV['HOSTED_UI']}/oauth2/authorize?")
    assert app.site.signs_in_at == ENV["HOSTED_UI"]
    assert app.host == "parley.auth.eu-west-1.amazoncognito.com"


def test_an_emulator_takes_the_place_of_the_pools_address() -> None:
    app = wire(ENV | {"COGNITO_ENDPOINT": "http://127.0.0.1:4566"})

    assert urlsplit(app.desk.provider.authorize_url(REQUEST)).netloc == "127.0.0.1:4566"
    assert app.site.signs_in_at == "http://127.0.0.1:4566"


def test_no_address_without_tls_is_taken_but_an_emulators() -> None:
    with pytest.raises(ValueError, match="no https address"):
        wire(ENV | {"HOSTED_UI": "http://parley.example"})


def test_only_a_channel_that_signs_who_pressed_has_a_witness() -> None:
    assert list(wire(ENV).desk.witnesses) == ["telegram"]


def test_every_browser_gets_a_secret_of_its_own() -> None:
    desk = wire(ENV).desk

    secrets = {desk.new_browser().text for _ in range(100)}

    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {43}


@pytest.mark.parametrize("name", ENV)
def test_a_missing_setting_is_named(name: str) -> None:
    with pytest.raises(MissingSettingError, match=name):
        wire({key: value for key, value in ENV.items() if key != name})
