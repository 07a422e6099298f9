"""What docs/websocket.md shows a host site is what is taken here."""

import re
from pathlib import Path
from typing import Any

import pytest

from lambdas.domain.account import Secret
from lambdas.identity.tokens import SiteVerifier, Trust
from lambdas.kit.clock import SystemClock
from tests.tokens import Issuer, an_issuer

PAGE = Path(__file__).resolve().parents[3] / "docs" / "websocket.md"


@pytest.fixture
def shown() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return str(code)


def test_the_sample_of_a_host_site_s_server_signs_what_is_believed(shown: str) -> None:
    signer = an_issuer("ES256")
    keys = Issuer(algorithm="ES256", key=signer.key, kid="2026-11").keys
    site: dict[str, Any] = {"PRIVATE_KEY": signer.key}
    exec(shown, site)  # noqa: S102 (our own page)
    trust = Trust(issuer="https://shop.example", algorithm="ES256", keys=keys)
    clock = SystemClock()

    known = SiteVerifier(trust=trust, audience="parley-shop", clock=clock).verify(
        Secret(site["chat_identity"]("customer-7"))
    )

    assert (known.issuer, known.subject) == ("https://shop.example", "customer-7")
    assert 0 < (known.expires - clock.now()).total_seconds() <= 300
