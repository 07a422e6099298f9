"""What the proxy does to calls: nothing, or as a rule says."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import ClientError

from dev.faults.worker import PROC, NoWorkerError, kill_worker
from tests.integration.faults.running import Proxied, run

CALLER = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=20)"
LONG_S = 3600.5
LINUX = pytest.mark.skipif(not (PROC / "net" / "tcp").exists(), reason="finds callers by /proc/net/tcp")


def test_without_a_rule_everything_is_handed_on_as_it_is() -> None:
    async def call(there: Proxied) -> None:
        headers = {"X-Amz-Target": "AmazonSQS.SendMessage", "X-Forwarded-For": "10.0.0.9"}
        async with there.client.put(f"{there.url}/a%2Fb?c=%20d", data=b"\x00\xff", headers=headers) as answer:
            told = (answer.status, answer.headers["X-Kept"], await answer.json())

        (request,) = there.upstream.requests
        assert told == (201, "yes", {"call": 1})
        assert (request.method, request.raw_path) == ("PUT", "/a%2Fb?c=%20d")
        assert there.upstream.bodies == [b"\x00\xff"]
        assert {name: request.headers[name] for name in headers} == headers
        assert request.host not in there.url
        assert await there.look("log") == []

    run(call)


@pytest.mark.parametrize(
    ("path", "behind"),
    [
        ("/_lex/bots/1", "/engine/bots/1"),
        ("/_dialogflow/v2/projects/p:detectIntent?$alt=json", "/agent/v2/projects/p:detectIntent?$alt=json"),
        ("/_telegram/bot1:a/getMe", "/messenger/bot1:a/getMe"),
        ("/_messengers/slack/api/auth.test", "/messengers/slack/api/auth.test"),
    ],
)
def test_the_engines_and_the_messengers_are_behind_paths_of_their_own(path: str, behind: str) -> None:
    async def call(there: Proxied) -> None:
        await there.call(path)

        assert [request.raw_path for request in there.upstream.requests] == [behind]

    run(call)


@pytest.mark.parametrize(("fault", "carried_out"), [("refuse", 0), ("lose", 1)])
def test_a_call_that_gets_no_answer_is_carried_out_or_not(fault: str, carried_out: int) -> None:
    async def call(there: Proxied) -> None:
        number = await there.rule(fault=fault)

        with pytest.raises(ClientError):
            await there.call()

        assert len(there.upstream.requests) == carried_out
        (deed,) = await there.look("log")
        assert (deed["fault"], deed["rule"], deed["operation"]) == (fault, number, "POST /anything")
        assert await there.call() == carried_out + 1

    run(call)


def test_a_repeated_call_is_carried_out_twice_and_its_first_answer_counts() -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault="repeat")

        assert await there.call(body="same") == 1

        assert there.upstream.bodies == [b'"same"', b'"same"']

    run(call)


def test_a_delayed_call_comes_after_one_that_was_made_later(monkeypatch: pytest.MonkeyPatch) -> None:
    over, sleep = asyncio.Event(), asyncio.sleep

    async def paused(delay_s: float) -> None:
        await (over.wait() if delay_s == LONG_S else sleep(delay_s))

    async def call(there: Proxied) -> None:
        await there.rule(fault="delay", delay_s=LONG_S, contains=["first"])

        first = asyncio.create_task(there.call(body="first"))
        await there.look("log?wait_s=5")
        await there.call(body="second")
        over.set()
        await first

        assert there.upstream.bodies == [b'"second"', b'"first"']

    monkeypatch.setattr("dev.faults.proxy.asyncio.sleep", paused)
    run(call)


def test_a_frozen_call_is_neither_carried_out_nor_answered_as_long_as_its_rule_stands() -> None:
    async def call(there: Proxied) -> None:
        number = await there.rule(fault="freeze")
        frozen = asyncio.create_task(there.call())
        await there.look("log?wait_s=5")
        assert not frozen.done()

        await there.client.delete(f"{there.url}/_faults/rules/{number}")

        with pytest.raises(ClientError):
            await frozen
        assert there.upstream.requests == []

    run(call)


def test_a_rule_meets_as_many_calls_as_it_says_after_those_it_spares() -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault="repeat", contains=["a", "b"], lacks=["c"], skip=1, times=2)

        for body in ("a", "abc", "ab", "ba", "bca", "ab", "ab"):
            await there.call(body=body)

        assert [body.decode().strip('"') for body in there.upstream.bodies] == [
            "a", "abc", "ab", "ba", "ba", "bca", "ab", "ab", "ab"
        ]  # fmt: skip
        assert [rule["met"] for rule in await there.look("rules")] == [2]

    run(call)


def test_chance_falls_the_same_way_for_the_same_seed() -> None:
    async def met(there: Proxied, seed: int) -> list[int]:
        number = await there.rule(fault="repeat", chance=0.5, seed=seed, times=None)
        counts = []
        for _ in range(20):
            before = len(there.upstream.requests)
            await there.call()
            counts.append(len(there.upstream.requests) - before)
        await there.client.delete(f"{there.url}/_faults/rules/{number}")
        return counts

    async def call(there: Proxied) -> None:
        first, again, other = [await met(there, seed) for seed in (7, 7, 8)]

        assert first == again != other
        assert 5 < sum(first) - 20 < 15

    run(call)


def test_what_is_forgotten_happens_no_more() -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault="refuse", times=None)

        await there.client.delete(f"{there.url}/_faults/rules")

        assert await there.call() == 1
        assert await there.look("rules") == []

    run(call)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"fault": "burn"}, "fault must be one of"),
        ({"fault": "kill", "when": "never"}, "when must be"),
        ({"fault": "refuse", "contains": "text"}, "lists of strings"),
        ({"fault": "refuse", "place": "here"}, "there is no 'place'"),
        ({"fault": "refuse", "times": "2"}, "times is a number"),
        ({}, "fault"),
        ([], ""),
    ],
)
def test_what_is_no_rule_is_refused_with_the_reason(asked: object, why: str) -> None:
    async def call(there: Proxied) -> None:
        assert why in await there.refused(asked)

    run(call)


def test_the_calls_with_a_text_can_be_looked_up() -> None:
    async def call(there: Proxied) -> None:
        await there.call("/one", body="secret words")
        await there.call("/two")

        found = await there.look("calls?contains=secret")

        assert found == [{"service": "unsigned", "operation": "POST /one", "about": []}]

    run(call)


@LINUX
@pytest.mark.parametrize(("when", "carried_out"), [("before", 0), ("after", 1)])
def test_the_worker_that_made_a_call_is_killed(tmp_path: Path, when: str, carried_out: int) -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault="kill", when=when)

        worker = await asyncio.to_thread(called, tmp_path / "ministack-lambda-Answer-x1", there.url)

        assert worker == -9
        assert len(there.upstream.requests) == carried_out
        (deed,) = await there.look("log")
        assert deed["told"].startswith("Answer-x1 (process ")

    run(call)


@LINUX
def test_nobody_but_a_worker_is_ever_killed(tmp_path: Path) -> None:
    async def call(there: Proxied) -> None:
        await there.rule(fault="kill")

        caller = await asyncio.to_thread(called, tmp_path / "somebody", there.url)

        assert caller == 1
        (deed,) = await there.look("log")
        assert deed["told"] == "not killed: the caller is no Lambda worker"

    run(call)


@LINUX
def test_a_file_that_is_closed_while_its_process_is_looked_at_hides_nothing() -> None:
    low = os.open(os.devnull, os.O_RDONLY)
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as caller,
    ):
        os.close(low)  # whoever looks opens the folder of our files there, and closes it again

        with pytest.raises(NoWorkerError, match="no Lambda worker"):
            kill_worker(caller.getsockname()[1], ours=server.getsockname()[1])


def called(folder: Path, url: str) -> int:
    """Call from a process that was started from a folder; gives how it ended."""
    folder.mkdir()
    script = folder / "_worker.py"
    script.write_text(CALLER)
    command = [sys.executable, str(script), url]
    return subprocess.run(command, capture_output=True, check=False, timeout=20).returncode  # noqa: S603
