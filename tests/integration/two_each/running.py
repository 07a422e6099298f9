"""Starts two installations of every messenger: their doubles, both Lambdas, and AWS in moto."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Final

import boto3
import pytest
import yaml
from aiohttp import ClientSession, web

from cli import installed as reached
from cli.installed import titled
from definition.read import read_bot
from dev import connect as connecting
from dev.connect import connect
from dev.doubles.installed import Installed
from dev.endpoints import installed as with_doubles
from dev.listen import listen
from dev.messengers.mounted import mounted
from dev.messengers.server import messengers
from dev.telegram.server import stand_in
from lambdas.request.wiring import wire as wire_request
from lambdas.response.settings import Settings
from lambdas.response.wiring import wire as wire_response
from stacks.bots_file import talk_file
from stacks.channels import MESSENGERS, Proof
from stacks.configured import bots, installations
from stacks.read_stage import read_stage
from stacks.stage import WEB, Stage
from tests.aws import Aws
from tests.integration.front.running import serving
from tests.integration.stand_in import beside
from tests.integration.two_each.there import Call, TwoEach

ROOT: Final = Path(__file__).parents[3]
SECOND: Final[Mapping[str, Mapping[str, str]]] = {
    "telegram": {},
    "slack": {"app_id": "A0HOTEL0002"},
    "teams": {
        "app_id": "11111111-2222-4333-8444-555555555555",
        "tenant_id": "99999999-2222-4333-8444-555555555555",
    },
    "messenger": {"app_id": "2234567890123456", "page_id": "201010101010101"},
    "whatsapp": {"app_id": "2234567890123457", "phone_number_id": "402020202020202", "waba_id": "50303"},
    "sms": {"account_sid": f"AC{2:032}", "sender": "+15550188888"},
    "webhook": {"url": "http://127.0.0.1:8020/replies"},
}
"""The account of each messenger's second installation, which is of the other bot."""


def second(channel: str) -> str:
    """What a messenger's second installation is called."""
    return f"{channel}-hotel"


def a_stage(folder: Path) -> Stage:
    """The local stage with a second installation of every messenger."""
    written = yaml.safe_load((ROOT / "stages" / "local.yaml").read_text(encoding="utf-8"))
    for channel, account in SECOND.items():
        written["installations"][second(channel)] = {"channel": channel, "bot": "concierge", **account}
    (folder / "stages").mkdir()
    (folder / "stages" / "local.yaml").write_text(yaml.safe_dump(written, sort_keys=False))
    return read_stage(folder, "local")


@contextmanager
def two_each(aws: Aws, patch: pytest.MonkeyPatch, folder: Path) -> Iterator[TwoEach]:
    """Everything, connected."""
    stage, here = a_stage(folder), TwoEach(aws=aws)
    patch.setenv("AWS_DEFAULT_REGION", aws.dynamodb.meta.region_name)
    patch.setattr("lambdas.channels.teams.door.WITHIN_S", 20)  # as long as a busy machine may take
    for module in (reached, connecting):
        patch.setattr(module, "locally", here.installations)
    with beside(_served(here, with_doubles(stage))) as (doubles, telegram, hooks, lex):
        patch.setenv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", lex)
        definitions = {name: read_bot(ROOT / "bots" / name / "bot.yaml") for name in stage.bots}
        known = installations(stage.installations.values(), definitions)
        arns = _secrets(stage)
        here.local = {
            "messengers_endpoint": doubles,
            "telegram_endpoint": telegram,
            "site": "http://127.0.0.1:8000",
            "stacks": {
                "Installations": known,
                "WebhooksUrl": f"{hooks}/webhooks",
                **{_output(name, key): arn for name, told in arns.items() for key, arn in told.items()},
            },
        }
        (folder / "local.json").write_text(json.dumps(here.local))
        talks = folder / "bots.json"
        talks.write_text(talk_file(definitions), encoding="utf-8")
        told = json.loads(known)
        for name, secrets in arns.items():
            told["installations"][name] |= secrets
        env = here.env = _env(aws, hooks) | {
            "INSTALLATIONS": json.dumps(told),
            "BOTS": bots(stage, definitions, stage.aliases),
            "MESSENGERS_ENDPOINT": doubles,
            "TELEGRAM_ENDPOINT": telegram,
        }
        here.request, here.desk = wire_request(env), wire_response(env, bots_file=talks)
        connect(here.local)
        yield here


