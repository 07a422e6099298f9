"""The app's own client of the user pool: how people who signed in come back, and for how long."""

from aws_cdk import aws_cognito as cognito
from constructs import Construct

from stacks.identity import IdentityStack
from stacks.numbers import ROTATION_GRACE_S
from stacks.signing_in import ABOUT_A_PERSON

# The least that Cognito gives; nobody keeps an ID token.
ID_TOKEN_MIN = 5


class AppClient(Construct):
    """A public client of the code grant: whoever has a code needs the verifier of the browser it is for."""

    def __init__(
        self, scope: Construct, construct_id: str, *, identity: IdentityStack, site_origin: str
    ) -> None:
        super().__init__(scope, construct_id)
        self.pool = identity
        pool_id, settings = identity.pool.user_pool_id, identity.identity
        client = cognito.CfnUserPoolClient(
            self,
            "Client",
            user_pool_id=pool_id,
            generate_secret=False,
            # Beside rotation Cognito takes no ALLOW_REFRESH_TOKEN_AUTH, which an absent list would imply.
            explicit_auth_flows=["ALLOW_USER_SRP_AUTH"],
            supported_identity_providers=["COGNITO", *settings.providers],
            allowed_o_auth_flows_user_pool_client=True,
            allowed_o_auth_flows=["code"],
            allowed_o_auth_scopes=[*ABOUT_A_PERSON, *identity.scopes],
            callback_ur_ls=[f"{site_origin}/link/callback"],
            logout_ur_ls=[f"{site_origin}/link/signed-out"],
            access_token_validity=settings.access_token_min,
            id_token_validity=ID_TOKEN_MIN,
            refresh_token_validity=settings.refresh_token_days,
            token_validity_units=cognito.CfnUserPoolClient.TokenValidityUnitsProperty(
                access_token="minutes",  # noqa: S106 - a unit
                id_token="minutes",  # noqa: S106 - the same
                refresh_token="days",  # noqa: S106 - the same
            ),
            refresh_token_rotation=cognito.CfnUserPoolClient.RefreshTokenRotationProperty(
                feature="ENABLED", retry_grace_period_seconds=ROTATION_GRACE_S
            ),
            enable_token_revocation=True,
            prevent_user_existence_errors="ENABLED",
            read_attributes=["email", "email_verified", "name"],
            # What providers tell is written by way of the client.
            write_attributes=["email", "name"],
        )
        self.id = client.ref
        # Without a style of its own a client has no pages.
        # Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html
        cognito.CfnManagedLoginBranding(
            self, "Pages", user_pool_id=pool_id, client_id=client.ref, use_cognito_provided_values=True
        )
