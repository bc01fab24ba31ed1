"""Bytes to characters: which encoding a capture is in, and whether it is text at all.

The order is that of browsers where it matters: what the recipe pins, a byte order mark, the charset of the HTTP
header, the one the page declares about itself, UTF-8, and only then a guess over a bounded sample. The same bytes
always give the same answer, and labels are looked up in a fixed list: a page cannot name an arbitrary codec.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clausewatch.core.model import Capture

HEAD = 4096
"""Bytes in which a page may declare its encoding; the HTML standard asks for 1024, real pages are later."""
SAMPLE = 65_536
"""Bytes that a guess looks at."""
BROKEN = 0.005
"""Share of undecodable characters up to which a declared encoding is believed all the same."""
CONTROL = 0.002
"""Share of control characters from which bytes are not text."""

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or video)"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
)
# The labels of the WHATWG encoding standard that occur in practice, by the codec that browsers use for them.
CODECS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "utf-16-le": "utf-16 utf-16le",
    "utf-16-be": "utf-16be",
    "gb18030": "gb18030 gbk gb2312 gb_2312-80 x-gbk chinese",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji",
    "euc_jp": "euc-jp x-euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 korean windows-949",
    "cp1252": "windows-1252 iso-8859-1 iso8859-1 latin1 latin-1 l1 ascii us-ascii cp1252 x-cp1252",
    "cp1250": "windows-1250 cp1250",
    "cp1251": "windows-1251 cp1251",
    "cp1253": "windows-1253 cp1253",
    "cp1254": "windows-1254 iso-8859-9 latin5",
    "cp1255": "windows-1255 cp1255",
    "cp1256": "windows-1256 cp1256",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "iso8859_2": "iso-8859-2 latin2",
    "iso8859_5": "iso-8859-5 cyrillic",
    "iso8859_7": "iso-8859-7 greek",
    "iso8859_15": "iso-8859-15 latin9",
    "koi8_r": "koi8-r koi8",
    "koi8_u": "koi8-u",
    "cp874": "windows-874 tis-620 iso-8859-11",
}
LABELS = {label: codec for codec, labels in CODECS.items() for label in labels.split()}
GUESSES = ("cp949", "gb18030", "big5hkscs", "cp932")
"""Korean first: its syllables read as everyday Chinese, but not the other way round."""

_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?([\w:.-]{2,40})""", re.I
)
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w:.-]{2,40})""", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Raw:
    """What a reader in ``core.formats`` gets: the capture, and its characters if it is text."""

    capture: Capture
    text: str | None
    """``None`` for bytes that are no text; a reader of a binary format reads ``capture.body``."""
    encoding: str | None = None

    @property
    def content_type(self) -> str:
        """Media type of the answer in lower case, without parameters; empty if it names none."""
        return (self.capture.header("content-type") or "").split(";")[0].strip().lower()


def decode(capture: Capture, pinned: str | None = None) -> Raw:
    """The capture's characters; ``pinned`` is the recipe's encoding and outranks everything else."""
    body = capture.body
    if pinned is None and binary_kind(body):
        return Raw(capture, None)
    candidates = tuple(dict.fromkeys(_candidates(capture, pinned)))
    for tolerated in (0.0, BROKEN):
        for codec in candidates:
            text = body.decode(codec, errors="replace").removeprefix("\ufeff")
            if _broken(text) <= tolerated:
                return Raw(capture, text if _is_text(text) else None, codec)
    codec = _guess(body[:SAMPLE])
    text = body.decode(codec, errors="replace")
    return Raw(capture, text if _is_text(text) and _broken(text) < 0.1 else None, codec)


def binary_kind(body: bytes) -> str | None:
    """What the first bytes say the file is, in words for people; ``None`` if they say nothing."""
    return next((kind for magic, kind in MAGIC if body.startswith(magic)), None)


def _candidates(capture: Capture, pinned: str | None) -> Iterator[str]:
    if pinned is not None:
        yield from _known(pinned)
    for bom, codec in BOMS:
        if capture.body.startswith(bom):
            yield codec
    if _is_beyond_doubt_utf8(capture.body):
        # Servers call everything ISO-8859-1; bytes beyond ASCII that are flawless UTF-8 are never anything else.
        yield "utf-8"
    header = _CHARSET.search(capture.header("content-type") or "")
    declared = _DECLARED.search(capture.body[:HEAD])
    if header:
        yield from _known(header.group(1))
    if declared:
        # A page that could be read so far is no UTF-16, whatever it says (HTML standard, "prescan").
        yield from (
            "utf-8" if codec.startswith("utf-16") else codec for codec in _known(declared.group(1).decode("ascii"))
        )
    yield "utf-8"


def _known(label: str) -> Iterator[str]:
    codec = LABELS.get(label.strip().lower())
    if codec is not None:
        yield codec


def _is_beyond_doubt_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", errors="replace")
    return len(body) - len(text) >= 16 and "\ufffd" not in text


def _broken(text: str) -> float:
    return text.count("\ufffd") / max(len(text), 1)


def _is_text(text: str) -> bool:
    return len(_CONTROLS.findall(text)) <= CONTROL * len(text)


def _guess(sample: bytes) -> str:
    """The CJK encoding that gives the most of what people write in it, else the western default."""
    best, codec = max(((_plausible(sample, codec), codec) for codec in GUESSES), key=lambda each: each[0])
    return codec if best >= 0.7 else "cp1252"


def _plausible(sample: bytes, codec: str) -> float:
    """Share of everyday characters among those beyond ASCII; 0 if it does not decode."""
    text = sample.decode(codec, errors="replace")
    beyond = [char for char in text if char > "\x7f"]
    if not beyond or _broken(text) > BROKEN:
        return 0.0
    return sum(1 for char in beyond if _everyday(char, codec)) / len(beyond)


def _everyday(char: str, codec: str) -> bool:
    if "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e":
        return True
    if codec == "cp949":
        return "\uac00" <= char <= "\ud7a3"
    if codec == "cp932" and "\u3041" <= char <= "\u30fe":
        return True
    # The two oldest national sets hold the everyday characters in their first level.
    level = {"gb18030": ("gb2312", 0xD7), "big5hkscs": ("big5", 0xC6), "cp932": ("shift_jis", 0x98)}[codec]
    encoded = char.encode(level[0], errors="ignore")
    return len(encoded) == 2 and encoded[0] <= level[1]
