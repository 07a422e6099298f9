"""Bundles: a handler's own files, the wheels it needs, and nothing else."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from sysconfig import get_path

import pytest

from stacks.bundle import bundle
from stacks.closure import BundleError, closure
from stacks.lock import read_lock, standing_under
from stacks.stage import Machine
from stacks.wheels import UNREACHED, markers
from tests.stacks.assembly import FUNCTIONS, Assembly
from tests.stacks.conftest import ROOT

FOR_MESSENGERS = ("lambdas/channels/", "lambdas/domain/", "lambdas/kit/")
HOST = Machine(runtime=f"python3.{sys.version_info.minor}", architecture="x86_64", host=True)
ELSEWHERE = Machine(runtime="python3.13", architecture="arm64", host=False)
RUNTIME = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")
IMPORTS_ALONE = """
import importlib, sys
folder, runtime, module = sys.argv[1:]
sys.path[:0] = [folder, runtime]
handler = importlib.import_module(module)
assert handler.__file__.startswith(folder), handler.__file__
assert callable(handler.handle)
print("imported")
"""


@pytest.fixture(autouse=True)
def _without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is locked stands in uv's cache since the set-up; nothing else may be looked for."""
    monkeypatch.setenv("UV_OFFLINE", "1")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the real lock and one handler that needs nothing."""
    root = tmp_path / "project"
    _write(root, "ours/__init__.py", "")
    _write(root, "ours/probe/__init__.py", "")
    _write(root, "ours/probe/handler.py", "")
    shutil.copy(ROOT / "uv.lock", root)
    return root


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages that Lambda's Python runtime brings, and no other."""
    folder = tmp_path_factory.mktemp("runtime")
    for package in RUNTIME:
        (folder / package).symlink_to(Path(get_path("purelib"), package))
    return folder


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_compiled_is_compiled_for_the_machine_of_the_stage(assembly: Assembly, function: str) -> None:
    (architecture,) = assembly.properties(f"{function}Function")["Architectures"]

    machines = {_made_for(file) for file in _compiled(assembly.bundle(function))}

    assert machines <= {architecture}
    assert machines or function != "Link"


def _this_machine() -> str:
    return "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"


def _compiled(folder: Path) -> list[Path]:
    return list(folder.rglob("*.so"))


def _made_for(library: Path) -> str:
    """The machine of a shared library, in Lambda's words.

    Source: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html (e_machine)
    """
    header = library.read_bytes()[:20]
    return {0xB7: "arm64", 0x3E: "x86_64"}[int.from_bytes(header[18:20], "little")]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_handler_imports_with_nothing_but_its_bundle_and_the_runtime(
    assembly: Assembly, runtime: Path, function: str
) -> None:
    module = f"lambdas.{function.lower()}.handler"
    (architecture,) = assembly.properties(f"{function}Function")["Architectures"]
    if _compiled(assembly.bundle(function)) and architecture != _this_machine():
        pytest.skip("it is compiled for another machine")
    environment = {
        **assembly.environment(function),
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }

    done = _run_alone(str(assembly.bundle(function)), str(runtime), module, environment=environment)

    assert done.stdout == "imported\n", done.stderr


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_bundle_holds_no_handler_but_its_own_and_nothing_compiled(
    assembly: Assembly, function: str
) -> None:
    folder = assembly.bundle(function)

    handlers = {file.relative_to(folder).as_posix() for file in folder.rglob("handler.py")}

    assert handlers == {f"lambdas/{function.lower()}/handler.py"}
    assert not list(folder.rglob("__pycache__"))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_lambda_runs_the_handler_of_its_bundle(assembly: Assembly, function: str) -> None:
    assert (
        assembly.properties(f"{function}Function")["Handler"] == f"lambdas.{function.lower()}.handler.handle"
    )


def test_the_same_code_is_the_same_asset_on_every_stage(local: Assembly, production: Assembly) -> None:
    assert local.bundle("Connection").name == production.bundle("Connection").name


@pytest.mark.parametrize("function", ["Request", "Response", "Fulfilment"])
def test_what_bots_say_and_which_messengers_there_are_is_all_that_differs_between_stages(
    local: Assembly, production: Assembly, function: str
) -> None:
    here, there = _ours(local.bundle(function)), _ours(production.bundle(function))

    differing = {name for name in here.keys() & there.keys() if here[name] != there[name]}
    for_messengers = sorted(here.keys() - there.keys())

    assert differing <= {"bots.json", "dialogs.json", "installations.json"}
    assert there.keys() <= here.keys()
    assert all(name.startswith(FOR_MESSENGERS) for name in for_messengers)


