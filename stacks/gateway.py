"""The two APIs people reach the platform by: WebSocket for the chat page, HTTP for tickets and webhooks.

Each route may call its own Lambda and no other: one permission a route, on the route's exact ARN.
"""

import json

from aws_cdk import Aws
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.acknowledge import acknowledge
from stacks.log import kept_log
from stacks.stage import Limits, Stage

STAGE = "v1"
# What is noted of an HTTP call: no query, body, header or address, so nothing of a person.
# Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
LOGGED = {
    "requestId": "$context.requestId",
    "requestTime": "$context.requestTime",
    "routeKey": "$context.routeKey",
    "status": "$context.status",
    "responseLatency": "$context.responseLatency",
    "integrationLatency": "$context.integrationLatency",
    "integrationStatus": "$context.integration.status",
    "integrationError": "$context.integrationErrorMessage",
    "errorType": "$context.error.responseType",
}
# A browser can set no header but this one, and a ticket travels in no URL.
IDENTITY = "route.request.header.Sec-WebSocket-Protocol"
# Every access token of ours has it.
A_SCOPE = "openid"


class WebSocketApi(Construct):
    """A WebSocket API whose frames are routed by their ``type``."""

    def __init__(self, scope: Construct, construct_id: str, *, name: str, limits: Limits) -> None:
        super().__init__(scope, construct_id)
        api = gateway.CfnApi(
            self,
            "Api",
            name=name,
            protocol_type="WEBSOCKET",
            route_selection_expression="$request.body.type",
        )
        stage = gateway.CfnStage(
            self,
            "Stage",
            api_id=api.ref,
            stage_name=STAGE,
            auto_deploy=True,
            default_route_settings=_ceiling(limits),
        )
        logs_elsewhere = "its log needs a role set for the whole account; the Lambdas log each frame"
        acknowledge(stage, "AwsSolutions-APIG1", logs_elsewhere)
        self.api_id = api.ref
        self.origin = f"wss://{api.ref}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}"
        self.url = f"{self.origin}/{STAGE}"
        # What IAM calls posting to any connection of this API.
        self.connections_arn = _execute_arn(api.ref, f"{STAGE}/POST/@connections/*")

    def connect(self, function: lambda_.IFunction) -> None:
        """Let a Lambda decide who may connect, and be told who does; nobody else's frame is routed."""
        authorizer = gateway.CfnAuthorizer(
            self,
            "Authorizer",
            api_id=self.api_id,
            name="ticket",
            authorizer_type="REQUEST",
            authorizer_uri=_invocation(function),
            identity_source=[IDENTITY],
        )
        _let_call(authorizer, function, _execute_arn(self.api_id, f"authorizers/{authorizer.ref}"))
        route = self._route("$connect", function)
        route.authorization_type = "CUSTOM"
        route.authorizer_id = authorizer.ref

    def disconnect(self, function: lambda_.IFunction) -> None:
        """Tell a Lambda who has gone, as far as API Gateway knows."""
        self._route("$disconnect", function)

    def answer(self, frame_type: str, function: lambda_.IFunction) -> None:
        """Hand frames of one type to a Lambda, and its body back to the client."""
        route = self._route(frame_type, function)
        route.route_response_selection_expression = "$default"
        gateway.CfnRouteResponse(
            route, "Answer", api_id=self.api_id, route_id=route.ref, route_response_key="$default"
        )

    def _route(self, key: str, function: lambda_.IFunction) -> gateway.CfnRoute:
        integration = gateway.CfnIntegration(
            self,
            f"{key} integration",
            api_id=self.api_id,
            integration_type="AWS_PROXY",
            integration_uri=_invocation(function),
        )
        target = f"integrations/{integration.ref}"
        route = gateway.CfnRoute(self, key, api_id=self.api_id, route_key=key, target=target)
        if key != "$connect":
            acknowledge(route, "AwsSolutions-APIG4", "a WebSocket API authorises at $connect, and only there")
        _let_call(route, function, _execute_arn(self.api_id, f"{STAGE}/{key}"))
        return route


