"""The APIs, the queue of turns and what reads it."""

import json

import pytest

from tests.stacks.assembly import Assembly, readable

ROUTES = {
    "$connect": "Connection",
    "$disconnect": "Connection",
    "resume": "Connection",
    "message": "Request",
    "choice": "Request",
    "ping": "Request",
    "$default": "Request",
    "POST /api/tickets": "Connection",
    "GET /webhooks/{installation}": "Request",
    "POST /webhooks/{installation}": "Request",
    "GET /link/{secret}": "Link",
    "POST /link/{secret}": "Link",
    "GET /link/callback": "Link",
    "GET /link/signed-out": "Link",
    "GET /api/account": "Link",
    "DELETE /api/account": "Link",
}
EXECUTE = "arn:{Partition}:execute-api:{Region}:{AccountId}"


def test_the_queue_keeps_each_conversation_in_order_and_lets_others_by(assembly: Assembly) -> None:
    turns = assembly.properties("Turns")

    assert turns["FifoQueue"] is True
    assert turns["FifoThroughputLimit"] == "perMessageGroupId"
    assert turns["DeduplicationScope"] == "messageGroup"
    assert "ContentBasedDeduplication" not in turns


def test_a_turn_is_shown_again_after_14_s_and_is_dead_after_4_receives(assembly: Assembly) -> None:
    turns = assembly.properties("Turns")

    assert turns["VisibilityTimeout"] == 14
    assert turns["RedrivePolicy"]["maxReceiveCount"] == 4
    assert readable(turns["RedrivePolicy"]["deadLetterTargetArn"]) == "DeadTurns"
    assert turns["MessageRetentionPeriod"] == 4 * 86_400


def test_dead_turns_keep_their_order_for_14_days(assembly: Assembly) -> None:
    dead = assembly.properties("DeadTurns")

    assert dead["FifoQueue"] is True
    assert dead["MessageRetentionPeriod"] == 14 * 86_400


@pytest.mark.parametrize("queue", ["Turns", "DeadTurns", "Later", "DeadLater"])
def test_a_queue_is_encrypted_by_sqs_itself_so_that_its_sender_needs_no_key(
    assembly: Assembly, queue: str
) -> None:
    properties = assembly.properties(queue)

    assert properties["SqsManagedSseEnabled"] is True
    assert "KmsMasterKeyId" not in properties


@pytest.mark.parametrize("queue", ["Turns", "DeadTurns", "Later", "DeadLater"])
def test_a_queue_refuses_whoever_does_not_use_tls(assembly: Assembly, queue: str) -> None:
    (statement,) = assembly.properties(f"{queue}Policy")["PolicyDocument"]["Statement"]

    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_what_waits_does_so_before_the_queue_that_knows_no_delay(assembly: Assembly) -> None:
    later, dead = assembly.properties("Later"), assembly.properties("DeadLater")

    assert "FifoQueue" not in later
    assert "DelaySeconds" not in later
    assert readable(later["RedrivePolicy"]["deadLetterTargetArn"]) == "DeadLater"
    assert later["RedrivePolicy"]["maxReceiveCount"] == 10
    assert later["MessageRetentionPeriod"] == 4 * 86_400
    assert dead["MessageRetentionPeriod"] == 14 * 86_400


def test_request_takes_what_has_waited_ten_at_a_time(assembly: Assembly) -> None:
    mapping = assembly.properties("Bringing")

    assert readable(mapping["EventSourceArn"]) == "Later"
    assert readable(mapping["FunctionName"]) == "RequestFunction"
    assert mapping["BatchSize"] == 10
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_response_takes_one_turn_an_invocation_and_no_more_at_once_than_the_engine(
    assembly: Assembly,
) -> None:
    mapping = assembly.properties("Answering")

    assert readable(mapping["EventSourceArn"]) == "Turns"
    assert readable(mapping["FunctionName"]) == "ResponseFunction"
    assert mapping["BatchSize"] == 1
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": {"local": 10, "production": 50}[assembly.stage]}


def test_frames_are_routed_by_their_type(assembly: Assembly) -> None:
    api = assembly.properties("SocketsApi")

    assert api["ProtocolType"] == "WEBSOCKET"
    assert api["RouteSelectionExpression"] == "$request.body.type"


