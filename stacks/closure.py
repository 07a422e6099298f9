"""What a module needs: the files of ours it reaches by import, and the foreign packages it names.

Read from the source by its syntax tree, never by running it. Imports inside functions count;
those under ``TYPE_CHECKING`` do not, and ``importlib`` by name is not followed. What lies beside a package's
modules and is no code (a page, a text) goes with them.
"""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BESIDE: Final = frozenset({".css", ".html", ".js", ".json"})
"""What a package may hold besides code."""


class BundleError(Exception):
    """A bundle cannot be built; the message names the module and the file that imports it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Everything one module needs.

    files: ours, relative to the root, in order.
    foreign: modules that are not ours, each with the first file that imports it.
    """

    files: tuple[Path, ...]
    foreign: dict[str, Path]


def closure(root: Path, module: str, *, without: Collection[str] = ()) -> Closure:
    """Follow the imports of a dotted module of ours, through every package it stands in.

    without: packages of ours that are left out, with all that only they need.
    Raises ``BundleError`` where an import of ours leads nowhere.
    """
    ours = module.partition(".")[0]
    files: dict[str, Path] = {}
    foreign: dict[str, Path] = {}
    waiting = [(module, Path("what is deployed"))]
    while waiting:
        name, importer = waiting.pop()
        if any(name == left or name.startswith(f"{left}.") for left in without):
            continue
        if name.partition(".")[0] != ours:
            foreign.setdefault(name, importer)
        elif name not in files:
            files[name] = _file(root, name, importer)
            waiting += [(found, files[name]) for found in _needs(root, name, files[name])]
    beside = {other for file in files.values() if file.name == "__init__.py" for other in _beside(root, file)}
    return Closure(files=tuple(sorted({*files.values(), *beside})), foreign=dict(sorted(foreign.items())))


def _beside(root: Path, package: Path) -> Iterator[Path]:
    folder = (root / package).parent
    yield from (file.relative_to(root) for file in folder.iterdir() if file.suffix in BESIDE)


def _needs(root: Path, module: str, file: Path) -> list[str]:
    """The modules one module needs, its own parent package among them, in no fixed order."""
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    parent = module.rpartition(".")[0]
    needs = [parent] if parent else []
    for node in _imports(ast.parse((root / file).read_bytes(), filename=str(file))):
        if isinstance(node, ast.Import):
            needs += [alias.name for alias in node.names]
        else:
            source = _absolute(node, package)
            needs += [source, *_submodules(root, source, node)]
    return needs


def _imports(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and _is_for_types(child.test):
            for other in child.orelse:
                yield from _imports(ast.Module(body=[other], type_ignores=[]))
        else:
            yield from _imports(child)


def _is_for_types(test: ast.expr) -> bool:
    return ast.unparse(test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """The module a ``from`` names, with its leading dots resolved against the package."""
    if not node.level:
        return node.module or ""
    base = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


def _submodules(root: Path, source: str, node: ast.ImportFrom) -> list[str]:
    """Those names of a ``from`` that are modules of ours; the others stand in the source itself."""
    names = [f"{source}.{alias.name}" for alias in node.names]
    return [name for name in names if _located(root, name) is not None]


def _file(root: Path, module: str, importer: Path) -> Path:
    file = _located(root, module)
    if file is None:
        raise BundleError(f"{importer} names {module}, which does not exist: write it, or mend the import")
    return file


def _located(root: Path, module: str) -> Path | None:
    path = Path(*module.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if (root / file).is_file():
            return file
    return None
