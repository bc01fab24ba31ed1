"""HTML: what a person reads on the page, without its furniture.

What counts is chosen after one walk over everything (``core.markup``): the recipe's ``select``, else ``main`` or
``article`` where it holds most of the prose, else the whole body; menus, footers, side columns, cookie banners and
"related articles" go. Extractors that guess the main content lose paragraphs of policies (notes: 0 to 95 % of them),
so every choice here is guarded: a scope that holds less than 60 % of the page's prose is widened until it does.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from soupsieve import SelectorSyntaxError

from clausewatch.core.encoding import Raw
from clausewatch.core.formats._left import LeftOut
from clausewatch.core.formats._left import left_out as gathered
from clausewatch.core.markup import (
    DROPPED,
    PROSE,
    Found,
    Part,
    Region,
    TooLargeError,
    is_longer,
    is_struck,
    parse,
    walk,
)
from clausewatch.core.model import Block, BlockKind, Capture, Document, Unreadable, UnreadableKind
from clausewatch.core.outline import display, outlined
from clausewatch.core.watch import Recipe

NAME = "html"
PartOf = Callable[[Tag], Part | None]

MOST = 0.6
"""Share of the page's prose that a scope must hold (notes: recall guard)."""
BOXED = 0.9
"""Share of the page's prose that makes an element the box of the text."""
SHORT = 400
"""Characters of prose below which a region with a furniture's name is furniture: a slogan, an address, a button."""
TELLING = 20
"""Characters from which what is left out may be what somebody quotes (a company's name in a footer) and not the label
of a menu; half as many in Chinese."""

FLOW = 3
"""Paragraphs, headings, lists and tables in one element that make it running text."""
_CHAPTER_NUMBER = re.compile(r"^\s*\d{1,3}(?:\.\d{1,3})*[.)、]\s*")
_HEADLINES = ["h1", "h2", "h3", "h4", "h5", "h6"]
_BY_ID = frozenset((Part.RELATED, Part.COMMENTS, Part.CONSENT, Part.BOTTOM, Part.LINKS))
"""Parts that are told by a word in an id or a class."""
_BESIDE_THE_BOX = frozenset(
    (Part.MENU, Part.FOOTER, Part.BANNER, Part.CONSENT, Part.COMMENTS, Part.RELATED, Part.LINKS, Part.BOTTOM)
)
_FLOW = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table"))

_SAYS = re.compile(r"[.;。；]$|(?:19|20)\d\d")
"""A sentence, or a year."""
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_STARTS = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S
)
_TAGS = re.compile(r"</(?:p|div|li|h[1-6]|table|span|article|section|body)>", re.I)