def test_there_is_no_route_but_these_and_each_has_its_lambda(assembly: Assembly) -> None:
    called = {}
    for route in assembly.of_type("AWS::ApiGatewayV2::Route").values():
        target = readable(route["Properties"]["Target"]).removeprefix("integrations/")
        uri = readable(assembly.properties(target)["IntegrationUri"])
        called[route["Properties"]["RouteKey"]] = uri

    socket = "arn:{Partition}:apigateway:{Region}:lambda:path/2015-03-31/functions/%sFunction/invocations"
    assert called == {key: f"{name}Function" if " " in key else socket % name for key, name in ROUTES.items()}


def test_integrations_hand_on_the_event_as_it_is(assembly: Assembly) -> None:
    integrations = assembly.of_type("AWS::ApiGatewayV2::Integration").values()

    assert {each["Properties"]["IntegrationType"] for each in integrations} == {"AWS_PROXY"}
    assert {each["Properties"].get("PayloadFormatVersion") for each in integrations} == {None, "2.0"}


def test_a_route_may_call_its_own_lambda_and_no_other(assembly: Assembly) -> None:
    permissions = {
        readable(each["Properties"]["SourceArn"]): readable(each["Properties"]["FunctionName"])
        for each in assembly.of_type("AWS::Lambda::Permission").values()
        if each["Properties"]["Principal"] == "apigateway.amazonaws.com"
    }

    expected = {f"{EXECUTE}:{_source(key)}": f"{name}Function" for key, name in ROUTES.items()}
    expected[f"{EXECUTE}:SocketsApi/authorizers/SocketsAuthorizer"] = "ConnectionFunction"
    assert permissions == expected


def _source(key: str) -> str:
    return f"HttpApi/$default/{key.replace(' ', '')}" if " " in key else f"SocketsApi/v1/{key}"


def test_only_who_shows_a_ticket_connects(assembly: Assembly) -> None:
    authorizer = assembly.properties("SocketsAuthorizer")
    connect = assembly.properties("Socketsconnect")

    assert authorizer["AuthorizerType"] == "REQUEST"
    assert authorizer["IdentitySource"] == ["route.request.header.Sec-WebSocket-Protocol"]
    assert "functions/ConnectionFunction/" in readable(authorizer["AuthorizerUri"])
    assert connect["AuthorizationType"] == "CUSTOM"
    assert readable(connect["AuthorizerId"]) == "SocketsAuthorizer"


def test_only_who_shows_an_access_token_of_ours_hears_of_an_account(assembly: Assembly) -> None:
    authorizer = assembly.properties("HttpTokens")
    routes = {
        each["Properties"]["RouteKey"]: each["Properties"]
        for each in assembly.of_type("AWS::ApiGatewayV2::Route").values()
    }

    assert authorizer["AuthorizerType"] == "JWT"
    assert authorizer["IdentitySource"] == ["$request.header.Authorization"]
    assert readable(authorizer["JwtConfiguration"]["Issuer"]) == "https://Users"
    assert [readable(each) for each in authorizer["JwtConfiguration"]["Audience"]] == ["AppClient"]
    guarded = {key: route for key, route in routes.items() if route.get("AuthorizationType") == "JWT"}
    assert set(guarded) == {"GET /api/account", "DELETE /api/account"}
    assert {readable(route["AuthorizerId"]) for route in guarded.values()} == {"HttpTokens"}
    # An ID token has no scope at all.
    assert [route["AuthorizationScopes"] for route in guarded.values()] == [["openid"], ["openid"]]


def test_a_body_goes_back_to_the_client_from_the_routes_that_answer_and_no_other(
    assembly: Assembly,
) -> None:
    routes = {
        name: each["Properties"]
        for name, each in assembly.of_type("AWS::ApiGatewayV2::Route").items()
        if name.startswith("Sockets")
    }
    selecting = {
        route["RouteKey"]
        for route in routes.values()
        if route.get("RouteResponseSelectionExpression") == "$default"
    }
    responding = {
        routes[readable(each["Properties"]["RouteId"])]["RouteKey"]
        for each in assembly.of_type("AWS::ApiGatewayV2::RouteResponse").values()
        if each["Properties"]["RouteResponseKey"] == "$default"
    }

    assert selecting == {"message", "choice", "ping", "resume", "$default"}
    assert responding == selecting


