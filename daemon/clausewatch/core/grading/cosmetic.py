"""Differences that mean nothing: letter case, punctuation, spelling, another spelling of a number, another order.

``same_but`` answers for a pair that says the same, and ``None`` for every other; it must never say so of a pair in
which one word of the lexicon was exchanged, however alike the letters are ("consent" / "content").
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import DamerauLevenshtein

from clausewatch.core.dates import is_date_line
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import order, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import in_figures, is_number, may_link, may_measure, measure
from clausewatch.core.grading.text import listed
from clausewatch.core.grading.thesaurus import is_known
from clausewatch.core.model import UNGRADED, Grade, Graded, Reason


def same_but(pair: Pair) -> Graded | None:
    """``none`` or cosmetic with the reason, minor for a reference or a link that changed; ``None`` if more did."""
    old, new = pair.old, pair.new
    if old.printed == new.printed:
        return UNGRADED if old.marked == new.marked else _cosmetic(Reason.SPELLING)
    if old.printed.casefold() == new.printed.casefold():
        return _cosmetic(Reason.CASE)
    if is_date_line(old.printed) and is_date_line(new.printed):
        return _cosmetic(Reason.DATE)
    if old.tokens == new.tokens:
        return _cosmetic(
            Reason.NUMBER_FORMAT if _figures_in(old.printed) != _figures_in(new.printed) else Reason.PUNCTUATION
        )
    if not old.lower.isascii() and not new.lower.isascii() and (written := _same_characters(old.lower, new.lower)):
        return _cosmetic(written)
    if len(old.tokens) != len(new.tokens) and words.similarity(old.tokens, new.tokens) < _OTHER:
        return None
    if _tells_more(pair):
        return None
    return _same_measures(pair) or _same_letters(pair) or _same_order(pair)


def _figures_in(printed: str) -> list[str]:
    return re.findall(r"\d+", printed)


def _tells_more(pair: Pair) -> bool:
    """Whether one side has a word that is written in no way on the other: asked first, since it is soon answered for
    most pairs, and all that follows takes ten times as long."""
    if not (pair.old.lower.isascii() and pair.new.lower.isascii()) or may_link(pair.old.lower):
        return False
    return _unlike(pair.lost_words, pair.gained_words) or _unlike(pair.gained_words, pair.lost_words)


def _unlike(words_here: Iterable[str], words_there: Iterable[str]) -> bool:
    there = " ".join(words_there)
    return any(
        len(word) >= _TOLD and word.isalpha() and not may_measure(word) and not _shares_two_letters(word, there)
        for word in words_here
    )


def _shares_two_letters(word: str, text: str) -> bool:
    """Two letters in a row stand in every other spelling of a word, and in the word with a slip of the pen."""
    return any(word[at : at + 2] in text for at in range(len(word) - 1))


_TOLD = 4
"""Letters of a word from which it is more than a joint."""


def _same_characters(old: str, new: str) -> Reason | None:
    """Chinese that reads the same once its numerals are figures, or its words are spelled in one way."""
    before, after = (words.tokens(in_figures(side)) for side in (old, new))
    if before == after:
        return Reason.NUMBER_FORMAT
    return Reason.SPELLING if _one_spelling(before) == _one_spelling(after) else None


def _one_spelling(tokens: tuple[str, ...]) -> str:
    """Without a character written twice by a slip, and every word that has two spellings in one of them."""
    text = _TWICE.sub(r"\1", " ".join(tokens).replace(" ", ""))
    return _SPELLING_ZH.sub(lambda match: _SPELLINGS_ZH[match[0]], text)


_TWICE = re.compile("([\u3400-\u9fff])\\1")
_SPELLINGS_ZH = dict(
    pair.split("/")
    for pair in listed(
        "登陆/登录 帐/账 其它/其他 做为/作为 部份/部分 成份/成分 身分/身份 制订/制定 惟一/唯一 交待/交代 抵销/抵消"
        " 撤消/撤销 粘帖/粘贴 黏贴/粘贴 重迭/重叠 阀值/阈值 联接/连接 录象/录像 图象/图像 想像/想象 复盖/覆盖"
        " 定单/订单 定购/订购 定阅/订阅 布署/部署 按装/安装 纪录/记录 权力/权利 起用/启用 通信/通讯 泄漏/泄露"
        " 好象/好像 自已/自己 因该/应该 即然/既然 震动/振动 倒致/导致"
        " 签定/签订 拟订/拟定 坐位/座位 座落/坐落 渡假/度假 幅射/辐射 贷币/货币 报消/报销 勾消/勾销"
        " 人材/人才 勾划/勾画 稽察/稽查 侯选/候选 侯补/候补 付本/副本 傢俱/家具 家俱/家具 秘钥/密钥"
        " 优惠劵/优惠券 劵/券 店舖/店铺 牠/它 祇/只 份量/分量 直接了当/直截了当 度过/渡过"
        " 截止至/截至"
    )
)
"""Words with another spelling, right or wrong, in which nobody reads another word."""
_SPELLING_ZH = Pattern("|".join(sorted(_SPELLINGS_ZH, key=len, reverse=True)))
_OTHER = 0.35
"""Similarity below which sentences of different length differ by more than the spelling of their numbers."""


def _cosmetic(reason: Reason) -> Graded:
    return Graded(Grade.COSMETIC, (reason,))


def _same_measures(pair: Pair) -> Graded | None:
    """Equal words with numbers in another spelling, or other dates, references or links among them."""
    old, new = pair.old_measured, pair.new_measured
    if not _spelled_alike(old.words, new.words):
        return None
    graded = UNGRADED
    if words.tokens(old.masked) != words.tokens(new.masked) or (old.dates == new.dates and old.dates):
        spelled = pair.old_measured.quantities == pair.new_measured.quantities and _spelled_alike(
            words.tokens(old.masked), words.tokens(new.masked)
        )
        graded = _cosmetic(Reason.SPELLING if spelled else Reason.NUMBER_FORMAT)
    if old.references != new.references:
        graded = graded | Graded(Grade.MINOR, (Reason.CROSS_REFERENCE,))
    if old.links != new.links:
        graded = graded | Graded(Grade.MINOR, (Reason.LINK,))
    if old.dates != new.dates:
        graded = graded | _date_changed(pair)
    return graded if graded.reasons else _cosmetic(Reason.PUNCTUATION)


def _spelled_alike(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """The same words, each the British or the American way."""
    return len(old) == len(new) and all(
        one == other or (one.isascii() and other.isascii() and _american(one) == _american(other))
        for one, other in zip(old, new, strict=True)
    )


_ABOUT_ITSELF = Pattern(
    r"\b(?:effective|updated?|revised|modified|amended|published|posted|version|dated|in force|into force"
    r"|takes? effect)\b"
    r"|更新|生效|修订|发布|施行|版本"
)


def _date_changed(pair: Pair) -> Graded:
    if _ABOUT_ITSELF.search(pair.old.lower):
        return _cosmetic(Reason.DATE)
    return Graded(Grade.MAJOR, (Reason.NUMBER, Reason.DATE))


def _same_letters(pair: Pair) -> Graded | None:
    """Words spelled the British or the American way, however many; words joined or parted; a few slips of the pen."""
    sides = (pair.old, pair.new)
    if not all(side.lower.isascii() for side in sides):
        return _respelled(pair.differences)
    as_printed, measured = (tuple(words_of(side.printed) for side in sides) for words_of in (_as_printed, _measured))
    return _respelled(words.differences(*as_printed)) or (
        _respelled(words.differences(*measured)) if measured != as_printed else None
    )


def _as_printed(printed: str) -> tuple[str, ...]:
    return words.tokens(printed.lower())


def _measured(printed: str) -> tuple[str, ...]:
    return measure(printed.lower()).words


def _respelled(changed: tuple[words.Difference, ...]) -> Graded | None:
    slips = (slip for each in changed if not _one_word(each.lost, each.gained) for slip in _swapped(each))
    alike = all(at < _SLIPS and (_same_word(*slip) or _misspelt(*slip)) for at, slip in enumerate(slips))
    return _cosmetic(Reason.SPELLING) if changed and alike else None


def _one_word(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether the same letters are written joined or parted, each word the British or the American way."""
    one, other = ("".join(_american(word.replace("'", "")) for word in side) for side in (old, new))
    return one == other and one.isalpha()


