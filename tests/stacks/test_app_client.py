"""The app's own client of the user pool: which ways to sign in it takes, and how long tokens live."""

from tests.stacks.assembly import Assembly, readable


def test_people_come_back_with_a_code_to_our_own_page_and_in_no_other_way(
    local: Assembly, production: Assembly
) -> None:
    clients = [each.properties("AppClient") for each in (local, production)]

    for client in clients:
        assert client["AllowedOAuthFlows"] == ["code"]
        assert client["AllowedOAuthFlowsUserPoolClient"] is True
        assert client["GenerateSecret"] is False
        assert client["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH"]
    sites = ["http://127.0.0.1:8000", "https://SiteDistribution"]
    assert [[readable(url) for url in client["CallbackURLs"]] for client in clients] == [
        [f"{site}/link/callback"] for site in sites
    ]
    assert [[readable(url) for url in client["LogoutURLs"]] for client in clients] == [
        [f"{site}/link/signed-out"] for site in sites
    ]


def test_people_have_accounts_here_or_at_a_provider_of_the_stage(
    local: Assembly, production: Assembly
) -> None:
    taken = [each.properties("AppClient")["SupportedIdentityProviders"] for each in (local, production)]

    assert taken == [["COGNITO", "Corp"], ["COGNITO"]]


def test_a_token_tells_who_somebody_is_and_lets_do_what_the_stage_has(assembly: Assembly) -> None:
    client = assembly.properties("AppClient")

    assert client["AllowedOAuthScopes"] == ["openid", "email", "profile", "parley/bookings.read"]
    assert client["ReadAttributes"] == ["email", "email_verified", "name"]
    assert client["WriteAttributes"] == ["email", "name"]


def test_access_is_short_and_a_refresh_token_is_good_once_and_can_be_revoked(production: Assembly) -> None:
    client = production.properties("AppClient")

    units = {"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"}
    assert client["TokenValidityUnits"] == units
    assert [client[f"{token}Validity"] for token in units] == [15, 5, 30]
    assert client["RefreshTokenRotation"] == {"Feature": "ENABLED", "RetryGracePeriodSeconds": 60}
    assert client["EnableTokenRevocation"] is True


def test_nobody_learns_from_it_who_has_an_account(assembly: Assembly) -> None:
    assert assembly.properties("AppClient")["PreventUserExistenceErrors"] == "ENABLED"


def test_its_pages_have_a_look(assembly: Assembly) -> None:
    pages = assembly.properties("AppClientPages")

    assert readable(pages["ClientId"]) == "AppClient"
    assert pages["UseCognitoProvidedValues"] is True