def _ours(folder: Path) -> dict[str, bytes]:
    """What is ours below a folder, by its path; a wheel is one for the stage's own machine."""
    return {
        name: content
        for name, content in _content(folder).items()
        if name.startswith("lambdas/") or ("/" not in name and name.endswith(".json"))
    }


def _content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_the_closure_follows_every_way_to_import_ours(project: Path) -> None:
    _write(
        project,
        "ours/probe/handler.py",
        "import ours.plain\nfrom . import near\nfrom .. import above\nfrom ours.deep.er import thing\n"
        "def late():\n    from ours import lazy\n",
    )
    for name in ("plain", "probe/near", "above", "deep/__init__", "deep/er", "lazy", "unused"):
        _write(project, f"ours/{name}.py", "thing = 1\n")

    files = {file.as_posix() for file in closure(project, "ours.probe.handler").files}

    assert files == {
        "ours/__init__.py",
        "ours/above.py",
        "ours/deep/__init__.py",
        "ours/deep/er.py",
        "ours/lazy.py",
        "ours/plain.py",
        "ours/probe/__init__.py",
        "ours/probe/handler.py",
        "ours/probe/near.py",
    }


def test_what_lies_beside_a_package_that_is_needed_goes_with_it(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "from ours.pages import show\n")
    for name in (
        "pages/__init__.py",
        "pages/page.html",
        "pages/texts.json",
        "pages/notes.md",
        "other/page.html",
    ):
        _write(project, f"ours/{name}", "")

    files = {file.as_posix() for file in closure(project, "ours.probe.handler").files}

    assert {"ours/pages/page.html", "ours/pages/texts.json"} <= files
    assert not [name for name in files if name.endswith(".md") or name.startswith("ours/other")]


def test_the_closure_leaves_out_what_only_types_need(project: Path) -> None:
    _write(
        project,
        "ours/probe/handler.py",
        "import typing\nfrom typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import types_boto3\n    from ours import types_only\n"
        "if typing.TYPE_CHECKING:\n    import mypy\nelse:\n    import json\n",
    )

    found = closure(project, "ours.probe.handler")

    assert set(found.foreign) == {"json", "typing"}


def test_the_closure_leaves_out_packages_that_a_stage_has_no_use_for(project: Path) -> None:
    _write(
        project,
        "ours/probe/handler.py",
        "def late():\n    from ours.engine.build import engine\n    import ours.engines_list\n",
    )
    for name in ("engine/__init__", "engines_list"):
        _write(project, f"ours/{name}.py", "")
    _write(project, "ours/engine/build.py", "import hypothesis\nengine = 1\n")

    whole = closure(project, "ours.probe.handler")
    found = closure(project, "ours.probe.handler", without=["ours.engine"])

    assert Path("ours/engine/build.py") in whole.files
    assert not [file for file in found.files if "engine" in file.parts]
    assert Path("ours/engines_list.py") in found.files
    assert not found.foreign


def test_of_those_that_share_a_namespace_only_the_one_that_has_the_module_is_brought(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "import google.protobuf.json_format\n")

    folder = bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)

    assert (folder / "google" / "protobuf").is_dir()
    assert not (folder / "google" / "auth").exists()


def test_a_module_that_nobody_has_in_a_namespace_of_several_is_named(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "import google.nowhere\n")

    with pytest.raises(BundleError, match=r"ours/probe/handler\.py imports google"):
        bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)


def test_a_handler_that_needs_a_locked_package_brings_its_wheels_and_theirs_from_the_cache(
    project: Path,
) -> None:
    _write(project, "ours/probe/handler.py", "import xmltodict, hypothesis\nhandle = xmltodict.parse\n")

    folder = bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)

    assert _names(folder) >= {"ours", "xmltodict.py", "hypothesis", "sortedcontainers"}
    done = _run_alone(str(folder), str(folder), "ours.probe.handler", environment={})
    assert done.stdout == "imported\n", done.stderr


def test_wheels_come_without_what_an_installer_notes_of_itself_and_its_machine(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "import hypothesis\n")

    folder = bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)

    names = {file.name for file in folder.rglob("*")}
    assert names & {".lock", "bin", "INSTALLER", "RECORD", "REQUESTED", "METADATA"} == {"METADATA"}


def test_what_the_runtime_brings_stays_out(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "import boto3, botocore.config, urllib3, json\n")

    folder = bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)

    assert _names(folder) == {"ours"}