def test_both_apis_have_a_ceiling_and_tickets_one_of_their_own(production: Assembly) -> None:
    sockets, http = production.properties("SocketsStage"), production.properties("HttpStage")

    ceiling = {"ThrottlingRateLimit": 500, "ThrottlingBurstLimit": 1000}
    assert sockets["DefaultRouteSettings"] == ceiling
    assert http["DefaultRouteSettings"] == ceiling
    assert http["RouteSettings"] == {
        "POST /api/tickets": {"ThrottlingRateLimit": 50, "ThrottlingBurstLimit": 100}
    }


def test_an_http_call_is_noted_without_what_a_person_said_or_who_it_was(assembly: Assembly) -> None:
    settings = assembly.properties("HttpStage")["AccessLogSettings"]

    noted = set(json.loads(settings["Format"]).values())
    assert readable(settings["DestinationArn"]) == "HttpLog"
    assert {"$context.routeKey", "$context.status", "$context.integrationErrorMessage"} < noted
    assert not [each for each in noted if "path" in each or "identity" in each or "query" in each.lower()]
    days = {"local": 7, "production": 90}[assembly.stage]
    assert assembly.properties("HttpLog")["RetentionInDays"] == days


def test_the_http_stage_waits_for_the_routes_it_throttles(assembly: Assembly) -> None:
    waits_for = {readable({"Ref": name}) for name in assembly.resources["HttpStage"]["DependsOn"]}

    assert "HttpPOSTapitickets" in waits_for


def test_stages_deploy_themselves_under_their_names(assembly: Assembly) -> None:
    stages = {
        name: (each["Properties"]["StageName"], each["Properties"]["AutoDeploy"])
        for name, each in assembly.of_type("AWS::ApiGatewayV2::Stage").items()
    }

    assert stages == {"SocketsStage": ("v1", True), "HttpStage": ("$default", True)}


def test_the_stack_tells_what_a_client_and_an_operator_need(production: Assembly) -> None:
    outputs = {
        name: readable(output["Value"])
        for name, output in production.template("Chat")["Outputs"].items()
        if "Export" not in output
    }
    installed = json.loads(outputs.pop("Installations"))["installations"]

    assert {name: each["channel"] for name, each in installed.items()} == {
        "web": "web",
        "concierge": "web",
        "telegram": "telegram",
    }
    assert outputs == {
        "WebSocketApiId": "SocketsApi",
        "WebSocketStage": "v1",
        "WebSocketUrl": "wss://SocketsApi.execute-api.{Region}.{URLSuffix}/v1",
        "HttpApiId": "HttpApi",
        "HttpApiUrl": "HttpApi",
        "WebhooksUrl": "https://SiteDistribution/webhooks",
        "SiteUrl": "https://SiteDistribution",
        "SiteAddress": "SiteDistribution",
        "SiteBucket": "SitePages",
        "TelegramWebhookSecretArn": "MessengersTelegramWebhookSecret",
        "TelegramTokenArn": "MessengersTelegramToken",
        "TurnsQueueUrl": "Turns",
        "DeadTurnsQueueUrl": "DeadTurns",
        "LaterQueueUrl": "Later",
        "DeadLaterQueueUrl": "DeadLater",
        "UserPoolClientId": "AppClient",
    }


def test_only_the_bots_of_the_stage_may_call_fulfilment(local: Assembly) -> None:
    permissions = [
        each["Properties"]
        for each in local.of_type("AWS::Lambda::Permission").values()
        if readable(each["Properties"]["FunctionName"]) == "FulfilmentFunction"
    ]

    aliases = "arn:{Partition}:lex:{Region}:{AccountId}:bot-alias"
    assert {lex["Principal"] for lex in permissions} == {"lexv2.amazonaws.com"}
    assert {readable(lex["SourceArn"]) for lex in permissions} == {
        f"{aliases}/TRAVELBOT1/LOCALALIAS",
        f"{aliases}/CONCIERGE1/LOCALALIAS",
    }


def test_nothing_asks_the_account_for_anything_before_it_can_be_deployed(assembly: Assembly) -> None:
    manifest = json.loads((assembly.folder / "manifest.json").read_text())

    assert "missing" not in manifest
