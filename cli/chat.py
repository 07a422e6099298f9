"""`parley chat`: chat in the terminal, over the same wire as the web page."""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import threading
import uuid
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

from cli.conversation import Conversation, Memory
from cli.line import Line
from cli.saying import NotSentError
from cli.state import add_state, site_of
from cli.ticket import INSTALLATION, LOCALE, TicketRefusedError
from cli.words import choices, plain, written

PROMPT = "you> "
# Silence lasts 30 s at most: then the platform says that it cannot answer.
ANSWER_S = 45.0
PIECE = 65536


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("chat", help="chat in the terminal", description=__doc__)
    command.add_argument("--site", metavar="URL", help="where Parley runs (default: the one of this folder)")
    command.add_argument(
        "--installation", metavar="NAME", default=INSTALLATION, help=f"which one (default: {INSTALLATION})"
    )
    command.add_argument("--locale", default=LOCALE, help=f"your language, such as es-ES (default: {LOCALE})")
    command.add_argument("--new", action="store_true", help="begin a new conversation")
    command.add_argument("--json", action="store_true", help="print the frames as they come")
    add_state(command)
    command.set_defaults(run=chat)


def chat(options: argparse.Namespace) -> int:
    """Chat until the input ends."""
    site = (options.site or site_of(options.state)).rstrip("/")
    place = site if options.installation == INSTALLATION else f"{site}/?installation={options.installation}"
    memory = remembered(options.state / "chat.json", site=place, new=options.new)
    screen = Screen(as_json=options.json, prompting=sys.stdin.isatty() and sys.stdout.isatty())
    try:
        asyncio.run(converse(options, site, memory=memory, screen=screen))
    except TicketRefusedError as refusal:
        return complain(f"Parley at {site} refuses: {refusal}")
    except (ClientError, OSError):
        return complain(f"No Parley answers at {site}. Start it with: parley up")
    except TimeoutError:
        return complain(f"No answer within {ANSWER_S:.0f} s.")
    return 0


def complain(message: str) -> int:
    """Say what is wrong; the exit code of a failure."""
    print(plain(message), file=sys.stderr)  # noqa: T201
    return 1


def remembered(file: Path, *, site: str, new: bool) -> Memory:
    """The conversation of the last time with this site, and the keeper of this one."""
    try:
        sites: dict[str, dict[str, Any]] = json.loads(file.read_text())
        known = {} if new else sites.get(site, {})
    except (OSError, ValueError):
        sites, known = {}, {}

    def keep(memory: Memory) -> None:
        entry = {"visitor": memory.visitor, "conversation": memory.conversation, "shown": memory.shown}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps({**sites, site: entry}))

    return Memory(**known, keep=keep)


class Screen:
    """What the person sees; also who waits for a reply."""

    def __init__(self, *, as_json: bool, prompting: bool) -> None:
        self._as_json, self.prompting = as_json, prompting
        self._said: set[str] = set()
        self._replies: dict[str, asyncio.Event] = {}
        self.offered: list[Mapping[str, str]] = []

    def show(self, text: str) -> None:
        """Print above the prompt."""
        before, after = ("\r\033[K", f"\n{PROMPT}") if self.prompting else ("", "\n")
        print(f"{before}{text}", end=after, flush=True)  # noqa: T201

    def frame(self, frame: Mapping[str, Any]) -> None:
        """See ``Listener``."""
        if self._as_json:
            print(json.dumps(frame, ensure_ascii=False), flush=True)  # noqa: T201
        if frame.get("type") == "error":
            self._replied(frame.get("id"))

    def line(self, line: Line) -> None:
        """See ``Listener``."""
        if line.who == "person":
            if line.id not in self._said and not self._as_json:
                self.show(f"you, elsewhere: {plain(line.text)}")
            return
        self.offered = list(choices(line))
        if not self._as_json:
            self.show(written(line))
        self._replied(line.in_reply_to)

    def trouble(self, message: str) -> None:
        """See ``Listener``."""
        if message:
            print(f"\r({plain(message)})", file=sys.stderr, flush=True)  # noqa: T201

    def expect(self) -> str:
        """A new id; what is said with it stands on the screen already."""
        self._said.add(key := str(uuid.uuid4()))
        return key

    async def reply(self, key: str) -> None:
        """Wait for a reply to what was said; raises ``TimeoutError``."""
        async with asyncio.timeout(ANSWER_S):
            await self._replies.setdefault(key, asyncio.Event()).wait()

    def _replied(self, key: object) -> None:
        if isinstance(key, str):
            self._replies.setdefault(key, asyncio.Event()).set()


async def converse(options: argparse.Namespace, site: str, *, memory: Memory, screen: Screen) -> None:
    """Say what is typed and show what comes, until the input ends or the platform refuses."""
    async with ClientSession() as session:
        conversation = Conversation(
            site=site,
            installation=options.installation,
            locale=options.locale,
            session=session,
            listener=screen,
            memory=memory,
        )
        staying = asyncio.create_task(conversation.run())
        talking = asyncio.create_task(talk(conversation, screen))
        try:
            done, _ = await asyncio.wait({staying, talking}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (staying, talking):
                task.cancel()
            await conversation.close()
            if screen.prompting:
                print()  # noqa: T201 — after the last prompt


async def talk(conversation: Conversation, screen: Screen) -> None:
    """Say each line of the input.

    A person types on while the bot thinks; a script gets each answer before its next line is said.
    """
    if screen.prompting:
        screen.show("Type and press Enter; Ctrl-D ends.")
    async for text in typed():
        try:
            key = await say(conversation, text, screen=screen)
        except NotSentError as refusal:
            screen.trouble(str(refusal))
            continue
        if not screen.prompting:
            await screen.reply(key)


async def say(conversation: Conversation, text: str, *, screen: Screen) -> str:
    """Say a line, or pick the choice that its number names."""
    key = screen.expect()
    if text.isdecimal() and 1 <= int(text) <= len(screen.offered):
        choice = screen.offered[int(text) - 1]
        return await conversation.choose(choice["value"], label=choice["label"], key=key)
    return await conversation.say(text, key=key)


async def typed() -> AsyncIterator[str]:
    """The lines of the input; a thread reads them, since not every kind of input can be awaited."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        # Not through `sys.stdin`: its lock, held at the end of the chat, would abort the whole program.
        rest = b""
        with contextlib.suppress(RuntimeError):  # at the end nobody listens any more
            while piece := os.read(sys.stdin.fileno(), PIECE):
                *whole, rest = (rest + piece).split(b"\n")
                for line in whole:
                    loop.call_soon_threadsafe(lines.put_nowait, line.decode(errors="replace"))
            loop.call_soon_threadsafe(lines.put_nowait, rest.decode(errors="replace"))
            loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        if text := line.strip():
            yield text
