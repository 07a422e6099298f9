"""Lays the browser packages of vendor.json into web/vendor; run by `make up` and `make test`.

Each tarball comes from the npm registry by `npm pack` and must have the pinned hash. A run that finds
every file as it was laid down needs no network. Standard library only: it runs before anything is installed.
"""  # noqa: INP001 - a script beside the page, no package

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WEB = Path(__file__).resolve().parent
STAMP = "stamp.json"
NPM_TIMEOUT_S = 300


class VendorError(Exception):
    """The packages cannot be laid down; the message says why and what to do, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One pinned package.

    integrity: npm's form, ``sha512-`` and base64.
    files: path in the package → name in ``vendor/<package>/``.
    """

    name: str
    version: str
    integrity: str
    licence: str
    files: Mapping[str, str]


Fetch = Callable[[Package, Path], Path]
"""Downloads a package into a folder and gives the tarball's path."""


def pinned(path: Path) -> tuple[Package, ...]:
    """Give the packages of a vendor.json."""
    entries = json.loads(path.read_text(encoding="utf-8"))["packages"]
    return tuple(Package(**entry) for entry in entries)


def npm_pack(package: Package, into: Path) -> Path:
    """Download a package's tarball and return its path. Raises ``VendorError``."""
    npm = shutil.which("npm")
    if npm is None:
        raise VendorError("npm is missing: install Node 20 or newer, then run this again")
    spec = f"{package.name}@{package.version}"
    command = [npm, "pack", spec, "--pack-destination", str(into), "--ignore-scripts", "--prefer-offline"]
    try:
        subprocess.run(  # noqa: S603 - the names come from our own vendor.json
            [*command, "--loglevel=error"], check=True, capture_output=True, text=True, timeout=NPM_TIMEOUT_S
        )
        return next(into.glob("*.tgz"))
    except subprocess.CalledProcessError as error:
        said = next((line for line in error.stderr.splitlines() if line.strip()), "it said nothing")
        raise VendorError(f"npm could not fetch {spec} (is there a network?): {said}") from error
    except (subprocess.TimeoutExpired, StopIteration) as error:
        raise VendorError(f"npm brought no {spec} within {NPM_TIMEOUT_S} s; run this again") from error


def check_integrity(package: Package, tarball: bytes) -> None:
    """Raise ``VendorError`` unless the tarball is the pinned one."""
    algorithm = package.integrity.partition("-")[0]
    found = f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, tarball).digest()).decode()}"
    if found != package.integrity:
        raise VendorError(
            f"{package.name} {package.version} is not the pinned file: "
            f"expected {package.integrity}, found {found}"
        )


def notice(manifest: Mapping[str, Any]) -> str:
    """Give the licence notice of a package that brings no licence file, from its package.json."""
    author = manifest.get("author", "")
    holder = author.get("name", "") if isinstance(author, dict) else author
    terms = (WEB / "mit.txt").read_text(encoding="utf-8")
    terms = terms.replace("{holder}", holder or "its authors")
    return f"{manifest['name']} {manifest['version']}\n\n{terms}"


def unpack(package: Package, tarball: Path, into: Path) -> None:
    """Lay the listed files of a tarball into a folder, with a licence. Raises ``VendorError``."""
    into.mkdir(parents=True)
    with tarfile.open(tarball) as archive:
        manifest = json.loads(member(archive, "package.json", package))
        if manifest.get("license") != package.licence:
            raise VendorError(f"{package.name} is under {manifest.get('license')}, not {package.licence}")
        for source, name in package.files.items():
            (into / name).write_bytes(member(archive, source, package))
    licence = into / "LICENSE.txt"
    if not licence.exists():
        licence.write_text(notice(manifest), encoding="utf-8")


def member(archive: tarfile.TarFile, path: str, package: Package) -> bytes:
    """Read one file of an npm tarball. Raises ``VendorError`` when it is not there."""
    try:
        file = archive.extractfile(f"package/{path}")
    except KeyError:
        file = None
    if file is None:
        raise VendorError(f"{package.name} {package.version} has no {path}: correct web/vendor.json")
    return file.read()


def listing(folder: Path) -> dict[str, str]:
    """Give path → SHA-256 of every file under a folder but the stamp."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != STAMP)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def stamp(packages: Sequence[Package], folder: Path) -> dict[str, Any]:
    """Describe a folder laid down from these packages; equal stamps mean nothing is left to do."""
    pins = [[package.name, package.version, package.integrity, dict(package.files)] for package in packages]
    return {"pins": pins, "files": listing(folder)}


def is_laid(packages: Sequence[Package], folder: Path) -> bool:
    """Tell whether a folder holds exactly what these packages laid down there before."""
    try:
        return bool(json.loads((folder / STAMP).read_text(encoding="utf-8")) == stamp(packages, folder))
    except (OSError, ValueError):
        return False


def lay(packages: Sequence[Package], folder: Path, *, fetch: Fetch = npm_pack) -> bool:
    """Bring a folder to what the packages say; return whether anything had to be fetched.

    Nothing in the folder is touched before every tarball is there and is the pinned one, and the stamp is
    written last: a run that was cut off is repeated. Raises ``VendorError``.
    """
    if is_laid(packages, folder):
        return False
    with tempfile.TemporaryDirectory(prefix="parley-vendor-") as work:
        tarballs = [fetched(package, Path(work) / package.name, fetch) for package in packages]
        shutil.rmtree(folder, ignore_errors=True)
        for package, tarball in zip(packages, tarballs, strict=True):
            unpack(package, tarball, folder / package.name)
    (folder / STAMP).write_text(json.dumps(stamp(packages, folder), indent=1), encoding="utf-8")
    return True


def fetched(package: Package, into: Path, fetch: Fetch) -> Path:
    """Fetch a package's tarball into a new folder and check it. Raises ``VendorError``."""
    into.mkdir()
    tarball = fetch(package, into)
    check_integrity(package, tarball.read_bytes())
    return tarball


def main() -> int:
    """Lay down what vendor.json pins; say what was done, or in one line what is wrong."""
    try:
        packages = pinned(WEB / "vendor.json")
        fetched = lay(packages, WEB / "vendor")
    except VendorError as error:
        sys.stderr.write(f"web/vendor: {error}\n")
        return 1
    names = ", ".join(f"{package.name} {package.version}" for package in packages)
    sys.stdout.write(f"web/vendor: {names} ({'fetched' if fetched else 'already there'})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
