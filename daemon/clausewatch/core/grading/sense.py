"""Whether two sentences say the same in other words: the evidence that makes a rewording harmless.

Both are reduced to what they are about (content words by stem, synonyms as one word, parties) and to how they bind
(negation, strength, conditions, numbers). Equal in both, and standing in the same order but for one passage moved or
active against passive, they say the same. Everything unknown counts as a difference: harmlessness needs evidence.
"""

from __future__ import annotations

import functools
import re
from collections import Counter

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.order import one_passage_moved
from clausewatch.core.grading.text import listed
from clausewatch.core.grading.voice import Force, negations, voice

_SAME = {
    word: group.split("/")[0]
    for group in listed(
        "delete/erase/remove/destroy/wipe/purge/removal/erasure/deletion notify/inform/tell/notification/informed"
        " use/utilise/utilize/employ/usage keep/store/retain/hold/preserve/retention/storage terminate/end"
        "/cancel/cancellation"
        "/termination permission/authorisation/authorization/consent/approval send/forward/submit start/begin"
        "/commence"
        " help/assist/assistance/support buy/purchase/acquire/acquisition share/disclose/disclosure pass"
        "/transmit/transfer"
        " ask/request/demand give/provide/supply/grant/offer get/obtain/receive change/modify/update/amend/alter"
        "/amendment"
        "/modification/alteration carefully/attentively/closely answer/reply/respond/response show/display"
        " notice/notification employee/staff/personnel worker/contractor company/firm/business quick/prompt"
        "/promptly/quickly"
        " immediately/at-once/forthwith choose/select/pick/elect enough/sufficient buyer/purchaser document/record"
        " resell/resale sell/sale/sold dispute/disagreement email/e-mail mail site/website fix/repair/correct"
        "/remedy/rectify"
        " run/operate/operation begin/start/commence complete/finish protect/safeguard/secure must/shall fee"
        "/charge/price"
        " need/require/necessary/required measure/step/precaution read/view/see/inspect/access take/adopt part"
        "/portion"
        " currently/presently/now full/entire/complete whole make/create/produce look/review/examine"
        " allow/permit/let occur/happen appoint/engage hire/recruit location/place worldwide/global statute/law"
        " authority/agency regulator supervisory breach/violation infringement obligation/duty mandatory/compulsory"
        " yearly/annual/annually monthly each/every/per all/whole government/public safe/secret/secure build"
        "/develop mail/post ship/send call/ring/phone appear/come based/located abuse/misuse possible/feasible"
        " omission/inaction improve/enhance mistake/error information/data industry-standard/strong previous"
        "/preceding/past earlier written/writing"
        " wish/want/desire/like connect/link visit/browse register/signup registration explain/describe/set-out"
        " promise/undertake/commit period/term/duration object/objection/oppose withdraw/revoke/withdrawal revocation"
        " arise/result stem damage/harm loss compensate/indemnify/compensation reimburse/refund"
        " independent/external auditor/assessor reach/contact discriminate/retaliate/penalise/penalize disadvantage"
    )
    for word in group.split("/")
}
_IRREGULAR = dict(
    pair.split("=")
    for pair in listed(
        "sold=sell kept=keep given=give gave=give sent=send held=hold made=make read=read told=tell taken=take"
        " took=take"
        " chosen=choose chose=choose written=write paid=pay known=know knew=know left=leave lost=lose met=meet"
        " bound=bind begun=begin sought=seek bought=buy done=do had=have has=have was=be were=be shown=show set=set"
        " found=find run=run brought=bring borne=bear bore=bear understood=understand withdrawn=withdraw"
        " withdrew=withdraw"
        " arisen=arise arose=arise used=use uses=use using=use shared=share shares=share stored=store"
        " processed=process"
        " data=data terms=terms cookies=cookie cooky=cookie us=we our=we ours=we your=you yours=you"
        " customer=you customers=you customer's=you user=you users=you user's=you client=you clients=you"
        " subscriber=you"
        " subscribers=you licensee=you controller=you controller's=you processor=we processor's=we vendor=we"
        " provider=we supplier=we licensor=we provider's=we"
    )
)
_FUNCTION = frozenset(
    listed(
        "a an the or but back of to in on at for by with from into onto via through up down over as than then so"
        " such too also"
        " and which who whom that this these those it its they them their there here is are was were be been"
        " being am do"
        " does did doing has have had having will would shall must any anyone anybody anything hereby thereof therein"
        " thereto herein please either other each longer make take give carry if when where once while during"
        " may can could might should able right entitled allowed permitted option possibility time moment case"
        " event way set forth out about under concerning hereunder accordingly therefore however moreover furthermore"
        " in-turn thus respective e even one such person people whether"
    )
)
_NEGATIVE = frozenset(
    listed("not never no nor neither none nothing nobody without unless except only until prohibit forbid refrain ban")
)
_PARTY = frozenset(("we", "you"))


