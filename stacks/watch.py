"""The stack that tells when people are not answered: alarms to one topic, and a dashboard."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import Aws, Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from stacks.chat import ChatStack
from stacks.dashboard import dashboard
from stacks.fulfilment import FulfilmentStack
from stacks.hops import FIVE_MINUTES, Hops, api_metric
from stacks.stage import Stage
from stacks.state import StateStack

# What response says in its log of a turn that did not go as it should, as metrics by name.
SIGNS = {
    "QuarantinedTurns": "turn quarantined",
    "TurnsHandedBack": "turn handed back",
    "OverTheLimit": "over the limit",
    "UnsentLines": "lines left unsent",
    "GivenUpLines": "lines given up",
    "UnmarkedLines": "lines sent but not marked",
    "AmbiguousSends": "ambiguous_send",
    "RefusedMessages": "message refused",
    "WindowsShut": "window shut",
    "AddressesUnreachable": "address unreachable",
    "AddressesLeft": "address left",
    "Paced": "paced",
    "SlowedDown": "asked to slow down",
    "EnginesPassedOver": "engine passed over",
    "TokensLeft": "tokens not revoked for a day",
}
# The same of request: what it takes in without making a turn of it.
DOOR_SIGNS = {
    "UpdatesIgnored": "update ignored",
    "FailedMessages": "message failed",
}
MINUTE = Duration.minutes(1)
# A turn is answered or quarantined within about half a minute; older ones are not taken at all.
WAITING_TOO_LONG_S = 60


class WatchStack(cdk.Stack):
    """An alarm says in its description what has happened; what to do stands in docs/operations.md."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        state: StateStack,
        fulfilment: FulfilmentStack,
        chat: ChatStack,
    ) -> None:
        super().__init__(scope, construct_id, description="Parley: alarms and the dashboard")
        self._topic = self._alarm_topic(stage.alarm_email)
        self._alarms: list[cloudwatch.IAlarm] = []
        signs = {
            **self._signs(chat.response.log_group, stage, SIGNS),
            **self._signs(chat.request.log_group, stage, DOOR_SIGNS),
        }
        self._on_turns(chat, signs)
        self._on_apis(chat)
        lambdas = {
            "Request": chat.request.function,
            "Connection": chat.connection.function,
            "Response": chat.response.function,
            "Fulfilment": fulfilment.function,
            **({"Link": chat.link.function} if chat.link else {}),
        }
        for name, function in lambdas.items():
            self._on_lambda(name, function)
        tables = (state.connections, state.sessions, state.tokens, state.operations, fulfilment.bookings)
        hops = Hops(chat=chat, fulfilment=fulfilment.function, tables=tables, signs=signs)
        dashboard(self, "Dashboard", hops=hops, alarms=self._alarms)
        cdk.CfnOutput(self, "AlarmTopicArn", value=self._topic.topic_arn)

    def _alarm_topic(self, email: str | None) -> sns.Topic:
        """Where alarms go; the alarms of this account may speak there, and nobody else."""
        topic = sns.Topic(self, "Alarms", enforce_ssl=True)
        topic.add_to_resource_policy(
            # With a policy of its own a topic loses the one by which its account's alarms could publish.
            # Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                resources=[topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
        if email:
            topic.add_subscription(subscriptions.EmailSubscription(email))
        return topic

    def _signs(
        self, log_group: logs.ILogGroup, stage: Stage, messages: Mapping[str, str]
    ) -> Mapping[str, cloudwatch.Metric]:
        """Count what a Lambda says."""
        return {
            name: logs.MetricFilter(
                self,
                name,
                log_group=log_group,
                filter_pattern=logs.FilterPattern.string_value("$.message", "=", message),
                metric_namespace=f"Parley/{stage.name}",
                metric_name=name,
            ).metric(statistic="Sum", period=FIVE_MINUTES)
            for name, message in messages.items()
        }

    def _on_turns(self, chat: ChatStack, signs: Mapping[str, cloudwatch.Metric]) -> None:
        dead = {
            "DeadTurns": (chat.dead_turns, "a turn killed its handler four times; the person was not told"),
            "DeadLater": (chat.dead_later, "a message is no internal turn, or the queue of turns takes none"),
        }
        for name, (queue, meaning) in dead.items():
            found = queue.metric_approximate_number_of_messages_visible(period=MINUTE, statistic="Maximum")
            # SQS tells nothing more of a queue that nobody touched for six hours, whatever lies in it.
            # Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
            self._alarm(name, found, 1, meaning, silence=cloudwatch.TreatMissingData.IGNORE)
        age = chat.turns.metric_approximate_age_of_oldest_message(period=MINUTE, statistic="Maximum")
        self._alarm("TurnsWait", age, WAITING_TOO_LONG_S, "turns are not taken from the queue", for_periods=3)
        said = {
            "QuarantinedTurns": (1, "a turn could not be answered; the person got an apology with a number"),
            "OverTheLimit": (50, "people or a bot are over their limits, and are asked to wait"),
            "UnsentLines": (5, "answers are written and cannot be sent yet; they are tried for a day"),
            "GivenUpLines": (1, "answers could not be sent for a day; they go with the person's next turn"),
            "AmbiguousSends": (5, "a messenger does not say whether it took a line, which may show twice"),
            "RefusedMessages": (1, "a messenger takes a message in no form, not even as plain words"),
            "FailedMessages": (5, "messages that a messenger had taken did not arrive"),
            "WindowsShut": (5, "answers came too late for a messenger; they go with the person's next turn"),
            "TokensLeft": (1, "tokens of a sign-in that is over could not be revoked for a day"),
            "EnginesPassedOver": (5, "an engine could not be asked; a bot's second one answers meanwhile"),
        }
        for name, (threshold, meaning) in said.items():
            self._alarm(name, signs[name], threshold, meaning)

    def _on_apis(self, chat: ChatStack) -> None:
        failed = api_metric("5xx", chat.http.api_id, period=FIVE_MINUTES)
        self._alarm("HttpFails", failed, 5, "tickets or webhooks are answered with 5xx")
        # Each by itself: what a sum is while one of the two says nothing is documented nowhere.
        for name, error in {"SocketsFail": "IntegrationError", "SocketsBreak": "ExecutionError"}.items():
            broken = api_metric(error, chat.sockets.api_id, period=FIVE_MINUTES)
            self._alarm(name, broken, 5, "frames or connections of the chat page fail")

    def _on_lambda(self, name: str, function: lambda_.IFunction) -> None:
        errors = function.metric_errors(period=FIVE_MINUTES)
        self._alarm(f"{name}Errors", errors, 3, f"{name} crashes or runs out of time")
        throttles = function.metric_throttles(period=FIVE_MINUTES)
        self._alarm(
            f"{name}Throttles", throttles, 1, f"{name} is held back: the account's concurrency is used up"
        )

    def _alarm(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        threshold: int,
        meaning: str,
        *,
        for_periods: int = 1,
        silence: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING,
    ) -> None:
        """Tell the topic when a metric reaches a threshold, and when it is well again.

        silence: what it means where the metric says nothing: mostly that all is well.
        """
        alarm = cloudwatch.Alarm(
            self,
            f"{name}Alarm",
            metric=metric,
            threshold=threshold,
            evaluation_periods=for_periods,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=silence,
            alarm_description=meaning,
        )
        tell = actions.SnsAction(self._topic)
        alarm.add_alarm_action(tell)
        alarm.add_ok_action(tell)
        self._alarms.append(alarm)
