"""English words by their stems, one for a word's forms and for the words that simply mean the same."""

from __future__ import annotations

import functools
import re

from clausewatch.core.grading import text as words
from clausewatch.core.grading.pattern import Known
from clausewatch.core.grading.text import listed

_SAME = {
    word: group.split("/")[0]
    for group in listed(
        "delete/erase/remove/destroy/wipe/purge/removal/erasure/deletion notify/inform/tell/notification/informed"
        " use/utilise/utilize/employ/usage keep/store/retain/hold/preserve/retention/storage terminate/end"
        "/cancel/cancellation/cancelation"
        "/termination permission/authorisation/authorization/consent/approval send/forward/submit start/begin"
        "/commence"
        " help/assist/assistance/support buy/purchase/acquire/acquisition share/disclose/disclosure/reveal pass"
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
        " chosen=choose chose=choose written=write paid=pay repaid=repay ran=run"
        " undertaken=undertake undertook=undertake known=know knew=know left=leave lost=lose met=meet"
        " bound=bind begun=begin sought=seek bought=buy done=do had=have has=have was=be were=be shown=show set=set"
        " found=find run=run brought=bring borne=bear bore=bear understood=understand withdrawn=withdraw"
        " withdrew=withdraw"
        " none=nothing owed=owe owing=owe died=die dying=die tied=tie tying=tie aged=age ageing=age saying=say"
        " paying=pay buying=buy making=make lying=lie broke=break"
        " broken=break heard=hear went=go goes=go gone=go laid=lay lay=lay fell=fall fallen=fall grew=grow grown=grow"
        " spoken=speak spoke=speak wrote=write drove=drive driven=drive stood=stand forgot=forget forgotten=forget"
        " sank=sink caught=catch taught=teach thought=think struck=strike stuck=stick won=win wore=wear worn=wear"
        " arisen=arise arose=arise used=use uses=use using=use shared=share shares=share stored=store"
        " processed=process resold=resell overpaid=overpay withheld=withhold upheld=uphold hung=hang lent=lend"
        " spent=spend dealt=deal rebuilt=rebuild built=build slept=sleep swept=sweep"
        " cancelled=cancel cancelling=cancel travelled=travel travelling=travel labelled=label"
        " monies=money asking=ask acting=act ending=end adding=add coming=come losing=lose"
        " moving=move hiring=hire owning=own fixing=fix naming=name opting=opt rising=rise saving=save seeing=see"
        " voting=vote filing=file wiping=wipe giving=give dating=date riding=ride hiding=hide firing=fire citing=cite"
        " typing=type tiling=tile paving=pave diving=dive"
        " data=data terms=terms cookies=cookie cooky=cookie us=we our=we ours=we your=you yours=you"
        " customer=you customers=you customer's=you user=you users=you user's=you client=you clients=you client's=you"
        " subscriber=you"
        " subscribers=you licensee=you controller=you controller's=you processor=we processor's=we vendor=we"
        " provider=we supplier=we licensor=we provider's=we prompts=input settings=preference setting=preference"
    )
)
FUNCTION = frozenset(
    listed(
        "a an the or but back of to in on at for by with from into onto via through up down over as than then so"
        " such too also"
        " and which who whom that this these those it its they them their there here is are was were be been"
        " being am do"
        " does did doing has have had having will would shall must any anyone anybody anything hereby thereof therein"
        " thereto herein please either other each longer make take give carry if when where once while during"
        " may can could might should able right entitled allowed permitted option possibility time moment case"
        " event way set forth out about under concerning hereunder accordingly therefore however moreover furthermore"
        " in-turn thus respective e even one such person people whether how what why himself herself itself"
        " themselves ourselves yourself yourselves"
        " hereto hereof hereby thereby whatsoever she throughout thing toward towards become becomes became"
        " between among amongst doth hath whosoever whoever despite notwithstanding"
    )
)
_NEGATIVE = frozenset(
    listed("not never no nor neither none nothing nobody without unless except only until prohibit forbid refrain ban")
)
PARTY = frozenset(("we", "you"))


_WITH_E = frozenset(listed("note care fine fare have time one"))
"""Words that without their last letter would be other ones."""


_VOWEL = re.compile("[aeiouy]")
"""No English word is without one: "shred" is no form of anything."""


@functools.lru_cache(maxsize=8_192)
def bare(word: str) -> str:
    """A rough stem of an English word, each for itself."""
    word = _IRREGULAR.get(word, word)
    word = word[:-1] if word.endswith(("eed", "ees")) else word
    for ending, least in (
        ("'s", 2),
        ("ings", 4),
        ("ing", 4),
        ("ied", 3),
        ("ies", 3),
        ("ed", 3),
        ("es", 4),
        ("s", 3),
        ("ly", 4),
    ):
        long = len(word) - len(ending) >= least and _VOWEL.search(word[: -len(ending)])
        if word.endswith(ending) and long and not word.endswith(("ss", "pply", "mply")):
            word = word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
            break
    word = word[:-1] if word.endswith("eed") else word
    word = word.removesuffix("e") if len(word) > 3 and word not in _WITH_E else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


_FUNCTION_STEMS = FUNCTION | {bare(word) for word in FUNCTION}
_NOTHING = bare("nothing")
_ONE = {bare(word): bare(first) for word, first in _SAME.items()}


@functools.lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """A rough stem of an English word, one for its synonyms; Chinese characters are their own."""
    alone = bare(word)
    return _ONE.get(alone, alone)


@functools.lru_cache(maxsize=1_024)
def of(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The stem of each word."""
    return tuple(map(stem, tokens))


def other_role(one: str, other: str) -> bool:
    """Whether two words name the two sides of one act (employer / employee, insurer / insured)."""
    roots = [(word.rstrip("s")[:-2], word.rstrip("s")[-2:]) for word in (one, other)]
    (mine, how), (theirs, by_whom) = roots
    return mine == theirs and len(mine) > 2 and {how, by_whom} in ({"er", "ee"}, {"or", "ee"}, {"er", "ed"})


def is_function(word: str) -> bool:
    """Whether a word only binds others together."""
    return word in _FUNCTION_STEMS or word in _NEGATIVE or word == _NOTHING or word in PARTY


_PREFIX = re.compile(r"\b(co|re|pre|sub|multi|e)-(?=[a-z]{3})")


@functools.lru_cache(maxsize=2_048)
def content(lower: str) -> tuple[str, ...]:
    """What a sentence is about, in order: stems of content words and parties, without binding words."""
    joined = _PREFIX.sub(r"\1", lower) if "-" in lower else lower
    return tuple(filter(None, map(_CONTENT.__getitem__, words.tokens(joined))))


def _of_content(word: str) -> str:
    """The stem of a word; nothing of one that binds others."""
    found = "" if word in FUNCTION else stem(word)
    return "" if found in _FUNCTION_STEMS or found in _NEGATIVE else found


_CONTENT = Known(_of_content)
