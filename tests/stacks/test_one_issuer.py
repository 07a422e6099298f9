"""A stage all of whose OpenID providers are at one address, as if one line of each were changed."""

from dataclasses import replace

import pytest

from stacks.one_issuer import issued_by
from stacks.read_stage import read_stage
from stacks.stage_file import StageError
from tests.stacks.conftest import ROOT

LOCAL = read_stage(ROOT, "local")


def test_every_openid_provider_is_there_and_the_rest_of_the_stage_as_it_was() -> None:
    stage = issued_by(LOCAL, "http://127.0.0.1:9000")

    assert stage.identity
    assert LOCAL.identity
    example = stage.identity.providers["Example"]
    assert example == replace(LOCAL.identity.providers["Example"], at="http://127.0.0.1:9000")
    assert replace(stage, identity=LOCAL.identity) == LOCAL


def test_a_provider_of_another_type_stays_where_it_is() -> None:
    assert LOCAL.identity
    example = replace(LOCAL.identity.providers["Example"], type="saml")
    stage = replace(LOCAL, identity=replace(LOCAL.identity, providers={"Example": example}))

    assert issued_by(stage, "http://127.0.0.1:9000") == stage


def test_where_nobody_signs_in_there_is_nothing_to_change() -> None:
    stage = replace(LOCAL, identity=None)

    assert issued_by(stage, "http://127.0.0.1:9000") == stage


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(StageError, match=r"^-c issuer=example is no address: write an address as https://"):
        issued_by(LOCAL, "example")
