"""Every channel stands wherever docs/add-a-channel.md says, and every file that it names is there."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from stacks.channels import MESSENGERS

ROOT: Final = Path(__file__).resolve().parents[2]
GUIDE: Final = ROOT / "docs" / "add-a-channel.md"
WEB: Final = "web"
TELEGRAM: Final = "telegram"
PACKAGES: Final = sorted(path.parent.name for path in (ROOT / "lambdas/channels").glob("*/__init__.py"))
FILE: Final = re.compile(r"`((?:lambdas|stacks|cli|dev|tests|docs|stages|definition)/[\w./-]+)`")

TABLES: Final = (
    "stacks/channels.py",
    "cli/deliveries/signing.py",
    "dev/messengers/mounted.py",
    "tests/contract/inbound_cases.py",
    "tests/contract/messenger_cases.py",
    "tests/forge/channels.py",
    "tests/gallery/channels.py",
)
OLDER: Final = {("telegram", "dev/messengers/mounted.py")}
"""Telegram's double is older than the others' kit, and has a process of its own."""

CASES: Final = ("lambdas/request/doors.py", "lambdas/response/messengers.py", "cli/channels/known.py")
PLACES: Final = (
    "cli/channels/{}.py",
    "docs/channels/{}.md",
    "lambdas/channels/{}/build.py",
    "lambdas/channels/{}/inbound.py",
    "lambdas/channels/{}/outbound.py",
    "tests/deliveries/{}",
    "tests/gallery/{}",
)

messengers = pytest.mark.parametrize("name", [name for name in PACKAGES if name != WEB])


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_messenger_has_a_package_and_every_package_is_of_one() -> None:
    assert {WEB, *MESSENGERS} == set(PACKAGES)


@messengers
def test_a_messenger_stands_in_every_table(name: str) -> None:
    places = [place for place in TABLES if (name, place) not in OLDER]

    assert [place for place in places if not re.search(rf'^    "{name}": ', text(place), re.MULTILINE)] == []


@messengers
def test_a_messenger_has_a_case_in_each_composition(name: str) -> None:
    assert [place for place in CASES if f'case "{name}":' not in text(place)] == []


@messengers
def test_a_messenger_has_all_that_is_its_own(name: str) -> None:
    assert [place for each in PLACES if not (ROOT / (place := each.format(name))).exists()] == []


@messengers
def test_a_messenger_is_on_the_local_stage_and_held_to_a_conversation_there(name: str) -> None:
    assert f"    channel: {name}\n" in text("stages/local.yaml")
    assert f'channel="{name}"' in text("tests/e2e/test_every_messenger.py")


@messengers
def test_a_messenger_has_a_title_and_a_colour_on_the_page_of_all(name: str) -> None:
    assert f"\n  {name}: " in text("dev/front/messengers/phone.mjs")
    assert f"\n.{name} {{" in text("dev/front/messengers/messengers.css")


@messengers
def test_a_messenger_has_a_name_on_the_pages_to_sign_in(name: str) -> None:
    pages = ("lambdas/link/pages/texts.en.json", "lambdas/link/pages/texts.es.json")

    assert [page for page in pages if name not in json.loads(text(page))["channels"]] == []


@messengers
def test_the_guide_to_channels_leads_to_each(name: str) -> None:
    assert f"]({name}.md)" in text("docs/channels/README.md")


def test_every_file_that_the_guide_names_is_there() -> None:
    named = FILE.findall(GUIDE.read_text(encoding="utf-8"))

    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_place_is_named_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    ours = [place.format("webhook") for place in PLACES]

    assert [place for place in (*TABLES, *CASES, *ours) if place not in guide] == []
