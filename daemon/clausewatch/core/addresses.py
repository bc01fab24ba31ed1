"""Which addresses belong to the public internet, and which others the operator allowed: what can be told from the
writing alone, before any name is resolved."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA special-purpose registries. Written out, because ``ipaddress.is_global`` differs between Python releases.
_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; one cloud serves its metadata here
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's host agent, public by number only
        "169.254.0.0/16",  # link-local, metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_V6: Final = ipaddress.IPv6Network("2000::/3")
"""All that IANA has given out as global unicast; everything else is refused."""
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "3fff::/20")  # Teredo and other protocols, documentation twice
)
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether a literal address belongs to the public internet; text that is no address does not.

    An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4) is judged by that one.
    """
    parsed = address_of(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = _carried(parsed)
        if inner is None:
            return parsed in _GLOBAL_V6 and not any(parsed in block for block in _NOT_PUBLIC_V6)
        parsed = inner
    return parsed is not None and not any(parsed in block for block in _NOT_PUBLIC_V4)


def address_of(text: str) -> Address | None:
    """The literal address that a text is, in the form that the standards have for it."""
    try:
        return ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return None


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


# --- what else is an address --------------------------------------------------------------------------------------

_NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+")


def meant_by(host: str) -> str | None:
    """The address that a host is at wherever it is resolved; ``None`` for a name that only a name server knows.

    Resolvers take ``2130706433``, ``0x7f.1`` and ``127.1`` for ``127.0.0.1``, and ``localhost`` is this machine.
    """
    name = canonical_host(unicodedata.normalize("NFKC", host))
    if address_of(name) is not None:
        return name
    if name == "localhost" or name.endswith(".localhost"):
        return "127.0.0.1"
    return _of_numbers(name.split("."))


def _of_numbers(parts: list[str]) -> str | None:
    """Of one to four numbers, each decimal, octal or hexadecimal; the last one fills the bytes that are left."""
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    try:
        *first, last = (_number(part) for part in parts)
    except ValueError:
        return None
    if any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        return None
    return str(ipaddress.IPv4Address(bytes(first) + last.to_bytes(4 - len(first), "big")))


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8 if text.startswith("0") else 10)


# --- exceptions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be reached beside the public internet: hosts, literal addresses or names, each at one port."""

    places: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Allowed:
        """Raises ``ValueError`` for an entry that is not ``host:port``."""
        return cls(frozenset(_entry(text) for text in entries))

    def names(self, host: str, port: int) -> bool:
        """Whether exactly this host and port are among them."""
        return (canonical_host(host), port) in self.places

    def permits(self, host: str, port: int, address: str) -> bool:
        """Whether a connection for ``host`` may go to this literal address."""
        return is_public(address) or self.names(host, port) or self.names(address, port)

    def keeps_out(self, host: str, port: int | None) -> str | None:
        """The address of a host that nothing permits, if its writing tells so much. Without a port, any will do."""
        address = meant_by(host)
        if address is None or is_public(address):
            return None
        ports = {each for _, each in self.places} if port is None else {port}
        own = (address, "::1") if canonical_host(host).endswith("localhost") else (address,)
        return None if any(self.permits(host, each, at) for each in ports for at in own) else address


def _entry(text: str) -> tuple[str, int]:
    host, colon, port = text.strip().rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"{text!r} is not of the form host:port")
    return canonical_host(host), int(port)


def place(address: str, port: int) -> str:
    """As an entry is written: ``[::1]:80``."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def canonical_host(host: str) -> str:
    name = host.strip().strip("[]").rstrip(".").lower()
    literal = address_of(name)
    return name if literal is None else str(literal)