# Element names and ARIA roles that say what a part of the page is.
_BY_NAME = {
    "main": Part.MAIN,
    "article": Part.ARTICLE,
    "nav": Part.MENU,
    "footer": Part.FOOTER,
    "aside": Part.ASIDE,
    "header": Part.HEADER,
}
_BY_ROLE = {
    "main": Part.MAIN,
    "article": Part.ARTICLE,
    "navigation": Part.MENU,
    "menu": Part.MENU,
    "menubar": Part.MENU,
    "search": Part.MENU,
    "contentinfo": Part.FOOTER,
    "complementary": Part.ASIDE,
    "banner": Part.HEADER,
}
# Ids and classes that consent managers and help centres give to their own elements, as whole names.
_BANNER = re.compile(
    r"onetrust[\w-]*|ot-sdk-\w+|cybotcookiebot\w*|cookiebot[\w-]*|osano-cm-\w+|cky-(?:consent|modal|overlay)[\w-]*|cmplz-\w+"
    r"|iubenda-cs-\w+|cc-(?:window|banner)|usercentrics-root|truste[\w-]*|didomi-(?:host|popup|notice)|qc-cmp2-\w+"
)
_RELATED = re.compile(
    r"article-(?:votes|relatives|more-questions|return-to-top|share|subscribe)[\w-]*|intercom-reaction-picker"
    r"|(?:was-this-)?helpful[\w-]*|(?:page-|article-)?feedback[\w-]*|breadcrumbs?|social-share[\w-]*|share-(?:buttons|links)"
    r"|pagination[\w-]*|pager|prev-next|skip-(?:link|to-content)"
)
_COMMENTS = re.compile(
    r"(?:article-|post-|page-|js_)?comments?(?:-(?:list|section|area|wrapper|thread|container|sorter))?|commentlist"
    r"|disqus_thread|respond|discuss(?:_container|-list)?|giscus|utterances|likes-and-labels-container"
)
_BOXES = frozenset(("div", "section", "ol", "ul", "form"))
"""Elements that hold what readers wrote; a table's column may be called "comments" too."""
# What site builders call the box that holds what an author wrote, as whole names.
_TEXT = re.compile(
    r"(?:entry|post|article|doc|document|wiki|mdx|markdown|page|policy|legal)[-_]?(?:content|body|text)|markdown|prose"
    r"|markdown-section|theme-doc-markdown|(?:w-)?rich-?text(?:-(?:block|content|body))?|text-rich-text"
    r"|rich_media_content|prosemirror|sqs-layout|docarticlecontent|article__body|article__content|post__content"
)
# Words in ids and classes of everybody else: "section_footer", "cookieConfirm--x1y2", "relatedPosts".
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_FOOTER_WORDS = frozenset({"footer"})
_LINKS_WORDS = frozenset(
    (
        *("nav", "navbar", "navigation", "menu", "megamenu", "topbar", "header"),
        *("breadcrumb", "breadcrumbs", "sidebar"),
    )
)
_CONSENT_WORDS = frozenset({"cookie", "cookies", "consent", "gdpr", "ccpa"})
_ASKING_WORDS = frozenset(
    (
        *("banner", "bar", "popup", "modal", "dialog", "overlay", "prompt", "toast"),
        *("confirm", "alert", "message", "accept", "drawer", "widget", "disclaimer"),
    )
)
_OTHER_WORDS = frozenset(
    ("related", "relate", "recommended", "recommend", "suggested", "similar", "recent", "recently", "hot", "popular")
)
_SELLING_WORDS = frozenset(
    (
        *("promo", "promobar", "advert", "advertisement", "testimonial", "testimonials", "cta"),
        *("newsletter", "livechat", "chatbot", "chatbox"),
        *("relatedposts", "sharedaddy", "addtoany", "sharethis", "instagram", "pagetree", "helpful"),
    )
)
_FLOATING_WORDS = frozenset({"ad", "ads", "chat", "assistant", "promotion"})
_BOX_WORDS = frozenset(
    (
        *("slot", "unit", "float", "floating", "box", "sheet", "launcher", "bubble", "banner", "popup", "container"),
        *("widget", "panel", "wrapper"),
    )
)
"""With one of the words before them, what floats over a page or fills a gap in it: "ad-slot", "chat-bubble"."""
_READING_WORDS = frozenset(
    (
        *("article", "articles", "post", "posts", "topic", "topics", "reading"),
        *("page", "pages", "resource", "resources", "guide", "guides", "doc", "docs", "entries", "viewed"),
    )
)


def claims(raw: Raw) -> int:
    if raw.text is None:
        return 0
    head = raw.text[:20_000]
    if _STARTS.match(head):
        return 100
    if raw.content_type in ("text/html", "application/xhtml+xml"):
        return 90 if "<" in head else 30
    if head.lstrip().startswith("<"):
        return 70 if _TAGS.search(head) or head.lstrip().startswith("<?xml") else 20
    return 0


def read(raw: Raw, recipe: Recipe) -> Document | Unreadable:
    if raw.text is None:
        return Unreadable(UnreadableKind.NOT_TEXT, "not text")
    try:
        soup = parse(raw.text)
        walked = _walked(soup, raw, recipe)
    except TooLargeError as error:
        return Unreadable(UnreadableKind.READER, str(error))
    except (SelectorSyntaxError, NotImplementedError) as error:  # soupsieve: wrong, or a pseudo-class it lacks
        return Unreadable(UnreadableKind.SELECTOR, f"the selector cannot be used: {str(error).splitlines()[0]}")
    return Document(
        outlined(each.piece for each in walked.kept),
        NAME,
        title=_title(soup),
        language=_language(soup, raw.capture),
        encoding=raw.encoding,
        selected=bool(walked.roots),
        beside=tuple(_beside_the_text(walked)),
    )


def _beside_the_text(walked: _Walked) -> Iterator[Block]:
    """What is left out but long enough to be quoted, once each: sites repeat their menus for phones."""
    told: set[str] = set()
    for why, found in _left(walked):
        text = found.piece.text
        if is_longer(text, TELLING) and text not in told:
            told.add(text)
            yield Block(BlockKind.PARAGRAPH, text, (why,), 0, found.piece.links)