def _secrets(stage: Stage) -> dict[str, dict[str, str]]:
    """Where each installation's secrets are, as the stacks make them."""
    client = boto3.client("secretsmanager")

    def made(name: str, **value: str) -> str:
        arn: str = client.create_secret(Name=name, SecretString=json.dumps(value))["ARN"]
        return arn

    found = {}
    for each in stage.installations.values():
        if each.channel != WEB:
            proof = MESSENGERS[each.channel].proof
            kept = each.name.replace("-", "").ljust(64, "k") if proof is Proof.MADE else ""
            found[each.name] = {"token_arn": made(f"{each.name}-token", token="")}
            if proof is not Proof.SIGNED:
                arn = made(f"{each.name}-proof", current=kept, previous="")
                found[each.name]["webhook_secret_arn"] = arn
    return found


def _output(name: str, key: str) -> str:
    return f"{titled(name)}{'TokenArn' if key == 'token_arn' else 'WebhookSecretArn'}"


def _env(aws: Aws, hooks: str) -> dict[str, str]:
    """What else both Lambdas are told."""
    key = json.dumps({"current": "k" * 64, "previous": ""})
    arn = boto3.client("secretsmanager").create_secret(Name="key", SecretString=key)["ARN"]
    given = {each.name.upper(): "60" if each.type is int else "x" for each in fields(Settings)}
    tables = {f"{name.upper()}_TABLE": name for name in ("connections", "sessions", "tokens", "operations")}
    return (
        given
        | tables
        | {
            "AWS_REGION": aws.dynamodb.meta.region_name,
            "QUEUE_URL": aws.queue_url,
            "LATER_QUEUE_URL": aws.later_url,
            "ENVELOPE_KEY_ARN": arn,
            "LINKS_KEY_ARN": arn,
            "WEBHOOKS_URL": f"{hooks}/webhooks",
        }
    )


@asynccontextmanager
async def _served(here: TwoEach, told: Sequence[Installed]) -> AsyncIterator[tuple[str, str, str, str]]:
    """The addresses of the doubles, of Telegram, of what takes webhook calls, and of Lex."""

    async def take(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        headers = {key.lower(): value for key, value in request.headers.items()}
        here.calls[name] = call = Call(
            method=request.method,
            query=request.rel_url.raw_query_string,
            headers=headers,
            body=await request.read(),
        )
        answer = await asyncio.to_thread(here.answer, name, call)
        return web.Response(status=answer["statusCode"], text=answer.get("body", ""))

    hook, lex = web.Application(), web.Application()
    hook.router.add_route("*", "/webhooks/{name}", take)
    lex.router.add_post("/bots/{bot}/botAliases/{alias}/botLocales/{locale}/sessions/{id}/text", _as_lex)
    telegram = [each for each in told if each.channel == "telegram"]
    listener = listen(0)
    host, port = listener.getsockname()
    base = f"http://{host}:{port}"
    async with (
        ClientSession() as session,
        serving(hook) as hooks,
        serving(lex) as engine,
        serving(stand_in(telegram, session=session)) as bot_api,
    ):
        runner = web.AppRunner(messengers(mounted(told), session=session, base=base), shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            yield base, bot_api, hooks, engine
        finally:
            await runner.cleanup()


async def _as_lex(request: web.Request) -> web.Response:
    """Which bot was asked, in which language, and what.

    Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html
    """
    asked_of, said = request.match_info, (await request.json())["text"]
    words = f"{asked_of['bot']} in {asked_of['locale']} heard {said}"
    return web.json_response(
        {"messages": [{"content": words, "contentType": "PlainText"}], "sessionState": {}}
    )
