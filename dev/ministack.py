"""Starts MiniStack, the AWS emulator, set up for this machine alone: `python -m dev.ministack --port PORT`.

MiniStack has no settings for what is patched here. Each patch says why; all are for the one version below (a
test holds both).
"""

import argparse
import importlib.metadata
import os
import string
import sys
from collections import defaultdict
from collections.abc import Mapping
from threading import Semaphore
from typing import Any

from dev import cognito, federation

VERSION = "1.5.33"
WORKERS = 4
# No port but ours, no Docker, no file left outside our own folder.
SETTINGS = {
    "BIND_HOST": "127.0.0.1",
    "IOT_MTLS_ENABLED": "0",
    "SFTP_ENABLED": "0",
    "DOCKER_HOST": "unix:///dev/null/no-docker",
    "LAMBDA_EXECUTOR": "local",
    "LOG_LEVEL": "WARNING",
}


def patch() -> None:
    """Change in MiniStack what we need otherwise."""
    from ministack.services import lambda_svc  # noqa: PLC0415 — reads its settings when it is imported
    from ministack.services.cloudformation import provisioners  # noqa: PLC0415 — the same

    # The queue's poller sleeps 50 ms after a wake that found nothing, which every second message of a
    # conversation meets: 65 ms a round trip instead of 15.
    lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS = 0.002  # noqa: SLF001
    # It takes no turn of anybody for a second after a worker has died; AWS goes on with other conversations.
    lambda_svc._ESM_BACKOFF_SECONDS = 0.0  # noqa: SLF001
    # It refuses templates with a route response, although it sends a route's body without being told to.
    provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::RouteResponse"] = {  # noqa: SLF001
        "create": lambda logical_id, _properties, _stack: (logical_id, {}),
        "delete": lambda _physical_id, _properties: None,
    }
    # It makes secrets with punctuation where a template excludes it; Telegram takes no such secret.
    made = provisioners._sm_secret_string  # noqa: SLF001
    provisioners._sm_secret_string = lambda properties: made(without_punctuation(properties))  # noqa: SLF001
    limit_workers(WORKERS)


def limit_workers(most: int) -> None:
    """Let a function have so many workers; who finds none free waits. None of ours invokes itself.

    It starts a process for every invocation that finds none free: a hundred sockets that are cut at once are
    a hundred Pythons on one machine, each too slow for its time limit, killed, and started again.
    """
    from ministack.core import lambda_runtime  # noqa: PLC0415 — reads its settings when it is imported
    from ministack.services import lambda_svc  # noqa: PLC0415 — the same

    acquire, release = lambda_runtime.acquire_worker, lambda_runtime.release_worker
    places: defaultdict[str, Semaphore] = defaultdict(lambda: Semaphore(most))

    def lease(function: str, *given: object, **named: object) -> object:
        places[function].acquire()
        return acquire(function, *given, **named)

    def give_back(worker: Any) -> None:  # noqa: ANN401 — the emulator's own
        release(worker)
        places[worker.func_name].release()

    for module in (lambda_runtime, lambda_svc):
        module.acquire_worker, module.release_worker = lease, give_back


def without_punctuation(secret: Mapping[str, Any]) -> dict[str, Any]:
    """A secret's properties that name each character which they exclude by ``ExcludePunctuation``."""
    generated = dict(secret.get("GenerateSecretString") or {})
    if str(generated.get("ExcludePunctuation")).lower() != "true":
        return dict(secret)
    excluded = generated.get("ExcludeCharacters", "") + string.punctuation
    return {**secret, "GenerateSecretString": {**generated, "ExcludeCharacters": excluded}}


def main() -> int:
    """Run MiniStack until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m dev.ministack", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    options = parser.parse_args()
    found = importlib.metadata.version("ministack")
    if found != VERSION:
        print(f"MiniStack {found} is installed, {VERSION} is needed: make prepare", file=sys.stderr)  # noqa: T201
        return 1
    os.environ.update(SETTINGS, GATEWAY_PORT=str(options.port))  # noqa: TID251 — before MiniStack reads it
    sys.argv = ["ministack"]
    patch()
    cognito.patch(gateway=f"http://{SETTINGS['BIND_HOST']}:{options.port}")
    federation.patch()
    from ministack.app import main as run  # noqa: PLC0415 — reads its settings when it is imported

    run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
