"""Other people's accounts as accounts of our user pool: Google, Facebook, any OpenID provider, SAML."""

import json
from collections.abc import Callable, Mapping

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.acknowledge import acknowledge
from stacks.signing_in import FACEBOOK, GOOGLE, OIDC, SAML, Provider

# Cognito's names of the kinds.
# Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
KINDS = {GOOGLE: "Google", FACEBOOK: "Facebook", OIDC: "OIDC", SAML: "SAML"}
CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
# Where each writes what we ask for; Cognito takes the subject by itself.
ATTRIBUTES = {SAML: {"email": f"{CLAIM}/emailaddress", "name": f"{CLAIM}/name"}}
ATTRIBUTES_ELSE = {"email": "email", "name": "name"}
FIELD = "client_secret"
# Cognito takes no empty secret.
NOT_SET = json.dumps({FIELD: "not set yet"})


class Providers(Construct):
    """The providers of a stage; outputs tell an operator where the secrets are that the stack made."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pool: cognito.IUserPool,
        providers: Mapping[str, Provider],
        key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self._key = key
        for provider in providers.values():
            cognito.CfnUserPoolIdentityProvider(
                self,
                provider.name,
                user_pool_id=pool.user_pool_id,
                provider_name=provider.name,
                provider_type=KINDS[provider.type],
                provider_details=DETAILS[provider.type](provider, self._secret(provider)),
                attribute_mapping=ATTRIBUTES.get(provider.type, ATTRIBUTES_ELSE),
            )

    def _secret(self, provider: Provider) -> str:
        """The client's secret, by a reference that CloudFormation follows; empty where there is none."""
        if provider.type == SAML:
            return ""
        kept = provider.secret or self._made(provider.name).secret_arn
        version = provider.secret_version
        return cdk.SecretValue.secrets_manager(kept, json_field=FIELD, version_id=version).unsafe_unwrap()

    def _made(self, name: str) -> secretsmanager.ISecret:
        secret = secretsmanager.Secret(
            self,
            f"{name}Secret",
            description=f"Parley: our client's secret at {name}; only Cognito is given it",
            encryption_key=self._key,
            secret_string_value=cdk.SecretValue.unsafe_plain_text(NOT_SET),
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )
        acknowledge(secret, "AwsSolutions-SMG4", "only who issues it can turn it over")
        cdk.CfnOutput(cdk.Stack.of(self), f"{name}SecretArn", value=secret.secret_arn)
        return secret


def _google(provider: Provider, secret: str) -> dict[str, str]:
    return _client(provider, secret, between=" ")


def _facebook(provider: Provider, secret: str) -> dict[str, str]:
    return _client(provider, secret, between=",")


def _oidc(provider: Provider, secret: str) -> dict[str, str]:
    return {
        **_client(provider, secret, between=" "),
        "oidc_issuer": provider.at,
        "attributes_request_method": "GET",
    }


def _saml(provider: Provider, _secret: str) -> dict[str, str]:
    return {"MetadataURL": provider.at, "RequestSigningAlgorithm": "rsa-sha256"}


def _client(provider: Provider, secret: str, *, between: str) -> dict[str, str]:
    scopes = between.join(provider.scopes)
    return {"client_id": provider.client_id, FIELD: secret, "authorize_scopes": scopes}


# Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
DETAILS: Mapping[str, Callable[[Provider, str], dict[str, str]]] = {
    GOOGLE: _google,
    FACEBOOK: _facebook,
    OIDC: _oidc,
    SAML: _saml,
}
