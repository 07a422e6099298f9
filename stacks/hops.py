"""The way of a turn, hop by hop, as the dashboard shows it, and the metrics that AWS gives of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_

from stacks.chat import ChatStack

FIVE_MINUTES = Duration.minutes(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hops:
    """What a turn passes, and what is watched on the way.

    signs: what response says in its log of turns that did not go as they should, by name.
    """

    chat: ChatStack
    fulfilment: lambda_.IFunction
    tables: Sequence[dynamodb.ITable]
    signs: Mapping[str, cloudwatch.Metric]


def api_metric(
    name: str, api_id: str, *, statistic: str = "Sum", period: Duration = FIVE_MINUTES
) -> cloudwatch.Metric:
    """What API Gateway counts of an HTTP or a WebSocket API.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
    """
    return cloudwatch.Metric(
        namespace="AWS/ApiGateway",
        metric_name=name,
        dimensions_map={"ApiId": api_id},
        statistic=statistic,
        period=period,
    )


def engine_metric(name: str, statistic: str) -> cloudwatch.MathExpression:
    """What Lex counts of every bot and locale of the account, a line each.

    Source: https://docs.aws.amazon.com/lexv2/latest/dg/monitoring-cloudwatch.html
    """
    schema = "{AWS/Lex,BotAliasId,BotId,LocaleId,Operation}"
    found = f'{schema} MetricName="{name}" Operation="RecognizeText"'
    return cloudwatch.MathExpression(
        expression=f"SEARCH('{found}', '{statistic}', {FIVE_MINUTES.to_seconds()})",
        label=name,
        period=FIVE_MINUTES,
        using_metrics={},
    )


def throttled(table: dynamodb.ITable) -> Sequence[cloudwatch.Metric]:
    """What DynamoDB refused of a table for being too much."""
    return [
        table.metric(name, statistic="Sum", period=FIVE_MINUTES, label=f"{table.node.id} {name}")
        for name in ("ReadThrottleEvents", "WriteThrottleEvents")
    ]


def used(table: dynamodb.ITable) -> Sequence[cloudwatch.Metric]:
    """What was read and written of a table, in the units it is paid by."""
    return [
        table.metric(name, statistic="Sum", period=FIVE_MINUTES, label=f"{table.node.id} {name}")
        for name in ("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits")
    ]
