"""Both stages, synthesised once a session: by the real command, with no account, network or Docker."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from os import devnull
from pathlib import Path

import pytest

from tests.stacks.assembly import Assembly

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("local", "production")
# Runs the app; whoever looks up a host or opens a connection there, fails.
OFFLINE = """
import runpy, sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
        raise AssertionError(f"{event} {arguments}")

sys.addaudithook(refuse)
sys.argv = ["app.py", *sys.argv[1:]]
runpy.run_path("app.py", run_name="__main__")
"""


@pytest.fixture(scope="session")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Assembly]:
    return {stage: synthesise(stage, tmp_path_factory.mktemp("cdk")) for stage in STAGES}


@pytest.fixture(params=STAGES)
def assembly(request: pytest.FixtureRequest, assemblies: Mapping[str, Assembly]) -> Assembly:
    return assemblies[request.param]


@pytest.fixture
def local(assemblies: Mapping[str, Assembly]) -> Assembly:
    return assemblies["local"]


@pytest.fixture
def production(assemblies: Mapping[str, Assembly]) -> Assembly:
    return assemblies["production"]


def synthesise(stage: str, home: Path, *context: str) -> Assembly:
    done = run_app("-c", f"stage={stage}", *context, home=home)
    assert done.returncode == 0, done.stderr
    return Assembly(stage=stage, folder=home / "cdk.out")


def run_app(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the app with nothing of this machine but Node and a folder to write in."""
    tools = home / "bin"
    tools.mkdir()
    node = shutil.which("node")
    assert node, "node is not installed"
    (tools / "node").symlink_to(node)
    environment = {
        "PATH": str(tools),
        # For the cache of the CDK's own packages; no account is looked for there.
        "HOME": str(Path.home()),
        "AWS_CONFIG_FILE": devnull,
        "AWS_SHARED_CREDENTIALS_FILE": devnull,
        "CDK_OUTDIR": str(home / "cdk.out"),
        # The CDK's own check of the templates takes four times the rest; `cdk synth` runs it.
        "CDK_VALIDATION": "false",
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
    }
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", OFFLINE, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