def _swapped(place: words.Difference) -> Iterator[tuple[str, str]]:
    """The words that differ at a place; a place with more words on one side is no matter of spelling."""
    if len(place.lost) != len(place.gained):
        yield "", ""
    pairs = zip(place.lost, place.gained, strict=False)
    yield from (pair for pair in pairs if not _variants(*pair))


_SLIPS = 4
"""Slips of the pen in a sentence that are mended at once."""


def _variants(old: str, new: str) -> bool:
    if frozenset((old, new)) in _HOMOPHONES:
        return True
    old, new = old.removesuffix("'s"), new.removesuffix("'s")
    return old == new or (old.isascii() and old.isalpha() and _american(old) == _american(new))


_VARIANTS = ((
    "isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized"), ("yse", "yze"), ("our", "or"),
             ("ence", "ense"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("tre", "ter"), ("ogue", "og"),
             ("mme", "m"), ("judgement", "judgment"), ("fulfil", "fulfill"), ("enrol", "enroll"), ("grey", "gray"),
             ("tyre", "tire"),
             ("cheque", "check"), ("learnt", "learned"), ("whilst", "while"), ("amongst", "among"))  # fmt: skip
_HOMOPHONES = frozenset(
    frozenset(pair.split("/"))
    for pair in listed("its/it's whose/who's your/you're their/they're lets/let's then/than to/too")
)
"""What is written for each other, and never meant."""
_OTHER_WORDS = frozenset(
    frozenset(pair.split("/"))
    for pair in listed(
        "contract/contact contracts/contacts except/expect personal/personnel employer/employee"
        " licensor/licensee lessor/lessee principal/principle country/county party/part parties/parts"
        " prescribe/proscribe statue/statute trail/trial causal/casual former/farmer diary/dairy"
        " manger/manager desert/dessert martial/marital adverse/averse device/devise quite/quiet loose/lose"
        " moral/morale later/latter public/publish thorough/through complaint/compliant united/untied"
        " removal/renewal removed/renewed dominate/denominate affect/effect discrete/discreet elicit/illicit"
        " precede/proceed billing/filling payer/payee payor/payee assignor/assignee mortgagor/mortgagee"
        " grantor/grantee reserve/reverse retain/retrain retained/retrained retaining/retraining sever/server"
        " broad/board conversation/conservation conversations/conservations letter/latter while/whole adopt/adapt"
        " adopted/adapted export/expert exports/experts party/parity lawyer/layer patent/patient filed/filled"
        " expand/expend deign/design preform/perform sacred/scared sliver/silver angel/angle bread/beard calm/clam"
        " medal/metal though/through insert/inert defer/deter friend/fiend serve/sever minor/manor human/humane"
        " expended/expanded compliment/complement import/impart state/statue"
    )
)


def _same_word(old: str, new: str) -> bool:
    """Whether two words are one word in two spellings, or one with a slip of the pen."""
    if (
        not (old.isalpha() and new.isalpha() and old.isascii() and new.isascii())
        or frozenset((old, new)) in _OTHER_WORDS
    ):
        return False
    if _variants(old, new):
        return True
    if min(len(old), len(new)) < 5 or old[0] != new[0] or (old[-2:] != new[-2:] and not _anagram(old, new)):
        return False
    return not _weighty(old, new) and _slip(old, new)


def _misspelt(old: str, new: str) -> bool:
    """Whether one of two like words is no word that anybody writes, and the other one is ("fourty", "complet")."""
    if not (old.isalpha() and new.isalpha() and old.isascii() and new.isascii()) or min(len(old), len(new)) < 5:
        return False
    if frozenset((old, new)) in _OTHER_WORDS or stems.other_role(old, new):
        return False
    known = [is_known(word) or is_number(word) for word in (old, new)]
    if all(known) or not any(known) or _turned_round(old, new) or _turned_round(new, old):
        return False
    most = 2 if old[0] == new[0] and min(len(old), len(new)) >= _LONG else 1
    return not _weighty(old, new) and DamerauLevenshtein.distance(old, new, score_cutoff=most) <= most


_LONG = 8
"""Letters of a word in which two slips still leave no other word."""


def _turned_round(one: str, other: str) -> bool:
    denied = _DENIES.match(one)
    return denied is not None and DamerauLevenshtein.distance(one[denied.end() :], other, score_cutoff=1) <= 1


_DENIES = re.compile("un|in|im|il|ir|non|dis|de|re|mis|pre|sub|over|under|anti|counter|co|out|up|bi|semi")
"""How words begin that may be another one turned round (encrypted / unencrypted)."""


_BRITISH = Pattern(
    rf"({'|'.join(british for british, _ in _VARIANTS)})(?=$|s$|d$|r$|rs$|ed$|ing$|al$|able$|ful$|ite$|ation$|hood$)"
)
_AMERICAN = dict(_VARIANTS)


@functools.lru_cache(maxsize=8_192)
def _american(word: str) -> str:
    return _BRITISH.sub(lambda match: _AMERICAN[match[1]], word)


def _anagram(old: str, new: str) -> bool:
    return sorted(old) == sorted(new)


def _weighty(old: str, new: str) -> bool:
    """Whether exchanging the two is known to mean something."""
    return bool(
        lex.opposites(frozenset((old,)), frozenset((new,))) or lex.lookalike(frozenset((old,)), frozenset((new,)))
    )


def _slip(old: str, new: str) -> bool:
    """One letter dropped or doubled, two swapped; another consonant makes another word (retain / remain)."""
    if DamerauLevenshtein.distance(old, new, score_cutoff=1) == 1:
        return len(old) != len(new) or _anagram(old, new) or _skeleton(old) == _skeleton(new)
    return len(old) >= 8 and _anagram(old, new) and DamerauLevenshtein.distance(old, new, score_cutoff=2) == 2


def _skeleton(word: str) -> str:
    return re.sub("[aeiou]", "", word)


def _same_order(pair: Pair) -> Graded | None:
    """The same words, however they are spelled, in another order, and no noun has changed places with another one."""
    if _telling(pair.lost_words) != _telling(pair.gained_words):
        return None
    old, new = _evened(pair.old.lower), _evened(pair.new.lower)
    before, after = (tuple(word for word in words.tokens(side) if word not in _AND) for side in (old, new))
    if sorted(before) != sorted(after):
        return None
    if before == after:
        return _cosmetic(Reason.SPELLING)
    if old.isascii():
        moved = order.list_reordered(old, new) or (_adverbial_moved(old, new) and _figures(pair))
    else:
        moved = (
            order.list_reordered(old, new) or order.items_reordered_zh(old, new) or order.time_moved_zh(before, after)
        )
    return _cosmetic(Reason.ORDER) if moved else None


def _adverbial_moved(old: str, new: str) -> bool:
    """Where both sides are joined alike, the joints tell what a passage has passed over ("stored *in Canada*")."""
    before, after = words.tokens(old), words.tokens(new)
    if before.count("and") == after.count("and"):
        return order.adverbial_moved(before, after)
    return order.adverbial_moved(*(tuple(word for word in side if word not in _AND) for side in (before, after)))


def _telling(changed: Counter[str]) -> list[str]:
    """Words of one side that are no matter of joints, figures or e-mail, in one spelling."""
    found = (_american(word) for word in changed.elements() if word not in _EITHER_WAY and not is_number(word))
    return sorted(word for word in found if not word[0].isdigit())


_AND = frozenset(listed("and 和 及 与 以 并 在"))
"""What joins the items of a list, said or not."""
_EITHER_WAY = _AND | {"e", "mail", "email", "emails", "mails"}


def _evened(lower: str) -> str:
    """In one spelling: e-mail and email, British and American words, figures; "and/or" is a word of its own."""
    text = _E_MAIL.sub("email", in_figures(lower)).replace("and/or", "andor").replace("&", " and ")
    return _WORD.sub(lambda match: _american(match[0]), measure(text).respelled) if lower.isascii() else text


_E_MAIL = re.compile(r"\be-mail")
_WORD = re.compile(r"[a-z]+")


def _figures(pair: Pair) -> bool:
    """Whether the quantities stand in the same order, so that none has moved to another subject."""
    return pair.old_measured.quantities == pair.new_measured.quantities