def _bare(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for ending, least in (("'s", 2), ("ing", 4), ("ied", 3), ("ies", 3), ("ed", 3), ("es", 4), ("s", 3), ("ly", 5)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
            break
    word = word.removesuffix("e") if len(word) > 4 else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


_ONE = {_bare(word): _bare(first) for word, first in _SAME.items()}


@functools.lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """A rough stem of an English word, one for its synonyms; Chinese characters are their own."""
    bare = _bare(word)
    return _ONE.get(bare, bare)


def is_function(word: str) -> bool:
    """Whether a word only binds others together."""
    return word in _FUNCTION or word in _NEGATIVE or word in _PARTY


@functools.lru_cache(maxsize=2_048)
def content(lower: str) -> tuple[str, ...]:
    """What a sentence is about, in order: stems of content words and parties, without binding words."""
    stems = (stem(word) for word in words.tokens(lower) if word not in _FUNCTION)
    return tuple(word for word in stems if word not in _FUNCTION and word not in _NEGATIVE)


def said_otherwise(pair: Pair) -> bool:
    """Whether only the wording differs. ``False`` where there is no evidence of it."""
    old, new = pair.old.lower, pair.new.lower
    if not old.isascii() or not new.isascii():
        return _said_otherwise_zh(pair)
    return _same_content(old, new) and _bind_alike(pair) and _same_joints(old, new) and _deny_alike(old, new)


def _same_content(old: str, new: str) -> bool:
    before, after = content(old), content(new)
    if not before or Counter(_unparted(before)) != Counter(_unparted(after)):
        return False
    if _PARTY & set(before) != _PARTY & set(after):
        return (_negated(old) and _negated(new)) or _passive(old) != _passive(new)
    if turned_passive(old, new):
        return True
    if _possessed(old) != _possessed(new):
        return False
    if before == after or one_passage_moved(before, after):
        return True
    return _parties(before) == _parties(after) and _unparted(before) == _unparted(after)


_POSSESSIVE = re.compile(r"\b(?:your|yours|(?:customer|user|client|subscriber)s?'s?)(?= )")


def _possessed(lower: str) -> int:
    """How often something is the customer's."""
    return lex.count(_POSSESSIVE, lower)


def _parties(content_words: tuple[str, ...]) -> tuple[str, ...]:
    """Who is named, in the order of first mention."""
    return tuple(dict.fromkeys(word for word in content_words if word in _PARTY))


def _unparted(content_words: tuple[str, ...]) -> list[str]:
    return [word for word in content_words if word not in _PARTY]


_PASSIVE = re.compile(
    r"\b(?:is|are|be|been|being|was|were)\b(?: \w+){0,3}? (?:\w{2,}ed|\w{2,}en|sold|kept|sent|held|made|read"
    r"|told|paid|put|set|bound)\b"
)
_AGENT = re.compile(r"\bby (?:the |our |your |its |any )?(\w+)")


def _passive(lower: str) -> bool:
    return _PASSIVE.search(lower) is not None


def turned_passive(old: str, new: str) -> bool:
    """Active against passive, and who acts is who acted."""
    if _passive(old) == _passive(new):
        return False
    passive, active = (old, new) if _passive(old) else (new, old)
    agents = {stem(match[1]) for match in _AGENT.finditer(passive)}
    return not agents or bool(agents & set(content(active)[:5]))


def _deny_alike(old: str, new: str) -> bool:
    """What is denied, and what is on or off, is the same; a passive may deny its agent instead of its act."""
    if "off" in old and _switched(old) != _switched(new):
        return False
    if _passive(old) != _passive(new):
        return True
    denied = not (_negated(old) and _negated(new)) or _governed(old, _NOT) == _governed(new, _NOT)
    return denied and _governed(old, _MAY) == _governed(new, _MAY)


def _switched(lower: str) -> list[str]:
    return [word for word in words.tokens(lower) if word in ("on", "off")]


_NOT = frozenset(("not", "never", "no", "nor", "neither"))


_MAY = frozenset(("may", "might", "could", "should"))


def _governed(lower: str, governors: frozenset[str]) -> frozenset[str]:
    """The content words that directly follow a denial, or a permission that is not denied."""
    governed, pending = set(), False
    for word in words.tokens(lower):
        if word in governors:
            pending = True
        elif word in _NOT:
            pending = False
        elif pending and word not in _FUNCTION and word not in _PARTY:
            governed.add(stem(word))
            pending = False
    return frozenset(governed)


def _negated(lower: str) -> bool:
    return negations(lower) > 0


def _bind_alike(pair: Pair) -> bool:
    """The same denial and condition, the same strength and time, the same numbers, references and consent."""
    old, new = pair.old.lower, pair.new.lower
    return (
        (_denial(old) == _denial(new) or _turned_condition(old, new) or _turned_condition(new, old))
        and _strength(old) == _strength(new)
        and _optional(old) == _optional(new)
        and _perfect(old) == _perfect(new)
        and pair.old_measured.counted == pair.new_measured.counted
        and pair.old_measured.references == pair.new_measured.references
        and all(lex.count(kind, old) == lex.count(kind, new) for kind in (lex.CONSENT, lex.OPT_IN, lex.OPT_OUT))
    )


_OPTIONAL = re.compile(r"\b(?:may|might|can|could|should)\b(?! not)|\b(?:entitled|right|able|allowed|permitted) to\b")


def _optional(lower: str) -> int:
    return lex.count(_OPTIONAL, lower)


_PERFECT = re.compile(
    r"\b(?:have|has|had) (?:never |not |always |ever )?(?:\w{2,}ed|sold|kept|sent|made|read|told|given|taken)\b"
)
_SUBORDINATE = re.compile(r"\b(?:unless|if|when|where|once|after|until|before|that|which|who) [^,.;]{0,200}")


def _perfect(lower: str) -> bool:
    """What we have done says nothing of what we shall do."""
    return _PERFECT.search(_SUBORDINATE.sub("", lower)) is not None


_ONLY_IF = re.compile(r"\bonly (?:if|when|where|after|with|upon|once|in case)\b")
_ONLY = re.compile(r"\bonly\b")
_UNLESS = re.compile(r"\b(?:unless|without|until|except)\b")


_DISAPPLIED = re.compile(r"\bnot (?:apply|applicable)\b")


def _denial(lower: str) -> tuple[int, int, bool, int]:
    return (
        lex.count(_DISAPPLIED, lower),
        min(negations(_NOR.sub(r"\g<one>or", lower)), 3),
        bool(_UNLESS.search(lower)),
        lex.count(_ONLY, lower),
    )


_NOR = re.compile(r"(?<=\bneither\b)(?P<one>.{1,80}?)\bnor\b|\bnor\b(?= (?!will|do|shall|may|can|is|are))")


def _turned_condition(denied: str, stated: str) -> bool:
    """ "Not X unless Y" / "X only if Y"."""
    return bool(
        _negated(denied)
        and not _negated(stated)
        and _UNLESS.search(denied)
        and _ONLY_IF.search(stated)
        and not _UNLESS.search(stated)
    )


def _strength(lower: str) -> str:
    """loose, aimed or bound; a denied permission binds, and a right of the customer is one however it is put."""
    speaking = voice(lower)
    if _negated(lower):
        return "aimed" if speaking.force is Force.AIM else "bound"
    if speaking.force in (Force.BARE, Force.PROMISE):
        return "bound"
    return {Force.PERMISSION: "loose", Force.RIGHT: "loose"}.get(speaking.force, "aimed")


def _same_joints(old: str, new: str) -> bool:
    """Conditions and alternatives as before."""
    turned = _turned_condition(old, new) or _turned_condition(new, old)
    if lex.count(_COND, old) != lex.count(_COND, new) and not turned:
        return False
    return lex.count(_OR, old) == lex.count(_OR, new)


_COND = re.compile(r"\b(?:if|when|where|once|unless|without|except|until|before|after|provided)\b")
_OR = re.compile(r"\bn?or\b")


# --- Chinese -------------------------------------------------------------------------------------------------------

_ZH_SAME = tuple(
    tuple(group.split("/"))
    for group in listed(
        "改善/提升/改进/优化 保存/存储/储存/存放/留存 通知/告知 删除/清除/销毁 立即/立刻/马上 仔细/认真 出售"
        "/售卖/销售 共享/分享 使用/利用"
        " 取得/获得/征得/经过/经 停止/终止 个人信息/个人数据 您/你 我们/本公司/我司/平台 任何/一切/所有 应当/应"
        "/须/必须 邮件/邮箱"
        " 全部/所有  天/日 答复/回复/反馈 如果/如/若 提供/给予 收集/采集 变更/修改/更改 不得/不可/不能"
        " 绝不/不 协助/帮助 或者/或 以及/及/和/与 期限/期间 按照/依照/根据/依据 注销/取消 单独/另行"
    )
)
_ZH_ONE = {word: group[0] for group in _ZH_SAME for word in group}
_ZH_WORD = re.compile("|".join(sorted(_ZH_ONE, key=len, reverse=True)))
_ZH_EMPTY = re.compile(r"[的了请将会予以于在等所对就其该此为之进行地得,.:;!?()、。\s\"]")


def _said_otherwise_zh(pair: Pair) -> bool:
    old, new = sense_zh(pair.old.lower), sense_zh(pair.new.lower)
    if old == new:
        return True
    return Counter(old) == Counter(new) and one_passage_moved(tuple(old), tuple(new))


def sense_zh(lower: str) -> str:
    return _ZH_EMPTY.sub("", _ZH_WORD.sub(lambda match: _ZH_ONE[match[0]], lower))
