"""What a feed says, entry by entry."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core import formats
from clausewatch.core.model import BlockKind, Document, Link, Unreadable, UnreadableKind
from clausewatch.core.watch import Recipe
from core.pages import CLAUSES, capture, document

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
  <title>Northwind policy updates</title>
  <updated>2026-03-01T12:00:00Z</updated>
  <entry>
    <title>Privacy policy, version 3</title>
    <link href="/legal/3"/>
    <published>2026-02-10T09:00:00Z</published><updated>2026-02-11T09:00:00Z</updated>
    <content type="html">&lt;p&gt;{CLAUSES[0]}&lt;/p&gt;&lt;ul&gt;&lt;li&gt;AT&amp;amp;T&lt;/li&gt;&lt;/ul&gt;</content>
  </entry>
  <entry>
    <title type="html">&lt;b&gt;Terms&lt;/b&gt; of use</title>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h3>Law</h3><p>{CLAUSES[5]}</p></div></content>
  </entry>
  <entry><title>Note</title><summary type="text">Fewer than &lt;5&gt; words.</summary></entry>
</feed>"""

RSS = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Northwind</title><link>https://northwind.example/</link><description>All our news</description>
<language>en-us</language><lastBuildDate>Sun, 01 Mar 2026 12:00:00 GMT</lastBuildDate>
<item><media:title>Picture</media:title><title>Version 3</title><link>https://northwind.example/3</link>
<pubDate>Tue, 10 Feb 2026 09:00:00 GMT</pubDate><description>In short.</description>
<content:encoded><![CDATA[<!DOCTYPE html><h2>Data</h2><p>{CLAUSES[1]}</p>]]></content:encoded></item>
<item><description>{CLAUSES[2]}</description></item>
</channel></rss>"""


def refusal(body: str | bytes) -> Unreadable:
    found = formats.read(capture(body, "application/atom+xml"), Recipe(format="feed"))
    assert isinstance(found, Unreadable)
    return found


def test_an_atom_feed_is_its_entries() -> None:
    found = document(ATOM)
    assert (found.format, found.title, found.language) == ("feed", "Northwind policy updates", "en-gb")
    assert [(block.kind, block.text, block.heading) for block in found.blocks] == [
        (BlockKind.HEADING, "Privacy policy, version 3", ()),
        (BlockKind.PARAGRAPH, "2026-02-10T09:00:00Z", ("Privacy policy, version 3",)),
        (BlockKind.PARAGRAPH, CLAUSES[0], ("Privacy policy, version 3",)),
        (BlockKind.ITEM, "AT&T", ("Privacy policy, version 3",)),
        (BlockKind.HEADING, "Terms of use", ()),
        (BlockKind.HEADING, "Law", ("Terms of use",)),
        (BlockKind.PARAGRAPH, CLAUSES[5], ("Terms of use", "Law")),
        (BlockKind.HEADING, "Note", ()),
        (BlockKind.PARAGRAPH, "Fewer than <5> words.", ("Note",)),
    ]


def test_an_rss_feed_is_its_items_in_full() -> None:
    found = document(RSS)
    assert (found.format, found.title, found.language) == ("feed", "Northwind", "en-us")
    assert [block.text for block in found.blocks] == [
        *("Version 3", "Tue, 10 Feb 2026 09:00:00 GMT", "Data", CLAUSES[1], CLAUSES[2]),
    ]


def test_an_entrys_link_is_kept() -> None:
    assert document(ATOM).blocks[0].links == (Link("Privacy policy, version 3", "https://northwind.example/legal/3"),)


def test_the_feeds_own_dates_are_no_text() -> None:
    """They move with every request."""
    assert document(ATOM.replace("2026-03-01", "2026-03-02")) == document(ATOM)
    assert document(RSS.replace("01 Mar", "02 Mar")) == document(RSS)


def test_an_entry_without_a_date_has_none() -> None:
    assert not any("2026" in block.text for block in document(ATOM).blocks if block.heading[:1] == ("Terms of use",))


def test_rss_1_is_read_too() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>N</title></channel>'
        "<item><title>One</title><dc:date>2026-01-02</dc:date><description>Words.</description></item></rdf:RDF>"
    )
    assert [block.text for block in document(rdf).blocks] == ["One", "2026-01-02", "Words."]


@pytest.mark.parametrize("content_type", ["", "text/html", "text/xml", "application/rss+xml"])
def test_a_feed_is_known_by_its_content(content_type: str) -> None:
    assert document(RSS, content_type=content_type).format == "feed"


@pytest.mark.parametrize(
    "body", ["<rss><p>One.</p></rss>", "<html><p>About the &lt;rss version&gt;.</p>", "<feed>x</feed>"]
)
def test_what_only_has_the_name_is_no_feed(body: str) -> None:
    assert document(body).format != "feed"


def test_the_declared_encoding_is_the_documents() -> None:
    body = RSS.replace("<rss", '<?xml version="1.0" encoding="iso-8859-1"?><rss').replace("Version 3", "Version drei ü")
    assert document(body.encode("iso-8859-1"), content_type="text/xml").blocks[0].text == "Version drei ü"


def test_a_selector_applies_to_every_entry() -> None:
    body = RSS.replace("<p>", "<p>Menu</p><div class='text'><p>").replace("</p>]]>", "</p></div>]]>")
    found = document(body, Recipe(select=".text"))
    assert [block.text for block in found.blocks if block.kind is not BlockKind.HEADING][1] == CLAUSES[1]
    assert document(body, Recipe(select=".gone")).selected is False


def test_a_feed_without_entries_has_no_text() -> None:
    assert document('<rss version="2.0"><channel><title>N</title></channel></rss>').blocks == ()


# --- hostile ------------------------------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss SYSTEM "https://northwind.example/rss.dtd">',
        "<?a b?><!-- c --> <!DOCTYPE rss>",
    ],
)
def test_a_document_type_is_refused(declared: str) -> None:
    body = declared + RSS.replace("In short.", "&x;&l11;").replace("<content:encoded>", "<content:encoded>&l11;")
    begun = time.process_time()
    found = refusal(body)
    assert found.kind is UnreadableKind.READER
    assert "document type" in found.detail
    assert isinstance(formats.read(capture(body), Recipe()), Document | Unreadable)
    assert time.process_time() - begun < 20


def test_an_entity_that_nobody_declared_is_broken_xml() -> None:
    assert "broken XML" in refusal(RSS.replace("In short.", "&laughs;")).detail


def test_half_a_feed_is_no_feed() -> None:
    """An answer that was cut must not read as entries that were removed."""
    assert "broken XML" in refusal(ATOM[:700]).detail


def test_too_many_elements_inside_one_another_are_refused() -> None:
    body = RSS.replace("In short.", "<a>" * 100_000 + "</a>" * 100_000)
    assert refusal(body).kind is UnreadableKind.READER


def test_too_many_entries_are_refused() -> None:
    assert "entries" in refusal(RSS.replace("</channel>", "<item><title>x</title></item>" * 2001 + "</channel>")).detail


def test_control_characters_are_left_out() -> None:
    assert document(RSS.replace("Version 3", "Version\x08 3")).blocks[0].text == "Version 3"


@given(st.text(max_size=300), st.integers(0, len(ATOM)))
def test_every_feed_is_read_or_refused(noise: str, at: int) -> None:
    for recipe in (Recipe(), Recipe(format="feed")):
        found = formats.read(capture(ATOM[:at] + noise + ATOM[at:]), recipe)
        assert isinstance(found, Document | Unreadable)
