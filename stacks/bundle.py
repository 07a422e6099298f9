"""A Lambda's folder: its handler's import closure, locked wheels and compiled files, without Docker.

The same inputs give the same bytes, so an unchanged Lambda is not deployed again.
"""

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from stacks.closure import closure
from stacks.stage import Machine
from stacks.wheels import install_wheels

READABLE = 0o644


def bundle(
    module: str,
    into: Path,
    *,
    root: Path,
    machine: Machine,
    files: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> Path:
    """Build the folder of one handler and return it; an older one in its place is replaced.

    module: the handler's dotted name under the root, such as ``lambdas.request.handler``.
    files: compiled texts to lay beside the code, by name.
    without: packages of ours that this stage has no use for; what imports them does so inside a function.
    Raises ``BundleError`` naming the import that cannot be met.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    needed = closure(root, module, without=without)
    for file in needed.files:
        _lay(into / file, (root / file).read_bytes())
    for name, text in (files or {}).items():
        _lay(into / name, text.encode())
    install_wheels(needed.foreign, into, lock_file=root / "uv.lock", machine=machine)
    # Lambda runs as somebody else, whatever the umask here.
    for file in into.rglob("*"):
        if file.is_file():
            file.chmod(READABLE)
    return into


def _lay(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
