"""The local booking service as a process: it listens, has what mishaps it is told to, and stops."""

import json
import signal
import subprocess
import sys
from typing import Any

import pytest
from urllib3 import PoolManager

from dev.bookings.__main__ import TOKEN
from dev.home import ROOT

COMMAND = [sys.executable, "-m", "dev.bookings"]
ORDER = {"owner": "ann", "city": "London", "check_in": "2026-12-01", "nights": 7, "room": "double"}
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Idempotency-Key": '"' + "0f" * 32 + '"'}


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_books_fails_when_told_to_and_tells_what_is_booked_until_it_is_stopped(told: signal.Signals) -> None:
    with (
        subprocess.Popen(COMMAND, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process,  # noqa: S603 (our own command)
        PoolManager() as http,
    ):
        assert process.stdout
        said, _, url = process.stdout.readline().strip().partition(": ")

        def call(method: str, path: str, body: object = None) -> tuple[int, Any]:
            sent = None if body is None else json.dumps(body)
            answer = http.request(method, url + path, body=sent, headers=HEADERS, retries=False)
            return answer.status, json.loads(answer.data)

        met = call("PUT", "/mishaps", ["no_room"])
        statuses = [call("POST", "/bookings", ORDER)[0] for _ in range(3)]
        unknown = call("PUT", "/mishaps", ["flood"])
        _, booked = call("GET", "/booked")
        nowhere, _ = call("GET", "/rooms")
        process.send_signal(told)
        code = process.wait(timeout=60)

    assert said == "Booking service is listening"
    assert met == (200, ["no_room"])
    assert statuses == [409, 201, 200]
    assert (unknown[0], "'flood' is not a valid Mishap" in unknown[1]["message"]) == (400, True)
    assert [booking["number"] for booking in booked] == ["PB-00000001"]
    assert (nowhere, code) == (404, 0)


def test_a_port_that_is_none_is_told_in_words() -> None:
    done = subprocess.run(  # noqa: S603 (our own command)
        [*COMMAND, "--port", "70000"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 1
    assert "port 70000 cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
