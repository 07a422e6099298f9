"""Deploying to the emulator, and what is said when it fails."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dev.deploy import DeployFailedError, assembly, deploy, finish, make_bootstrap
from dev.environment import local_environment
from dev.home import ROOT, Home
from dev.listen import free_port
from dev.processes import Servers
from dev.progress import wait_for


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(folder=tmp_path)
    home.logs.mkdir()
    home.temporary.mkdir(parents=True)
    return home


@pytest.fixture
def servers(home: Home) -> Iterator[Servers]:
    servers = Servers(record=home.groups, marker=str(home.folder), logs=home.logs)
    yield servers
    servers.end_all()


@pytest.fixture
def env(home: Home, servers: Servers) -> Mapping[str, str]:
    """The environment of an account on a fresh emulator."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    env = {**local_environment(os.environ, aws_endpoint=endpoint), "TMPDIR": str(home.temporary)}  # noqa: TID251
    command = [sys.executable, "-m", "dev.ministack", "--port", str(port), "--home", str(home.folder)]
    servers.start("ministack", command, env=env, cwd=ROOT)
    wait_for(f"{endpoint}/_ministack/health", servers=servers, within_s=60)
    make_bootstrap(endpoint=endpoint)
    return env


# A queue that is no FIFO queue with the name of one.
BROKEN = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "turns.fifo"}}


def write_app(home: Home, resources: Mapping[str, Any], outputs: Mapping[str, Any]) -> None:
    """An app of one stack, as the CDK would write it."""
    folder = assembly(home)
    folder.mkdir()
    stack = {
        "type": "aws:cloudformation:stack",
        "environment": "aws://000000000000/us-east-1",
        "properties": {"templateFile": "Stack.template.json"},
    }
    (folder / "manifest.json").write_text(json.dumps({"version": "36.0.0", "artifacts": {"Stack": stack}}))
    template = {"Resources": resources, "Outputs": outputs}
    (folder / "Stack.template.json").write_text(json.dumps(template))


def test_the_outputs_of_all_stacks_come_back(home: Home, servers: Servers, env: Mapping[str, str]) -> None:
    write_app(home, {"Queue": {"Type": "AWS::SQS::Queue"}}, {"Address": {"Value": {"Ref": "Queue"}}})

    outputs = deploy(servers=servers, home=home, env=env)

    assert outputs["Address"].startswith("http://")


def test_a_resource_that_cannot_be_made_is_named_with_the_reason(
    home: Home, servers: Servers, env: Mapping[str, str]
) -> None:
    write_app(home, {"Speaker": BROKEN}, {})

    with pytest.raises(DeployFailedError) as failure:
        deploy(servers=servers, home=home, env=env)

    assert "Stack/Speaker" in str(failure.value)
    assert "Can only include alphanumeric characters" in str(failure.value)


def test_a_command_that_fails_is_shown_with_its_last_words(servers: Servers) -> None:
    code = "print('no such stage'); raise SystemExit(2)"
    synth = servers.start("synth", [sys.executable, "-c", code], env={}, cwd=ROOT, lasting=False)

    with pytest.raises(DeployFailedError, match=r"(?s)synth failed \(exit code 2\).*no such stage"):
        finish(synth, servers=servers, within_s=30)


def test_a_command_that_does_not_end_is_given_up(home: Home, servers: Servers) -> None:
    sleep = [sys.executable, "-c", "import time; time.sleep(60)", str(home.folder)]
    synth = servers.start("synth", sleep, env={}, cwd=ROOT, lasting=False)

    with pytest.raises(DeployFailedError, match="synth took more than 0 s"):
        finish(synth, servers=servers, within_s=0.2)
