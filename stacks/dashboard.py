"""One page for who is on call: the alarms, then a row a hop of a turn's way."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.hops import FIVE_MINUTES, Hops, api_metric, engine_metric, throttled, used

WIDTH = 24
HEIGHT = 6


def dashboard(
    scope: Construct, construct_id: str, *, hops: Hops, alarms: Sequence[cloudwatch.IAlarm]
) -> cloudwatch.Dashboard:
    """Build the page."""
    page = cloudwatch.Dashboard(scope, construct_id, default_interval=Duration.hours(3))
    page.add_widgets(cloudwatch.AlarmStatusWidget(alarms=list(alarms), width=WIDTH, title="Alarms"))
    page.add_widgets(*_door(hops))
    page.add_widgets(*_lambda("Request", hops.chat.request.function))
    page.add_widgets(*_queue(hops))
    page.add_widgets(*_lambda("Response", hops.chat.response.function), _signs(hops))
    page.add_widgets(*_engine())
    page.add_widgets(*_lambda("Fulfilment", hops.fulfilment))
    if hops.chat.link:
        page.add_widgets(*_lambda("Link", hops.chat.link.function))
    page.add_widgets(
        _graph("Tables: used", *(metric for table in hops.tables for metric in used(table))),
        _graph("Tables: throttled", *(metric for table in hops.tables for metric in throttled(table))),
    )
    return page


def _door(hops: Hops) -> Sequence[cloudwatch.IWidget]:
    http, sockets = hops.chat.http.api_id, hops.chat.sockets.api_id
    connection = hops.chat.connection.function
    return (
        _graph("Door: HTTP API", *(api_metric(name, http) for name in ("Count", "4xx", "5xx"))),
        _graph(
            "Door: WebSocket API",
            *(
                api_metric(name, sockets)
                for name in (
                    "ConnectCount",
                    "MessageCount",
                    "ClientError",
                    "ExecutionError",
                    "IntegrationError",
                )
            ),
        ),
        _graph("Door: connection Lambda", *_counts(connection), right=_durations(connection)),
    )


def _queue(hops: Hops) -> Sequence[cloudwatch.IWidget]:
    turns, dead = hops.chat.turns, (hops.chat.dead_turns, hops.chat.dead_later)
    return (
        _graph(
            "Queue: turns waiting",
            turns.metric_approximate_number_of_messages_visible(statistic="Maximum"),
            turns.metric_approximate_number_of_messages_not_visible(statistic="Maximum"),
            hops.chat.later.metric_approximate_number_of_messages_delayed(statistic="Maximum"),
        ),
        _graph("Queue: oldest turn (s)", turns.metric_approximate_age_of_oldest_message(statistic="Maximum")),
        _graph(
            "Queue: dead turns",
            *(each.metric_approximate_number_of_messages_visible(statistic="Maximum") for each in dead),
        ),
    )


def _lambda(name: str, function: lambda_.IFunction) -> Sequence[cloudwatch.IWidget]:
    return (
        _graph(f"{name}: calls", *_counts(function)),
        _graph(f"{name}: duration (ms)", *_durations(function)),
    )


def _signs(hops: Hops) -> cloudwatch.IWidget:
    return _graph("Response: turns that went otherwise", *hops.signs.values())


def _engine() -> Sequence[cloudwatch.IWidget]:
    failures = ("RuntimeSystemErrors", "RuntimeUserErrors", "RuntimeThrottledEvents", "RuntimeLambdaErrors")
    return (
        _graph("Engine: calls", engine_metric("RuntimeRequestCount", "Sum")),
        _graph("Engine: duration (ms)", engine_metric("RuntimeSuccessfulRequestLatency", "Average")),
        _graph("Engine: failures", *(engine_metric(name, "Sum") for name in failures)),
    )


def _counts(function: lambda_.IFunction) -> Sequence[cloudwatch.IMetric]:
    return (
        function.metric_invocations(period=FIVE_MINUTES),
        function.metric_errors(period=FIVE_MINUTES),
        function.metric_throttles(period=FIVE_MINUTES),
    )


def _durations(function: lambda_.IFunction) -> Sequence[cloudwatch.IMetric]:
    return tuple(
        function.metric_duration(statistic=statistic, label=statistic, period=FIVE_MINUTES)
        for statistic in ("p50", "p99")
    )


def _graph(
    title: str, *metrics: cloudwatch.IMetric, right: Sequence[cloudwatch.IMetric] = ()
) -> cloudwatch.IWidget:
    return cloudwatch.GraphWidget(
        title=title, left=list(metrics), right=list(right), width=WIDTH // 3, height=HEIGHT
    )