@dataclass(frozen=True, slots=True)
class _Walked:
    roots: list[Tag]
    found: list[Found]
    kept: list[Found]


def _walked(soup: BeautifulSoup, raw: Raw, recipe: Recipe) -> _Walked:
    roots = _roots(soup, recipe.select)
    unwanted = frozenset(id(tag) for selector in recipe.remove for tag in soup.select(selector))
    base, selected = _base(soup, raw.capture), frozenset(id(root) for root in roots)
    parts: PartOf = (lambda tag: None if id(tag) in selected else part_of(tag)) if recipe.select else part_of
    if not recipe.select and _BODY.search(raw.text or ""):  # an entry of a feed is no page, and has nothing beside it
        parts = _with_box(parts, _box(soup))
    found = [each for root in roots for each in walk(root, base, parts, unwanted)]
    kept = in_scope(found, SELECTED) if recipe.select else without_labels(in_scope(found, UNSELECTED))
    return _Walked(roots, found, kept)


def _with_box(parts: PartOf, box: Tag | None) -> PartOf:
    """The element with the prose is a region, if it is none by its name."""
    return lambda tag: parts(tag) or (Part.BOX if tag is box else None)


def _box(soup: BeautifulSoup) -> Tag | None:
    """The innermost element that holds nearly all prose of the page; ``None`` if that is the whole body. What stands in
    a footer or a banner is not counted, so that no banner decides where the text is."""
    prose: dict[int, int] = {}
    for node in reversed(list(soup.descendants)):
        own = prose.get(id(node), 0) if isinstance(node, Tag) else _told(node)
        counts = own and not (isinstance(node, Tag) and part_of(node) in _BESIDE_THE_BOX)
        if counts and node.parent is not None and node.parent.name not in DROPPED:
            prose[id(node.parent)] = prose.get(id(node.parent), 0) + own
    box, whole = soup.body, prose.get(id(soup.body), 0)
    least, inner = BOXED * whole, box
    while inner is not None and whole >= SHORT:
        box = inner
        children = (child for child in box.children if isinstance(child, Tag))
        inner = next((child for child in children if prose.get(id(child), 0) >= least), None)
    return box if box is not soup.body else None