class HttpApi(Construct):
    """An HTTP API. Its stage is made last, since it can throttle only routes that exist."""

    def __init__(self, scope: Construct, construct_id: str, *, name: str, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        api = gateway.CfnApi(self, "Api", name=name, protocol_type="HTTP")
        log_group = kept_log(self, "Log", stage=stage)
        self._stage = gateway.CfnStage(
            self,
            "Stage",
            api_id=api.ref,
            stage_name="$default",
            auto_deploy=True,
            default_route_settings=_ceiling(stage.limits),
            access_log_settings=gateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log_group.log_group_arn, format=json.dumps(LOGGED)
            ),
        )
        self.api_id = api.ref
        self.url = api.attr_api_endpoint

    def tokens(self, *, issuer: str, client_id: str) -> str:
        """Look at access tokens that an issuer gave to one client; gives what ``route`` takes."""
        return gateway.CfnAuthorizer(
            self,
            "Tokens",
            api_id=self.api_id,
            name="token",
            authorizer_type="JWT",
            identity_source=["$request.header.Authorization"],
            jwt_configuration=gateway.CfnAuthorizer.JWTConfigurationProperty(
                issuer=issuer, audience=[client_id]
            ),
        ).ref

    def route(self, key: str, function: lambda_.IFunction, *, shown: str | None = None) -> None:
        """Hand requests of one method and path, such as ``POST /api/tickets``, to a Lambda.

        shown: the ``tokens`` of which a caller must show one.
        """
        integration = gateway.CfnIntegration(
            self,
            f"{key} integration",
            api_id=self.api_id,
            integration_type="AWS_PROXY",
            integration_uri=function.function_arn,
            payload_format_version="2.0",
        )
        target = f"integrations/{integration.ref}"
        route = gateway.CfnRoute(self, key, api_id=self.api_id, route_key=key, target=target)
        if shown:
            route.authorization_type, route.authorizer_id = "JWT", shown
            # An ID token, which the authorizer would take, too, has no scope.
            route.authorization_scopes = [A_SCOPE]
        else:
            acknowledge(
                route, "AwsSolutions-APIG4", "the Lambda proves whoever calls, as each channel does it"
            )
        # The call comes with the stage's own name and the route's own words, ``{installation}`` too.
        # Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
        _let_call(route, function, _execute_arn(self.api_id, f"$default/{key.replace(' ', '')}"))
        self._stage.add_resource_dependency(route)

    def throttle(self, key: str, *, requests_per_s: int, burst: int) -> None:
        """Give one route a ceiling of its own."""
        ceiling = {"ThrottlingRateLimit": requests_per_s, "ThrottlingBurstLimit": burst}
        self._stage.add_property_override("RouteSettings", {key: ceiling})


def _ceiling(limits: Limits) -> gateway.CfnStage.RouteSettingsProperty:
    return gateway.CfnStage.RouteSettingsProperty(
        throttling_rate_limit=limits.requests_per_s, throttling_burst_limit=limits.request_burst
    )


def _let_call(caller: Construct, function: lambda_.IFunction, source_arn: str) -> None:
    lambda_.CfnPermission(
        caller,
        "Permission",
        action="lambda:InvokeFunction",
        function_name=function.function_arn,
        principal="apigateway.amazonaws.com",
        source_arn=source_arn,
    )


def _invocation(function: lambda_.IFunction) -> str:
    """A Lambda as WebSocket APIs and authorizers name it."""
    path = f"lambda:path/2015-03-31/functions/{function.function_arn}/invocations"
    return f"arn:{Aws.PARTITION}:apigateway:{Aws.REGION}:{path}"


def _execute_arn(api_id: str, rest: str) -> str:
    return f"arn:{Aws.PARTITION}:execute-api:{Aws.REGION}:{Aws.ACCOUNT_ID}:{api_id}/{rest}"
