"""A browser for the tests: found, or installed where that is allowed, and never a reason to fail."""

from pathlib import Path

import pytest

from dev import browser


def a_browser(folder: Path, *, starts: bool) -> str:
    file = folder / "chromium"
    file.write_text(f"#!/bin/sh\nexit {0 if starts else 1}\n")
    file.chmod(0o755)
    return str(file)


@pytest.fixture(autouse=True)
def _bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browser, "NAMES", ("gone", "chromium"))
    monkeypatch.setattr(browser, "LOG", tmp_path / "log")
    monkeypatch.setattr(browser, "ROOT", tmp_path)


def test_the_machine_s_own_browser_is_found(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = a_browser(tmp_path, starts=True)

    assert browser.find() == path
    assert browser.main() == 0
    assert capfd.readouterr().out == ""


def test_a_stand_in_that_does_not_start_is_none(tmp_path: Path) -> None:
    a_browser(tmp_path, starts=False)

    assert browser.find() is None


def test_where_none_may_be_installed_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "may_install", lambda: False)

    assert browser.main() == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert "The browser tests will be skipped: no Chromium found: install one" in line


@pytest.mark.parametrize("installs", [True, False])
def test_an_installation_shows_what_it_does_and_may_fail(
    installs: bool,  # noqa: FBT001 — a parameter
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def install() -> bool:
        a_browser(tmp_path, starts=installs)
        return installs

    monkeypatch.setattr(browser, "may_install", lambda: True)
    monkeypatch.setattr(browser, "install", install)

    assert browser.main() == 0
    first, second = capfd.readouterr().out.splitlines()
    assert first == "Setting up: Chromium for the browser tests (apt-get) …"
    assert second.startswith("  Chromium  " if installs else "Chromium could not be installed (see log)")


def test_debian_s_packages_are_installed_by_apt(tmp_path: Path) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    apt.chmod(0o755)

    assert browser.install()

    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends chromium fonts-noto-core")
