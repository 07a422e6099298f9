"""The provider of accounts on this machine, and its address its address, which no file knows."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dev.home import ROOT
from stacks.local_issuer import issued_at, local_provider
from stacks.read_stage import read_stage
from stacks.signing_in import Identity
from stacks.stage import Stage
from stacks.stage_file import StageError

LOCAL = read_stage(ROOT, "local")
ASKED_ELSEWHERE = "https://login.example.com"


def identity() -> Identity:
    assert LOCAL.identity is not None
    return LOCAL.identity


def test_the_local_stage_has_a_company_on_this_machine() -> None:
    provider = local_provider(LOCAL)

    assert provider is not None
    assert (provider.name, provider.type) == ("Corp", "oidc")


def test_the_address_that_is_given_stands_for_its_own_alone() -> None:
    corp = identity().providers["Corp"]
    partner = replace(corp, name="Partner", at=ASKED_ELSEWHERE)
    both = replace(LOCAL, identity=replace(identity(), providers={"Partner": partner, "Corp": corp}))

    stage = issued_at(both, "http://127.0.0.1:9010")

    assert stage.identity is not None
    assert {name: each.at for name, each in stage.identity.providers.items()} == {
        "Partner": ASKED_ELSEWHERE,
        "Corp": "http://127.0.0.1:9010",
    }


@pytest.mark.parametrize("issuer", ["127.0.0.1:9010", "http://127.0.0.1.example.com", ASKED_ELSEWHERE, ""])
def test_no_other_machine_stands_for_it(issuer: str) -> None:
    with pytest.raises(StageError, match=r"is not on this machine: write it as http://127\.0\.0\.1:8010"):
        issued_at(LOCAL, issuer)


@pytest.mark.parametrize("stage", [replace(LOCAL, identity=None), read_stage(ROOT, "production")])
def test_a_stage_without_such_a_provider_has_no_address_for_it(stage: Stage) -> None:
    with pytest.raises(StageError, match=r"no issuer is at http://127\.0\.0\.1: write one, or no -c issuer="):
        issued_at(stage, "http://127.0.0.1:9010")


def test_no_stage_of_another_machine_has_an_issuer_here(tmp_path: Path) -> None:
    written = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ +dialogflow: .*\n", "", written)
    (tmp_path / "stages").mkdir()
    elsewhere = text.replace("lambdas: host", "lambdas: python3.13 arm64")
    (tmp_path / "stages" / "mine.yaml").write_text(elsewhere, encoding="utf-8")

    with pytest.raises(
        StageError, match=r"providers\.Corp\.issuer is 'http://127\.0\.0\.1:8010': write an address"
    ):
        read_stage(tmp_path, "mine")
