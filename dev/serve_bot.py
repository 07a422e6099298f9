"""Serves one bot alone, as Lex V2 and as Dialogflow ES: `python -m dev.serve_bot FILE`.

Behind the bots of this repository is their own code, what they keep lasts as long as the process; behind any
other bot is none, or the HTTP endpoint of ``--hook``.
"""

import argparse
import errno
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from definition.bot import Bot
from definition.dialogflow.agent import Webhook
from definition.dialogflow.compile import NotForDialogflowError
from definition.dialogflow.names import language
from definition.fault import BadDefinitionError
from definition.lex.compile import locale_id
from definition.read import read_bot
from dev.agreeing import agreeing
from dev.dialogflow import runtime as dialogflow
from dev.dialogflow import serve as dialogflow_serve
from dev.dialogflow.grpc_server import GrpcServer
from dev.dialogflow.rehearsal import RehearsalWebhook
from dev.dialogflow.rest import RestServer
from dev.dialogflow.webhook import HttpWebhook, WebhookCall
from dev.home import ROOT
from dev.lex import runtime as lex
from dev.lex import serve as lex_serve
from dev.lex.hook import Hook
from dev.lex.http_hook import HttpHook
from dev.lex.rehearsal import RehearsalHook
from dev.lex.server import LexServer
from dev.signed_in import RehearsedPeople
from dev.understanding.grammars import UnknownLanguageError
from dev.until_stopped import hear
from lambdas.domain.intent import Intent
from lambdas.domain.signed_in import People
from lambdas.kit.clock import SystemClock

BOT_ID, ALIAS_ID = "BOT0000001", "LOCALALIAS"
BOTS_WITH_CODE = (ROOT / "bots" / "travel", ROOT / "bots" / "concierge")


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    about = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m dev.serve_bot", description=about)
    parser.add_argument("file", type=Path, metavar="FILE", help="the bot's definition")
    parser.add_argument("--hook", type=_url, metavar="URL", help="the bot's code, reached by HTTP")
    parser.add_argument(
        "--signed-in", default="", metavar="NAME", help="who is signed in (default: nobody can)"
    )
    for server in ("lex", "dialogflow", "grpc"):
        parser.add_argument(
            f"--{server}-port", type=int, default=0, help="0, the default, takes any free port"
        )
    return parser.parse_args(arguments)


def main() -> int:
    """Serve until SIGTERM or SIGINT; 1 where the bot cannot be served."""
    given = options()
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")
    stopped = hear()
    try:
        bot = read_bot(given.file)
        with serving(bot, given) as endpoints:
            for line in endpoints:
                _say(line)
            stopped.wait()
    except (BadDefinitionError, UnknownLanguageError, OSError, RuntimeError) as error:
        print(_told(error), file=sys.stderr)  # noqa: T201 (the console is this program's way to speak)
        return 1
    return 0


