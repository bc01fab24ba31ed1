"""Bytes become the characters that a browser would show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.encoding import decode
from core.pages import capture

CHINESE = "我们将收集您的个人信息，包括您的姓名、电子邮件地址以及设备标识符，并按照本协议使用。"
TRADITIONAL = "我們將收集您的個人資料，包括您的姓名、電子郵件地址，並依照本協議使用。"
JAPANESE = "当社は、お客様の個人情報を適切に管理し、利用規約に従って使用します。"
KOREAN = "당사는 귀하의 개인정보를 본 약관에 따라 수집하고 이용합니다."


def test_the_header_outranks_what_the_page_says() -> None:
    page = f"<meta charset='big5'><p>{CHINESE}</p>".encode("gbk")
    assert CHINESE in (decode(capture(page, "text/html; charset=GB2312")).text or "")


def test_the_page_says_it_where_the_header_does_not() -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>{CHINESE}'.encode(
        "gbk"
    )
    found = decode(capture(page, "text/html"))
    assert (CHINESE in (found.text or ""), found.encoding) == (True, "gb18030")


def test_a_byte_order_mark_is_believed_and_dropped() -> None:
    for codec in ("utf-8-sig", "utf-16"):
        assert decode(capture(CHINESE.encode(codec), "text/plain; charset=iso-8859-1")).text == CHINESE


def test_flawless_utf8_is_utf8_whatever_the_header_says() -> None:
    assert decode(capture(CHINESE.encode(), "text/html; charset=iso-8859-1")).text == CHINESE


def test_latin1_means_what_browsers_take_it_for() -> None:
    assert decode(capture(b"\x93caf\xe9\x94", "text/html; charset=ISO-8859-1")).text == "“café”"


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    found = decode(capture((CHINESE * 20).encode() + b"\xff", "text/html; charset=utf-8"))
    assert found.encoding == "utf-8"
    assert (found.text or "").startswith(CHINESE)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "gbk"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (KOREAN, "euc-kr"),
        ("Größe: “groß” – für Sie", "cp1252"),
    ],
)
def test_an_undeclared_encoding_is_guessed(text: str, codec: str) -> None:
    assert decode(capture(text.encode(codec))).text == text


def test_a_pinned_encoding_outranks_everything() -> None:
    assert (
        decode(capture("é".encode("cp1251", "replace") + b"\xe9", "text/html; charset=utf-8"), "windows-1251").text
        == "?й"
    )


@pytest.mark.parametrize("label", ["rot13", "base64", "unicode_escape", "idna", "punycode", "utf-7", "x" * 500])
def test_no_page_can_name_an_arbitrary_codec(label: str) -> None:
    assert decode(capture(b"\\u0041 plain", f"text/html; charset={label}")).text == "\\u0041 plain"


@given(st.binary(max_size=300))
def test_any_bytes_give_the_same_answer_twice(body: bytes) -> None:
    assert decode(capture(body)) == decode(capture(body))
