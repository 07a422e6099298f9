"""Networks of internet addresses."""

import pytest

from lambdas.domain.network import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:0DB8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", None),
        ("192.0.2.1:80", None),
        ("somewhere", None),
    ],
)
def test_an_ipv4_address_is_a_network_and_an_ipv6_address_s_first_half_is(
    address: str, network: str | None
) -> None:
    assert network_of(address) == network
