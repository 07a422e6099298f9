"""The wheels that foreign imports need, as uv.lock has them; from the cache of uv, where they are.

Source: https://peps.python.org/pep-0751/ (pylock.toml, the file handed to uv).
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from importlib import metadata
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from packaging.utils import canonicalize_name

from stacks.closure import BundleError
from stacks.lock import Distribution, Lock, read_lock, standing_under
from stacks.stage import Machine

# What Lambda's Python runtimes bring: boto3 and what it stands on, by import name.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/python-package.html
RUNTIME = frozenset({"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3"})
BROUGHT = RUNTIME | sys.stdlib_module_names
# What locked distributions stand on and no Lambda reaches: gRPC is for Google's clients, and of the package
# that has them we use the types (lambdas/engines/dialogflow/light.py). What imports it itself gets it.
UNREACHED = frozenset({"grpcio", "grpcio-status"})
# Amazon Linux 2023, under Lambda's runtimes from Python 3.12 on, has glibc 2.34.
PLATFORMS = {"arm64": "aarch64-manylinux_2_34", "x86_64": "x86_64-manylinux_2_34"}
PROCESSORS = {"arm64": "aarch64", "x86_64": "x86_64"}
QUIETLY = ("--no-config", "--preview-features", "pylock", "--no-deps", "--link-mode", "copy")
# What an installer notes about itself and its machine: the only bytes that could differ between two runs.
NOTES = (".lock", "bin", "*.dist-info/INSTALLER", "*.dist-info/RECORD", "*.dist-info/REQUESTED")


def install_wheels(foreign: Mapping[str, Path], into: Path, *, lock_file: Path, machine: Machine) -> None:
    """Lay the distributions that provide these imports into a folder, with all they stand on.

    foreign: imported modules, each with the file that imports it; what Python and Lambda's runtime bring
        is left out.
    Raises ``BundleError`` for a name that nobody provides, and where uv cannot install.
    """
    unmet = {name: file for name, file in foreign.items() if _top(name) not in BROUGHT}
    if not unmet:
        return
    lock = read_lock(lock_file)
    providers = packages_distributions()
    named = {_provider(name, file, providers, lock) for name, file in unmet.items()}
    needed = standing_under(lock, sorted(named), markers(machine), without=UNREACHED)
    _install(needed, into, machine)


def _top(module: str) -> str:
    return module.partition(".")[0]


def _provider(module: str, file: Path, providers: Mapping[str, list[str]], lock: Lock) -> str:
    """The locked distribution that provides an import.

    Several may share a namespace, as Google's do: then it is the one that has the module.
    """
    sharing = sorted(set(providers.get(_top(module), [])))
    for provider in sharing if len(sharing) == 1 else filter(partial(_has, module), sharing):
        normalised = canonicalize_name(provider)
        if normalised in lock:
            return normalised
    raise BundleError(
        f"{file} imports {_top(module)}, which is neither ours, nor Python's, nor the Lambda runtime's, "
        f"nor in uv.lock: add it with `uv add {_top(module)}`, or mend the import"
    )


def _has(module: str, provider: str) -> bool:
    """Whether a distribution has a module, or modules below it."""
    place = PurePosixPath(*module.split("."))
    files = metadata.files(provider) or ()
    return any(place in file.parents or file == place.with_suffix(".py") for file in files)


def markers(machine: Machine) -> Mapping[str, str]:
    """What the markers of dependencies are judged by, where that is not the machine that runs this."""
    if machine.host:
        return {}
    version = machine.runtime.removeprefix("python")
    return {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": PROCESSORS[machine.architecture],
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{version}.0",
        "python_version": version,
        "sys_platform": "linux",
    }


def _install(distributions: Iterable[Distribution], into: Path, machine: Machine) -> None:
    with TemporaryDirectory() as folder:
        pylock = Path(folder, "pylock.toml")
        pylock.write_text(_pylock(distributions), encoding="utf-8")
        aim = [*_aim(machine), "--target", str(into), "--requirements", str(pylock)]
        # What is in uv's cache needs no network; hashes are checked either way.
        if (done := _uv(aim)).returncode:
            raise BundleError(f"uv could not install the wheels of uv.lock: {done.stderr.strip()}")
    for pattern in NOTES:
        for note in into.glob(pattern):
            shutil.rmtree(note) if note.is_dir() else note.unlink()


def _aim(machine: Machine) -> list[str]:
    """The machine in uv's words."""
    if machine.host:
        return ["--python", sys.executable]
    version = machine.runtime.removeprefix("python")
    aim = ["--python-version", version, "--python-platform", PLATFORMS[machine.architecture]]
    return ["--python", sys.executable, *aim]


def _uv(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Install with the uv beside the running interpreter, or else the one on the path."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise BundleError("uv is not installed: run `make setup`, or see https://docs.astral.sh/uv/")
    command = [uv, "pip", "install", *QUIETLY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words


def _pylock(distributions: Iterable[Distribution]) -> str:
    """The distributions as a pylock.toml; a JSON string is a TOML string."""
    lines = ['lock-version = "1.0"', 'created-by = "parley"']
    for each in distributions:
        lines += ["[[packages]]", f"name = {json.dumps(each.name)}", f"version = {json.dumps(each.version)}"]
        lines += [f"index = {json.dumps(each.index)}"]
        for wheel in each.wheels:
            lines += ["[[packages.wheels]]", f"url = {json.dumps(wheel.url)}", f"size = {wheel.size}"]
            lines += [f'hashes = {{ sha256 = "{wheel.sha256}" }}']
    return "\n".join(lines) + "\n"
