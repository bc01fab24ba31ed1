"""What a document says its words mean: the definitions in it, and whether a promise uses a defined term.

A definition is what the document itself marks as one: quotation marks or capitals before "means", "refers to" or
"includes"; 是指, 系指, 指 or 包括; "for the purposes of this policy, …"; a name in brackets behind what it stands for
(the "Services", 以下简称"本产品"); and, below a heading that says so, a row or line that begins with the term. Only the
sentence itself is read: what the words of a definition mean in their turn is not followed.
"""

from __future__ import annotations

import difflib
import enum
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clausewatch.core.canonical import CJK, DASHES, QUOTES, key, reads_the_same, unmarked
from clausewatch.core.model import BlockKind, count_words
from clausewatch.core.sentences import Prose, Sentence

LONGEST_TERM = 6
"""Words of a term at most."""
LONGEST = 60
"""Sentences and list items of a definition at most."""


class Form(enum.Enum):
    SAID = "said"
    """The sentence is there to define the term."""
    CALLED = "called"
    """The sentence says something else, and gives a name to what it speaks of."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term as the document prints it, and what is said of it."""

    term: str
    meaning: str
    form: Form


_VERB = (
    r"(?:shall mean|will mean|means?|refers? to|shall refer to|includes?|shall include|has the meaning|is defined as)"
)
_NAMED = r'"(?P<term>[^"\n]{2,60})"'
_CAPITALS = r"(?P<term>[A-Z][\w'-]*(?:\s(?:of|and|to|or|[A-Z][\w'-]*)){0,5})"
_LEAD = (
    r"(?:(?:for (?:the )?purposes? of|in the context of|as used in|in|under) (?:this|these|the|our|that)\b"
    r"[^,\"]{0,80},\s?"
    r"(?:the )?(?:term|word|expression|phrase)?s?\s?|(?:the|a|an) (?:(?:term|word|expression|phrase) )?|references to )"
)
_PURPOSES = r"for (?:the )?purposes? of (?:this|these|the|our) [^,\"]{1,60},\s?(?:the (?:term )?|an? )?"
_DEFINITIONS = (
    re.compile(
        rf'^(?i:{_LEAD})?{_NAMED}(?:\s(?:or|and)\s"[^"\n]{{2,60}}")?,?\s(?P<meaning>(?i:{_VERB})\b.+)', re.DOTALL
    ),
    re.compile(rf"^(?i:{_LEAD})?{_NAMED}\s(?P<meaning>(?:is|are)\b.+)", re.DOTALL),
    re.compile(rf"^(?i:{_LEAD})?{_CAPITALS}\s(?P<meaning>(?!refer to)(?i:{_VERB})\b.+)", re.DOTALL),
    re.compile(
        rf"^(?i:{_PURPOSES})(?P<term>[A-Za-z][\w'-]*(?:\s[\w'-]+){{0,4}}?)\s(?P<meaning>(?i:{_VERB})\b.+)", re.DOTALL
    ),
    re.compile(r'^[^"\n]{0,20}"(?P<term>[^"\n]{1,20})",?(?P<meaning>(?:[是系]?指|包括|是|意[指为]).+)', re.DOTALL),
    re.compile(
        rf"^(?:[^,，。]{{0,12}}(?:所称|所指)的?)?(?P<term>[{CJK}A-Za-z]{{2,14}}?),?(?P<meaning>(?:[是系]指|意[指为]).+)",
        re.DOTALL,
    ),
    re.compile(rf"^[^,，。]{{0,12}}所称的?(?P<term>[{CJK}A-Za-z]{{2,14}}?),?(?P<meaning>(?:指|包括).+)", re.DOTALL),
)
_BRACKETED = re.compile(
    r"\(\s?(?:(?:the|collectively|together|each|an?|this|such|hereinafter|hereafter|referred to as|or|and"
    r'|以下|下|统称|简称|合称|称|为)[\s,:]*){0,6}"(?P<term>[^"\n]{1,60})"[^()\n]{0,60}\)',
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:inc|corp|corporation|llc|l\.l\.c|ltd|limited|company|co|gmbh|plc|pte|b\.v|s\.a|ag)[.,\s]*$|公司\s*$",
    re.IGNORECASE,
)
"""What stands before a bracket that only says how a party is called."""
_LISTED = re.compile(r"^\**(?P<term>[^|:：\n]{2,60}?)\**\s?(?:\||:|：|\s-\s)\s?(?P<meaning>.+)$", re.DOTALL)
_OF_TERMS = re.compile(
    r"\bdefinitions?\b|\bdefined terms\b|\bglossary\b|\binterpretation\b|\bmeanings?\b|\bterminology\b"
    r"|定义|释义|术语|名词解释",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\b(?:means?|refers? to|shall refer|includes?|has the meaning|is defined)\b|指|包括|[\"“”「＂]|意为", re.IGNORECASE
)
_WORDLESS = frozenset(
    [
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "yours",
        "they",
        "it",
        "this",
        "that",
        "these",
        "those",
        "which",
        "what",
        "please",
        "see",
        "here",
        "there",
        "such",
        "he",
        "she",
        "who",
        "and",
        "or",
        "if",
        "no",
        "user",
        "customer",
        "company",
        "我们",
        "您",
        "你",
        "用户",
        "本公司",
    ]
)
_ITSELF = re.compile(
    r"\b(?:polic(?:y|ies)|terms|terms of (?:use|service)|agreements?|notice|contract|statement|addendum)$"
    r"|^本?(?:协议|政策|条款|声明|合同|隐私政策|用户协议)$",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({**QUOTES, **DASHES, "（": "(", "）": ")", "，": ","})


def definitions(prose: Prose, index: int) -> Iterator[Definition]:
    """What a sentence defines, with the sentences and list items behind it that say more of it."""
    defined = tuple(_begun(prose, index))
    if defined:
        more = " ".join(unmarked(prose.sentences[at].text) for at in _more(prose, index))
        yield from (replace(each, meaning=f"{each.meaning} {more}".strip()) if more else each for each in defined)


def defining(prose: Prose, index: int) -> int:
    """The sentence that begins the definition which this one goes on with; itself where it does not."""
    for at in range(index, max(index - LONGEST, -1), -1):
        if at < index and any(_begun(prose, at)):
            return at if index in _more(prose, at) else index
        if prose.sentences[at].kind is not BlockKind.ITEM and not _points_back(prose, at):
            at_label = at == index - 1 and _is_label(prose, at)
            return at if at_label else index
    return index


def _begun(prose: Prose, index: int) -> Iterator[Definition]:
    sentence = prose.sentences[index]
    if sentence.kind is BlockKind.HEADING:
        return
    yield from _defined_in(sentence.text)
    if _OF_TERMS.search(" ".join(sentence.heading[-1:])):
        yield from _listed(sentence)
        if _is_label(prose, index) and (term := _term(sentence.text)):
            yield Definition(term, "", Form.SAID)


def _more(prose: Prose, index: int) -> range:
    """The list that a definition opens, or the sentences of its paragraph that speak of the same ("It includes …")."""
    stop, opens = index + 1, prose.sentences[index].text.rstrip().endswith((":", "：")) or _is_label(prose, index)
    while stop < min(index + LONGEST, len(prose.sentences)):
        sentence = prose.sentences[stop]
        if not (opens and sentence.kind is BlockKind.ITEM) and not _points_back(prose, stop):
            break
        stop += 1
    return range(index + 1, stop)


def _points_back(prose: Prose, index: int) -> bool:
    same = index > 0 and prose.sentences[index - 1].block == prose.sentences[index].block
    return same and _POINTS_BACK.match(prose.sentences[index].text) is not None


def _is_label(prose: Prose, index: int) -> bool:
    """A term on a line of its own, with a list below it that says what it means."""
    here, after = prose.sentences[index], prose.sentences[index + 1 : index + 2]
    listed = bool(after) and after[0].kind is BlockKind.ITEM and here.kind is BlockKind.PARAGRAPH
    return listed and count_words(here.text) <= LONGEST_TERM and here.text.rstrip()[-1:] not in ".:;!?。：；！？"


_POINTS_BACK = re.compile(
    r"(?:it|they|this|these|such|the (?:term|definition|expression))\b|其|该|此|但|上述|前述|前款|不包括", re.IGNORECASE
)


def uses(words: str, defined: Definition) -> bool:
    """Whether words contain a term whole, one or many of it; a mere name counts only with its capital ("a Claim", but
    not "to claim")."""
    found = (match[0] for match in _as_used(defined.term).finditer(words))
    capital = defined.form is Form.CALLED and defined.term[:1].isupper()
    return any(each[:1].isupper() or not capital for each in found)


def same_meaning(one: Definition, other: Definition) -> bool:
    """Whether two meanings differ in typography at most, or a further name was put into the middle of one."""
    first, second = sorted((one.meaning, other.meaning), key=len)
    goes_on = one.form is other.form is Form.CALLED and _GOES_ON.match(first) is not None
    return reads_the_same(first, second) or key(first) == key(second) or (goes_on and key(second).endswith(key(first)))


_GOES_ON = re.compile(r"(?:that|which|who|and|or|including)\b|[和及与或]", re.IGNORECASE)


def lists_more(before: str, after: str) -> bool:
    """Whether a meaning has only gained members of a list ("files, images, *audio* and other material")."""
    old, new = (_PIECES.findall(text.lower()) for text in (before, after))
    steps = [
        each for each in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if each[0] != "equal"
    ]
    return all(
        what == "insert"
        and not _NARROWS.search(" ".join(new[start:end]))
        and not _COMMAS.isdisjoint(new[start - 1 : end + 1])
        for what, _, _, start, end in steps
    )


def narrows(meaning: str) -> bool:
    """Whether a meaning says itself that it is less than the word means."""
    return _NARROWS.search(meaning) is not None


_PIECES = re.compile(rf"[{CJK}]|\w+|[,，、;；]")
_COMMAS = frozenset(",，、;；")
_NARROWS = re.compile(
    r"\b(?:only|solely|exclusively|except|excludes?|excluding|other than|(?:does|do|shall) not (?:include|cover|extend)"
    r"|(?<!not )(?<!limitation )limited to)\b|[仅只]|不包括|不含|除外",
    re.IGNORECASE,
)


def in_full(words: str, term: str, meaning: str) -> str:
    """The words with the meaning in the term's place."""
    said = _SAYS.sub("", meaning, count=1).strip().rstrip(".。;；")
    return _as_used(term).sub(lambda _: said, words, count=1) if said else words


_SAYS = re.compile(rf"^(?:{_VERB}|is|are)\s|^(?:[是系]?指|包括|是|意[指为])[:：]?\s?", re.IGNORECASE)


@functools.lru_cache(maxsize=1_024)
def _as_used(term: str) -> re.Pattern[str]:
    """A term in any case and number. Letters of a script with spaces must not go on."""
    spaced = r"\s+".join(re.escape(word) for word in term.split())
    if not term.isascii():
        return re.compile(spaced, re.IGNORECASE)
    stem = re.sub(r"(?:ies|y)$", "(?:y|ies)", spaced) if re.search(r"(?:ies|[^aeiou]y)$", spaced) else spaced
    stem = stem.removesuffix("s") if stem == spaced and not spaced.endswith("ss") else stem
    return re.compile(rf"(?<![\w.@/-]){stem}(?:e?s)?(?![\w@/-]|\.\w)", re.IGNORECASE)


@functools.lru_cache(maxsize=4_096)
def _defined_in(text: str) -> tuple[Definition, ...]:
    """Remembered, since it is asked of the same few changed sentences for every quote of the page."""
    if not _MARK.search(text):
        return ()
    printed = unmarked(text)
    said = printed.translate(_SIGNS)
    begun = next((match for pattern in _DEFINITIONS if (match := pattern.match(said))), None)
    found = [*_called(said, printed)]
    if begun and (term := _term(begun["term"])):
        found.append(Definition(term, printed[slice(*begun.span("meaning"))].strip(), Form.SAID))
    return tuple({each.term.lower(): each for each in found}.values())


def _called(said: str, printed: str) -> Iterator[Definition]:
    """What is given a name in brackets: all that stands before it, from the last such name on."""
    start = 0
    for match in _BRACKETED.finditer(said):
        meaning = printed[start : match.start()].strip(" ,;")
        start = match.end()
        if meaning and not _COMPANY.search(meaning) and (term := _term(match["term"])):
            yield Definition(term, meaning, Form.CALLED)


def _listed(sentence: Sentence) -> Iterator[Definition]:
    printed = unmarked(sentence.text)
    match = _LISTED.match(printed.translate(_SIGNS))
    if match and (term := _term(match["term"])):
        yield Definition(term, printed[slice(*match.span("meaning"))].strip(), Form.SAID)


def _term(written: str) -> str:
    """The term; empty where that is none but a pronoun, a letter, the document's own name, or half a sentence."""
    term = re.sub(r"^(?:the|an?)\s", "", written.strip(" ,.*_'\""), flags=re.IGNORECASE)
    bare = term.lower()
    first = bare.split(" ", 1)[0]
    none = (
        len(bare) < 2
        or first in _WORDLESS
        or _ITSELF.search(bare)
        or (bare.isascii() and count_words(term) > LONGEST_TERM)
    )
    return "" if none else term
