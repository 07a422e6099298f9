"""What the page runs and is not ours is the pinned file, or nothing is laid down."""

import base64
import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from web.fetch_vendor import Package, VendorError, lay, npm_pack, pinned

MANIFEST = {"name": "chatter", "version": "1.2.3", "license": "MIT", "author": "Ada Example"}


def a_tarball(files: Mapping[str, str], manifest: Mapping[str, object] = MANIFEST) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, text in {"package.json": json.dumps(manifest), **files}.items():
            entry = tarfile.TarInfo(f"package/{path}")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return buffer.getvalue()


TARBALL = a_tarball({"dist/chatter.js": "talk()", "dist/huge.json": "{}"})


def a_package(tarball: bytes = TARBALL, files: Mapping[str, str] | None = None) -> Package:
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    return Package(
        name="chatter",
        version="1.2.3",
        integrity=f"sha512-{digest}",
        licence="MIT",
        files=files or {"dist/chatter.js": "chatter.js"},
    )


def bringing(tarball: bytes) -> Callable[[Package, Path], Path]:
    def fetch(package: Package, into: Path) -> Path:
        path = into / f"{package.name}.tgz"
        path.write_bytes(tarball)
        return path

    return fetch


def no_network(package: Package, _into: Path) -> Path:
    raise VendorError(f"no network for {package.name}")


def test_the_listed_files_are_laid_down_with_a_licence_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "vendor"

    fetched = lay([a_package()], folder, fetch=bringing(TARBALL))

    laid = sorted(path.name for path in (folder / "chatter").iterdir())
    notice = (folder / "chatter" / "LICENSE.txt").read_text()
    assert fetched
    assert laid == ["LICENSE.txt", "chatter.js"]
    assert "chatter 1.2.3" in notice
    assert "Copyright (c) Ada Example" in notice


def test_a_licence_the_package_brings_is_kept(tmp_path: Path) -> None:
    tarball = a_tarball({"a.js": "", "LICENSE": "their own words"})
    package = a_package(tarball, files={"a.js": "a.js", "LICENSE": "LICENSE.txt"})

    lay([package], tmp_path / "vendor", fetch=bringing(tarball))

    assert (tmp_path / "vendor" / "chatter" / "LICENSE.txt").read_text() == "their own words"


def test_a_second_start_needs_no_network(tmp_path: Path) -> None:
    folder = tmp_path / "vendor"
    lay([a_package()], folder, fetch=bringing(TARBALL))

    assert lay([a_package()], folder, fetch=no_network) is False


def test_a_file_that_is_not_the_pinned_one_is_named_with_both_hashes(tmp_path: Path) -> None:
    folder = tmp_path / "vendor"
    package, other = a_package(), a_tarball({"dist/chatter.js": "steal()"})

    with pytest.raises(VendorError) as refusal:
        lay([package], folder, fetch=bringing(other))

    found = a_package(other).integrity
    assert str(refusal.value).splitlines() == [
        f"chatter 1.2.3 is not the pinned file: expected {package.integrity}, found {found}"
    ]
    assert not folder.exists()


def test_a_failed_fetch_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "vendor"
    lay([a_package()], folder, fetch=bringing(TARBALL))
    newer = a_package(a_tarball({"dist/chatter.js": "newer()"}))

    with pytest.raises(VendorError, match="no network"):
        lay([newer], folder, fetch=no_network)

    assert (folder / "chatter" / "chatter.js").read_text() == "talk()"


@pytest.mark.parametrize("name", ["chatter/chatter.js", "stamp.json"])
def test_a_damaged_folder_is_laid_down_again(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "vendor"
    lay([a_package()], folder, fetch=bringing(TARBALL))
    (folder / name).write_text("damaged")

    assert lay([a_package()], folder, fetch=bringing(TARBALL))
    assert (folder / "chatter" / "chatter.js").read_text() == "talk()"


def test_a_new_pin_is_fetched(tmp_path: Path) -> None:
    folder, newer = tmp_path / "vendor", a_tarball({"dist/chatter.js": "newer()"})
    lay([a_package()], folder, fetch=bringing(TARBALL))

    assert lay([a_package(newer)], folder, fetch=bringing(newer))
    assert (folder / "chatter" / "chatter.js").read_text() == "newer()"


def test_a_listed_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    package = a_package(files={"dist/gone.js": "gone.js"})

    with pytest.raises(VendorError, match=r"chatter 1\.2\.3 has no dist/gone\.js"):
        lay([package], tmp_path / "vendor", fetch=bringing(TARBALL))


def test_another_licence_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    tarball = a_tarball({"dist/chatter.js": ""}, manifest={**MANIFEST, "license": "SSPL-1.0"})

    with pytest.raises(VendorError, match="SSPL"):
        lay([a_package(tarball)], tmp_path / "vendor", fetch=bringing(tarball))


def test_a_machine_without_npm_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    with pytest.raises(VendorError, match="npm is missing: install Node 20"):
        npm_pack(a_package(), tmp_path)


def test_every_pinned_package_has_a_full_hash_and_is_ours_to_serve() -> None:
    packages = pinned(Path(__file__).parents[2] / "web" / "vendor.json")

    assert [package.name for package in packages] == ["botframework-webchat", "partysocket"]
    assert {len(package.integrity) for package in packages} == {len("sha512-") + 88}
    assert {package.licence for package in packages} == {"MIT"}