def _told(node: object) -> int:
    """Characters of a string that may be part of a sentence."""
    text = str(node).strip() if type(node) is NavigableString else ""
    return len(text) if is_longer(text, PROSE // 2) else 0


def left_out(raw: Raw, recipe: Recipe) -> tuple[LeftOut, ...]:
    """What of the page ``read`` does not give, and why; nothing where it cannot be read."""
    try:
        soup = parse(raw.text or "")
        walked = _walked(soup, raw, recipe)
    except (TooLargeError, SelectorSyntaxError, NotImplementedError):
        return ()
    left = ((why, each.piece.text) for why, each in _left(walked))
    struck = (("struck out", display(tag.get_text(" "))) for tag in soup.find_all(is_struck))
    return gathered((*_by_recipe(soup, raw, recipe, walked), *left, *struck))


def _by_recipe(soup: BeautifulSoup, raw: Raw, recipe: Recipe, walked: _Walked) -> Iterator[tuple[str, str]]:
    """What the recipe itself leaves out."""
    for selector in recipe.remove:
        for tag in soup.select(selector):
            yield f"removed by '{selector}'", display(tag.get_text(" "))
    if recipe.select and walked.roots:
        chosen = frozenset(map(id, walked.roots))
        for each in walk(soup, _base(soup, raw.capture), part_of, chosen):
            yield f"outside '{recipe.select}'", each.piece.text


def _left(walked: _Walked) -> Iterator[tuple[str, Found]]:
    """What was found and not kept, and which part of the page it is."""
    kept = frozenset(map(id, walked.kept))
    for each in walked.found:
        if id(each) not in kept:
            region = next(filter(_is_furniture, each.regions), None)
            yield FURNITURE[region.part] if region else "outside the main text", each


def _roots(soup: BeautifulSoup, select: str | None) -> list[Tag]:
    """Where to walk: the selected elements in document order without those inside another, or the body."""
    if select is None:
        return [soup]
    matches = soup.select(select)
    known = {id(tag) for tag in matches}
    return [tag for tag in matches if not any(id(parent) in known for parent in tag.parents)]


FURNITURE = {
    Part.HEADER: "the site's header",
    Part.MENU: "a menu",
    Part.LINKS: "a menu, by its name and its links",
    Part.FOOTER: "the site's footer",
    Part.BOTTOM: "a footer, by its name",
    Part.ASIDE: "a side column",
    Part.BANNER: "a consent dialog",
    Part.CONSENT: "a consent dialog, by its name",
    Part.COMMENTS: "what readers wrote",
    Part.RELATED: "links to other articles, sharing, feedback or advertising",
}
"""What people call the parts that are left out."""


# --- what counts ------------------------------------------------------------------------------------------------


def _is_content(found: Found) -> bool:
    return not any(map(_is_furniture, found.regions))


def _is_in(part: Part) -> Callable[[Found], bool]:
    return lambda found: _is_content(found) and any(region.part is part for region in found.regions)


def _is_no_banner(found: Found) -> bool:
    return not any(region.part is Part.BANNER for region in found.regions)


def _is_anything(found: Found) -> bool:
    return True


SELECTED = (_is_content, _is_no_banner, _is_anything)
UNSELECTED = (_is_in(Part.MAIN), _is_in(Part.ARTICLE), *SELECTED)


def in_scope(found: list[Found], scopes: tuple[Callable[[Found], bool], ...]) -> list[Found]:
    """The narrowest scope that holds most of the page's prose; what stands in a consent dialog is not counted."""
    counted = list(filter(_is_no_banner, found))
    whole = _prose(counted)
    if whole < 0.2 * _prose(found):
        return found
    enough = MOST * whole if whole else MOST * _size(filter(_is_content, found))
    measure = _prose if whole else _size
    for scope in scopes:
        kept = list(filter(scope, found))
        if kept and measure(kept) >= enough:
            return kept
    return found


def without_labels(kept: list[Found]) -> list[Found]:
    """Where the author's own box holds most of the prose, a label outside of it (a sale, a list of other documents) is
    the site's. Sentences, dates and the headline stay: sites put them above the box or below."""
    inside = [each for each in kept if any(region.part is Part.TEXT for region in each.regions)]
    if inside and _prose(inside) >= MOST * _prose(kept):
        own = frozenset(map(id, inside))
        return [each for each in kept if id(each) in own or _speaks(each)]
    return _without_silent_runs(kept)


def _without_silent_runs(kept: list[Found]) -> list[Found]:
    """Nobody called the element with the prose so: what stands before, between or after goes only where no sentence
    and no date is among it, since a text may well continue in the next element."""
    if not any(map(_is_in_box, kept)):
        return kept
    runs = (list(run) for _, run in itertools.groupby(kept, _is_in_box))
    return [each for run in runs if _is_in_box(run[0]) or any(map(_speaks, run)) for each in run]


def _is_in_box(found: Found) -> bool:
    return any(region.part is Part.BOX for region in found.regions)


def _speaks(found: Found) -> bool:
    piece = found.piece
    headline = piece.kind is BlockKind.HEADING and piece.level == 1
    return headline or found.is_prose or bool(_SAYS.search(piece.text))


def _is_furniture(region: Region) -> bool:
    """A region that is named like furniture must also be built like it: mostly links, or hardly any text."""
    links = region.linked >= 0.5 * region.size
    match region.part:
        case Part.MENU | Part.FOOTER | Part.BANNER | Part.COMMENTS:
            return True
        case Part.HEADER:
            return not region.headings and not _is_within_content(region)
        case Part.ASIDE:
            return links or region.size < PROSE or not _is_within_content(region)
        case Part.RELATED:
            return links or region.prose < SHORT
        case Part.LINKS:
            return links
        case Part.BOTTOM:
            return links or region.prose < SHORT
        case Part.CONSENT:
            return region.size < 4 * SHORT
        case Part.MAIN | Part.ARTICLE | Part.TEXT | Part.BOX:
            return False


def _is_within_content(region: Region) -> bool:
    return any(outer.part in (Part.MAIN, Part.ARTICLE, Part.TEXT) for outer in region.chain())


def _prose(found: Iterable[Found]) -> int:
    """Characters in whole sentences, as against labels and lists of links."""
    return sum(len(each.piece.text) for each in found if each.is_prose)


def _size(found: Iterable[Found]) -> int:
    return sum(len(each.piece.text) for each in found)


# --- what the page says about itself ------------------------------------------------------------------------------


def _base(soup: BeautifulSoup, capture: Capture) -> str:
    tag = soup.find("base", href=True)
    own = capture.final_url or capture.url
    try:
        return urljoin(own, str(tag["href"])) if isinstance(tag, Tag) else own
    except ValueError:
        return own


def _title(soup: BeautifulSoup) -> str:
    tag = soup.find("title")
    return display(tag.get_text())[:300] if isinstance(tag, Tag) else ""


def _language(soup: BeautifulSoup, capture: Capture) -> str | None:
    root = soup.find("html")
    declared = str(root.get("lang") or root.get("xml:lang") or "") if isinstance(root, Tag) else ""
    language = declared or (capture.header("content-language") or "").split(",")[0]
    return language.strip().lower().replace("_", "-")[:35] or None


# --- what an element is -------------------------------------------------------------------------------------------


def part_of(tag: Tag) -> Part | None:
    """Which part of the page an element is; ``None`` for most, and for a note that stands among the paragraphs."""
    part = _called(tag)
    if part in (Part.ASIDE, Part.BOTTOM) and _is_note(tag):
        return None
    return None if part in _BY_ID and _is_chapter(tag) else part


def _is_chapter(tag: Tag) -> bool:
    """A chapter whose id is its own headline ("sharing", "cookie-consent", "feedback"), as documentation sites and
    Markdown make them."""
    identifier = tag.get("id")
    headline = tag.find(_HEADLINES) if isinstance(identifier, str) else None
    if not isinstance(headline, Tag):
        return False
    words = _slug(headline.get_text(" "))
    return bool(words) and _slug(str(identifier)) == words and not _is_linked(tag)


def _slug(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _CHAPTER_NUMBER.sub("", text).lower())


def _is_linked(tag: Tag) -> bool:
    """Mostly links."""
    linked = sum(len(link.get_text(" ", strip=True)) for link in tag.find_all("a"))
    return linked >= 0.5 * len(tag.get_text(" ", strip=True))


def _is_note(tag: Tag) -> bool:
    """Sentences between paragraphs and headings are the document's own, whatever they are called ("callout",
    "legal-footer"); a site's own side column and footer have other boxes beside them."""
    around = tag.parent
    if around is None or around.name in ("body", "html", "[document]"):
        return False
    beside = sum(1 for child in around.children if isinstance(child, Tag) and child.name in _FLOW)
    return beside >= FLOW and is_longer(tag.get_text(" ", strip=True), PROSE // 2) and not _is_linked(tag)


def _called(tag: Tag) -> Part | None:
    """By its name, its role, its id and classes."""
    role = tag.get("role")
    part = _BY_ROLE.get(role) if isinstance(role, str) else None
    part = part or _BY_NAME.get(tag.name)
    if part is not None or tag.name in ("html", "body"):
        return part
    identifier, classes = tag.get("id"), tag.get("class")
    if identifier is None and classes is None:
        return None
    names = (str(identifier or ""), *map(str, classes or ()))
    if role in ("dialog", "alertdialog") and any(
        "cookie" in name.lower() or "consent" in name.lower() for name in names
    ):
        return Part.BANNER
    part = next((part for part in map(_part_by_name, names) if part is not None), None)
    return None if part is Part.COMMENTS and tag.name not in _BOXES else part


@functools.lru_cache(4096)
def _part_by_name(name: str) -> Part | None:
    if len(name) > 80:
        return None
    if _BANNER.fullmatch(name.lower()):
        return Part.BANNER
    words = {word.lower() for word in _WORD.findall(name)}
    if len(words & _CONSENT_WORDS) > 1 or (words & _CONSENT_WORDS and words & _ASKING_WORDS):
        return Part.CONSENT
    if _TEXT.fullmatch(name.lower()):
        return Part.TEXT
    if _COMMENTS.fullmatch(name.lower()):
        return Part.COMMENTS
    if _RELATED.fullmatch(name.lower()) or words & _SELLING_WORDS:
        return Part.RELATED
    if (words & _OTHER_WORDS and words & _READING_WORDS) or (words & _FLOATING_WORDS and words & _BOX_WORDS):
        return Part.RELATED
    if words & _FOOTER_WORDS:
        return Part.BOTTOM
    return Part.LINKS if words & _LINKS_WORDS else None
