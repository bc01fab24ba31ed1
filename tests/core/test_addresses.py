"""Which addresses are public, in whatever way they are written."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clausewatch.core.addresses import Allowed, is_public, meant_by

PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "64:ff9b::101:101"]
NOT_PUBLIC = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.251",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:a00:1::1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
    "localhost",
    "",
    "1.2.3",
    "0x7f.1",
]


COATS = [ipaddress.ip_network(each) for each in ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16")]
"""IPv6 around IPv4."""


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_of_some_network_of_ones_own_is_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_what_python_calls_private_or_special_is_never_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assume(not any(address in coat for coat in COATS))
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    assert not (is_public(str(address)) and (special or address.is_reserved or address.is_unspecified))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_an_ipv6_coat_is_judged_by_itself(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for coat in (
        f"::ffff:{address}",
        f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}",
        f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1",
    ):
        assert is_public(coat) == is_public(str(address))


@given(st.text())
def test_text_that_is_no_address_is_not_public_and_no_error(text: str) -> None:
    assert isinstance(is_public(text), bool)


# --- other ways of writing one ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7F000001", "0177.0.0.1", "017700000001", "127.0.1", "localhost",
     "LOCALHOST.", "api.localhost", "127.0.0.1.", "\uff11\uff12\uff17.0.0.1"],
)  # fmt: skip
def test_every_way_of_writing_this_machine_is_known(host: str) -> None:
    assert meant_by(host) == "127.0.0.1"


@pytest.mark.parametrize(
    "host",
    ["acme.example", "1.2.3.4.5", "256.1", "1.2.3.256", "4294967296", "08.1.1.1", "1..2", "", "10.example", "ab"],
)
def test_a_name_stays_a_name(host: str) -> None:
    assert meant_by(host) is None


@given(st.ip_addresses(v=4), st.integers(1, 4), st.sampled_from(["{}", "{:#x}", "0{:o}"]))
def test_numbers_mean_what_the_systems_own_parser_takes_them_for(
    address: ipaddress.IPv4Address, length: int, form: str
) -> None:
    raw = address.packed
    numbers = (*raw[: length - 1], int.from_bytes(raw[length - 1 :], "big"))
    host = ".".join(form.format(number) for number in numbers)
    assert meant_by(host) == socket.inet_ntoa(socket.inet_aton(host)) == str(address)


@given(st.text())
def test_any_text_may_be_asked(text: str) -> None:
    assert meant_by(text) is None or isinstance(meant_by(text), str)


# --- exceptions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "port", "entry", "kept_out"),
    [
        ("10.0.0.1", 443, "10.0.0.1:443", None),
        ("10.0.0.1", 443, "10.0.0.1:80", "10.0.0.1"),
        ("10.0.0.1", None, "10.0.0.1:80", None),
        ("167772161", 443, "10.0.0.1:443", None),
        ("167772161", 443, "167772161:443", None),
        ("167772161", 443, "10.0.0.2:443", "10.0.0.1"),
        ("localhost", 25, "[::1]:25", None),
        ("localhost", 25, "localhost:25", None),
        ("::1", 25, "[::1]:25", None),
        ("::ffff:10.0.0.1", 25, "[::1]:25", "::ffff:a00:1"),
        ("1.1.1.1", 25, "[::1]:25", None),
        ("intranet.acme", 25, "[::1]:25", None),
    ],
)
def test_what_nothing_permits_is_known_from_the_writing_alone(
    host: str, port: int | None, entry: str, kept_out: str | None
) -> None:
    assert Allowed.of((entry,)).keeps_out(host, port) == kept_out