def test_what_a_wheel_stands_on_depends_on_the_machine(project: Path) -> None:
    older = replace(ELSEWHERE, runtime="python3.11")

    needed = [_needed(project, "aiosignal", machine) for machine in (older, ELSEWHERE)]

    assert needed[0] - needed[1] == {"typing-extensions"}


def test_an_extra_brings_what_it_stands_on(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "uv.lock",
        """
        [[package]]
        name = "top"
        version = "1"
        source = { registry = "https://index.example" }
        dependencies = [{ name = "jwt", extra = ["crypto"] }]

        [[package]]
        name = "jwt"
        version = "1"
        source = { registry = "https://index.example" }
        [package.optional-dependencies]
        crypto = [{ name = "cryptography" }]
        unused = [{ name = "nobody" }]

        [[package]]
        name = "cryptography"
        version = "1"
        source = { registry = "https://index.example" }
        """,
    )

    assert _needed(tmp_path, "top", HOST) == {"top", "jwt", "cryptography"}


@pytest.mark.parametrize("machine", [HOST, ELSEWHERE], ids=["host", "elsewhere"])
def test_the_same_inputs_give_the_same_bytes(project: Path, machine: Machine) -> None:
    _write(project, "ours/probe/handler.py", "import xmltodict\n")
    texts = {"bots.json": '{"travel":{}}'}

    folders = [
        bundle("ours.probe.handler", project.parent / name, root=project, machine=machine, files=texts)
        for name in ("one", "two")
    ]

    assert _bytes(folders[0]) == _bytes(folders[1])
    assert _bytes(folders[0])["bots.json"] == b'{"travel":{}}'


def test_lambda_can_read_a_bundle_that_was_built_under_a_strict_umask(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "import xmltodict\n")
    before = os.umask(0o077)

    try:
        folder = bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)
    finally:
        os.umask(before)

    assert {file.stat().st_mode & 0o777 for file in folder.rglob("*.py")} == {0o644}


def test_an_older_bundle_in_the_same_place_leaves_nothing_behind(project: Path) -> None:
    folder = project.parent / "out"
    _write(folder, "ours/gone.py", "")

    bundle("ours.probe.handler", folder, root=project, machine=HOST)

    assert not (folder / "ours/gone.py").exists()


def test_an_import_that_nobody_provides_is_named_with_its_file(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "from ours.probe import odd\n")
    _write(project, "ours/probe/odd.py", "import nosuchpackage\n")

    with pytest.raises(
        BundleError, match=r"^ours/probe/odd\.py imports nosuchpackage, .* `uv add nosuchpackage`"
    ):
        bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)


def test_an_import_of_ours_that_leads_nowhere_is_named_with_its_file(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "import ours.gone\n")

    with pytest.raises(BundleError, match=r"^ours/probe/handler\.py names ours\.gone, which does not exist"):
        bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)


def test_a_wheel_that_is_not_what_was_locked_is_refused(project: Path) -> None:
    _write(project, "ours/probe/handler.py", "import xmltodict\n")
    lock = project / "uv.lock"
    sound = re.compile(r'(xmltodict-[^"]+\.whl", hash = "sha256:)[0-9a-f]{64}')
    changed, count = sound.subn(rf"\g<1>{'0' * 64}", lock.read_text(encoding="utf-8"))
    lock.write_text(changed, encoding="utf-8")

    with pytest.raises(BundleError, match="Hash mismatch for `xmltodict"):
        bundle("ours.probe.handler", project.parent / "out", root=project, machine=HOST)
    assert count == 1


def _write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _run_alone(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Import a handler in a Python that knows its standard library and the given folders only."""
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-B", "-I", "-S", "-W", "error", "-c", IMPORTS_ALONE, *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )


def _names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def _bytes(folder: Path) -> Mapping[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize(("named", "carried"), [([], False), (["grpcio"], True)])
def test_what_nothing_reaches_is_carried_only_where_it_is_imported_itself(
    named: list[str], *, carried: bool
) -> None:
    lock = read_lock(ROOT / "uv.lock")

    needed = standing_under(lock, ["google-cloud-dialogflow", *named], {}, without=UNREACHED)

    names = {each.name for each in needed}
    assert (lock.keys() >= UNREACHED, "grpcio" in names, "protobuf" in names) == (True, carried, True)


def _needed(root: Path, name: str, machine: Machine) -> set[str]:
    return {each.name for each in standing_under(read_lock(root / "uv.lock"), [name], markers(machine))}
