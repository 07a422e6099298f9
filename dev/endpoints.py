"""What tells our processes, the Lambdas and other commands where the parts of a local platform are found."""

from collections.abc import Mapping, Sequence
from typing import Any

from dev.addresses import Addresses
from dev.doubles.installed import Installed
from dev.faults.call import DIALOGFLOW_PATH, LEX_PATH, MESSENGERS_PATH, TELEGRAM, TELEGRAM_PATH
from stacks.stage import WEB, Stage


def endpoints(at: Addresses) -> Mapping[str, str]:
    """What the environment of every process says of what stands around AWS."""
    return {
        "AWS_ENDPOINT_URL_LEX_RUNTIME_V2": at.engine,
        "TELEGRAM_ENDPOINT": at.telegram,
        "MESSENGERS_ENDPOINT": at.messengers,
        "WEATHER_ENDPOINT": at.weather,
        "DIALOGFLOW_ENDPOINT": at.dialogflow,
        "COGNITO_ENDPOINT": at.emulator,
    }


def around(faults: str) -> Mapping[str, str]:
    """What a Lambda's environment says where all that it calls is reached through the fault proxy."""
    return {
        "AWS_ENDPOINT_URL": faults,
        "AWS_ENDPOINT_URL_LEX_RUNTIME_V2": faults + LEX_PATH,
        "DIALOGFLOW_ENDPOINT": faults + DIALOGFLOW_PATH,
        "TELEGRAM_ENDPOINT": faults + TELEGRAM_PATH,
        "MESSENGERS_ENDPOINT": faults + MESSENGERS_PATH,
    }


def behind(at: Addresses) -> list[str]:
    """The options of the fault proxy that say what is behind it."""
    places = {
        "aws": at.emulator,
        "lex": at.engine,
        "dialogflow": at.dialogflow,
        "telegram": at.telegram,
        "messengers": at.messengers,
    }
    return [word for name, address in places.items() for word in (f"--{name}", address)]


def installed(stage: Stage) -> Sequence[Installed]:
    """The installations of a stage that have a double, as the doubles are told of them."""
    called = [each for each in stage.installations.values() if each.channel != WEB]
    first = {each.channel: each.name for each in reversed(called)}
    return [
        Installed(
            name=each.name,
            channel=each.channel,
            bot=each.bot,
            account=each.account,
            further=each.name != first[each.channel],
        )
        for each in called
    ]


def on_telegram(stage: Stage) -> list[str]:
    """The options of the local Telegram that say whose bots it has."""
    return [_option(each) for each in installed(stage) if each.channel == TELEGRAM]


def elsewhere(stage: Stage) -> list[str]:
    """The options of the other messengers' doubles that say whose they are."""
    return [_option(each) for each in installed(stage) if each.channel != TELEGRAM]


def _option(each: Installed) -> str:
    return f"--installation={each.written()}"


def doubles(at: Addresses, stage: Stage) -> list[str]:
    """Each installation of a messenger, and its double: ``slack=http://…/slack``."""
    own = {TELEGRAM: at.telegram}
    return [f"{each.name}={own.get(each.channel, at.messengers)}/{each.name}" for each in installed(stage)]


def stage_address(aws: str, kind: str, api: str, stage: str) -> str:
    """A stage of a deployed API, below the address of AWS."""
    return f"{kind}{aws.removeprefix('http')}/_aws/execute-api/{api}/{stage}"


def told(at: Addresses, stage: Stage, stacks: Mapping[str, str], *, faults: bool) -> dict[str, Any]:
    """What ``local.json`` says; stacks: what they put out."""
    dialogflow = {"dialogflow_endpoint": at.dialogflow, "dialogflow_grpc": at.dialogflow_grpc}
    return {
        "site": at.site,
        "api": f"{at.site}/api",
        "websocket": f"{at.site.replace('http', 'ws', 1)}/ws",
        "aws_endpoint": at.emulator,
        "lex_endpoint": at.engine,
        "telegram_endpoint": at.telegram,
        "messengers_endpoint": at.messengers,
        **(dialogflow if stage.agents else {}),
        **({"weather_endpoint": at.weather} if stage.weather else {}),
        **({"faults_endpoint": at.faults} if faults else {}),
        "stacks": dict(stacks),
    }