def _told(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "a port is taken by another program; without the option any free one is used"
    return str(error)


@contextmanager
def serving(bot: Bot, given: argparse.Namespace) -> Iterator[Sequence[str]]:
    """Serve a bot within the block, and give what a person is told of it."""
    instead, people = _instead(bot, given.file), _people(bot, given.signed_in)
    with ExitStack() as open_servers:
        hook = HttpHook(given.hook) if given.hook else _hook(bot, instead, people)
        about = [*_about(bot, given.hook, instead), *_who_is_signed_in(bot, given)]
        lines = [*about, "", *_lex(bot, hook, given.lex_port, open_servers), ""]
        try:
            webhook = _webhook(bot, given.hook, instead, people)
            ports = (given.dialogflow_port, given.grpc_port)
            lines += _dialogflow(bot, webhook, ports, open_servers)
        except NotForDialogflowError as error:
            lines.append(f"Dialogflow cannot have this bot: {error}")
        yield [*lines, "", f"{bot.name} is ready; Ctrl-C ends it."]


def _instead(bot: Bot, file: Path) -> Mapping[str, Intent]:
    return {} if file.resolve().parent in BOTS_WITH_CODE else agreeing(bot)


def _people(bot: Bot, name: str) -> People | None:
    return RehearsedPeople(bot=bot, name=name) if name else None


def _hook(bot: Bot, instead: Mapping[str, Intent], people: People | None) -> Hook:
    return RehearsalHook(bot=bot, clock=SystemClock(), instead=instead, people=people)


def _webhook(bot: Bot, url: str | None, instead: Mapping[str, Intent], people: People | None) -> WebhookCall:
    if url:
        return HttpWebhook(Webhook(url=url, headers={}))
    return RehearsalWebhook(bot=bot, clock=SystemClock(), instead=instead, people=people)


def _about(bot: Bot, url: str | None, instead: Mapping[str, Intent]) -> Iterator[str]:
    yield f"{bot.name}: {len(bot.intents)} intents in {', '.join(bot.locales)}"
    if url:
        yield f"Its code is at {url}."
    elif instead:
        yield "No code is behind it: what only code can do is answered by a note (--hook URL brings code)."
    else:
        yield "Its own code is behind it; what it books is forgotten at the end."


def _who_is_signed_in(bot: Bot, given: argparse.Namespace) -> Iterator[str]:
    requiring = [name for name, intent in bot.intents.items() if intent.account is not None]
    if not requiring or given.hook:
        return
    if given.signed_in:
        yield f"{given.signed_in} is signed in."
    else:
        told = f"{', '.join(requiring)} is for nobody here: signing in needs the platform (make up)"
        yield f"{told}, or --signed-in NAME."


def _lex(bot: Bot, hook: Hook, port: int, open_servers: ExitStack) -> Iterator[str]:
    bots = {(BOT_ID, ALIAS_ID): lex_serve.served(bot, hook=hook)}
    server = open_servers.enter_context(LexServer(lex.Runtime(bots, now=_now), port=port))
    open_servers.enter_context(server.answering())
    locales = [locale_id(name) for name in bot.locales]
    yield f"Lex V2 runtime is listening: {server.url}"
    yield f"  bot {BOT_ID}, alias {ALIAS_ID}, locales {', '.join(locales)}"
    yield (
        f'  lex = boto3.client("lexv2-runtime", endpoint_url="{server.url}", region_name="us-east-1",'
        ' aws_access_key_id="local", aws_secret_access_key="local")'
    )
    yield (
        f'  lex.recognize_text(botId="{BOT_ID}", botAliasId="{ALIAS_ID}", localeId="{locales[0]}",'
        ' sessionId="me", text="hello")'
    )


def _dialogflow(
    bot: Bot, webhook: WebhookCall, ports: tuple[int, int], open_servers: ExitStack
) -> Iterator[str]:
    agents = {bot.name: dialogflow_serve.served(bot, webhook=webhook)}
    runtime = dialogflow.Runtime(agents, now=_now)
    rest = open_servers.enter_context(RestServer(runtime, port=ports[0]))
    grpc = GrpcServer(runtime, port=ports[1])
    open_servers.enter_context(rest.answering())
    grpc.start()
    open_servers.callback(grpc.stop)
    languages = [language(name) for name in bot.locales]
    yield f"Dialogflow ES is listening: {rest.url} and gRPC at {grpc.address}"
    yield f"  project {bot.name}, languages {', '.join(languages)}"
    yield (
        '  sessions = SessionsClient(credentials=AnonymousCredentials(), transport="rest",'
        f' client_options={{"api_endpoint": "{rest.url}"}})'
    )
    yield (
        "  sessions = SessionsClient(transport=SessionsGrpcTransport("
        f'channel=grpc.insecure_channel("{grpc.address}")))'
    )
    yield (
        f'  sessions.detect_intent(session="projects/{bot.name}/agent/sessions/me",'
        f' query_input={{"text": {{"text": "hello", "language_code": "{languages[0]}"}}}})'
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(f"{text} is no address: it begins with http:// or https://")
    return text


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 (the console is this program's way to speak)


if __name__ == "__main__":
    sys.exit(main())
