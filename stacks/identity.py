"""The stack of people's accounts: the user pool, its hosted pages, and the key of their tokens."""

import aws_cdk as cdk
from aws_cdk import Aws
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from stacks.acknowledge import acknowledge
from stacks.providers import Providers
from stacks.signing_in import NO_MFA, OPTIONAL_MFA, REQUIRED_MFA, RESOURCE_SERVER, Identity
from stacks.stage import Stage
from stacks.state import StateStack
from stacks.tokens_key import tokens_key

MFA = {
    NO_MFA: cognito.Mfa.OFF,
    OPTIONAL_MFA: cognito.Mfa.OPTIONAL,
    REQUIRED_MFA: cognito.Mfa.REQUIRED,
}
PASSWORD_LENGTH = 12
# The pages that speak many languages; 1 would be the older ones, in English alone.
# Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
MANAGED_LOGIN = 2


class IdentityStack(cdk.Stack):
    """Who people are; the app's own client of the pool stands with the app, whose address it must know."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        identity: Identity,
        state: StateStack,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            description="Parley: people's accounts and the key of their tokens",
            termination_protection=stage.protected,
        )
        self.identity = identity
        self.pool = pool = self._pool(stage, identity)
        self.tokens_key = tokens_key(self, stage=stage)
        self.issuer = f"https://{pool.user_pool_provider_name}"
        self.jwks_url = f"{self.issuer}/.well-known/jwks.json"
        prefix = identity.domain_prefix or f"parley-{stage.name}-{Aws.ACCOUNT_ID}"
        self._domain(prefix)
        self.hosted_ui = f"https://{prefix}.auth.{Aws.REGION}.amazoncognito.com"
        self._resource_server(identity)
        # As Cognito writes them. By name, since what a later stack refers to could not be changed any more.
        self.scopes = tuple(f"{RESOURCE_SERVER}/{name}" for name in identity.scopes)
        Providers(self, "Providers", pool=pool, providers=identity.providers, key=state.key)
        cdk.CfnOutput(self, "UserPoolId", value=pool.user_pool_id)
        cdk.CfnOutput(self, "HostedUi", value=self.hosted_ui)

    def _pool(self, stage: Stage, identity: Identity) -> cognito.UserPool:
        pool = cognito.UserPool(
            self,
            "Users",
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            self_sign_up_enabled=identity.sign_up,
            standard_attributes=cognito.StandardAttributes(
                email=cognito.StandardAttribute(required=True, mutable=True),
                fullname=cognito.StandardAttribute(required=False, mutable=True),
            ),
            # A changed address counts from when it is proved; the one before stays good for signing in.
            keep_original=cognito.KeepOriginalAttrs(email=True),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            password_policy=cognito.PasswordPolicy(
                min_length=PASSWORD_LENGTH,
                require_lowercase=True,
                require_uppercase=True,
                require_digits=True,
                require_symbols=True,
                temp_password_validity=cdk.Duration.days(3),
            ),
            mfa=MFA[identity.mfa],
            # Text messages cost, and are led astray.
            mfa_second_factor=None
            if identity.mfa == NO_MFA
            else cognito.MfaSecondFactor(sms=False, otp=True),
            # What the hosted pages and the rotation of refresh tokens are part of.
            feature_plan=cognito.FeaturePlan.ESSENTIALS,
            deletion_protection=stage.protected,
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )
        if identity.mfa != REQUIRED_MFA:
            acknowledge(pool, "AwsSolutions-COG2", "the stage says whether a second factor is asked for")
        for finding in ("AwsSolutions-COG3", "AwsSolutions-COG8"):
            acknowledge(pool, finding, "threat protection is of the dearest plan; each account's choice")
        return pool

    def _domain(self, prefix: str) -> None:
        cognito.CfnUserPoolDomain(
            self,
            "Domain",
            user_pool_id=self.pool.user_pool_id,
            domain=prefix,
            managed_login_version=MANAGED_LOGIN,
        )

    def _resource_server(self, identity: Identity) -> None:
        """What a person can let a bot do, as Cognito asks for it."""
        if not identity.scopes:
            return
        scope_type = cognito.CfnUserPoolResourceServer.ResourceServerScopeTypeProperty
        cognito.CfnUserPoolResourceServer(
            self,
            "ResourceServer",
            user_pool_id=self.pool.user_pool_id,
            identifier=RESOURCE_SERVER,
            name="Parley",
            scopes=[
                scope_type(scope_name=name, scope_description=next(iter(texts.values())))
                for name, texts in identity.scopes.items()
            ],
        )
