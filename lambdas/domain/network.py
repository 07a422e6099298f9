"""Which network an internet address belongs to, as one customer of a provider has it."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

SUBNET: Final = 64
"""Bits of an IPv6 address that name a network; whoever has one may take any address of it.

Source: https://www.rfc-editor.org/rfc/rfc6177
"""


def network_of(address: str) -> str | None:
    """An IPv4 address whole, an IPv6 address's /64; None where the text is no address."""
    try:
        read = ip_address(address.strip())
    except ValueError:
        return None
    known = _as_v4(read)
    return (
        str(known) if isinstance(known, IPv4Address) else str(ip_network((int(known), SUBNET), strict=False))
    )


def _as_v4(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """``::ffff:192.0.2.1`` is 192.0.2.1 in another form."""
    return getattr(address, "ipv4_mapped", None) or address
