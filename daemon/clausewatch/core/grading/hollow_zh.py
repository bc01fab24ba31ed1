"""A Chinese promise that keeps its frame and loses its worth: what ``hollow`` asks of English ones.

Two parties or two steps change places, a condition or another's finding comes before a right, what was included is
charged apart, those outside of whom nothing is given grow fewer, a closed list is one no more, another sum is the basis
of a calculation, and what was due is guessed at, ranked or set off. The signs of both sides are the same or nearly so:
only the place of a word or a word of a closed class tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import chinese
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.finding import Direction, Finding, Pair, once
from clausewatch.core.grading.floor import binds_customer
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


@once
def _fitting(pair: Pair) -> bool:
    return not pair.heading and not pair.old.lower.isascii() and not pair.new.lower.isascii()


def changed_places(pair: Pair) -> Iterator[Finding]:
    """Two parties stand in each other's clause (由甲方决定,乙方予以配合 / 由乙方决定,甲方予以配合)."""
    if not _fitting(pair) or _AS_ONE.search(pair.old.lower):
        return
    sides = [_CLAUSES.split(side.lower.strip("。;,. ")) for side in (pair.old, pair.new)]
    if not 2 <= len(sides[0]) == len(sides[1]):
        return
    places = [each for each in map(_exchanged_in, *sides) if each is not None]
    if len(places) != 2:
        return
    (went, came), (other_went, other_came) = places
    if went and came and went != came and went == other_came and came == other_went:
        yield Finding(Grade.CRITICAL, Reason.PARTY, went, came)


def _exchanged_in(old: str, new: str) -> tuple[str, str] | None:
    """What stands in one clause in the place of what stood there, the clause about it the same."""
    if old == new:
        return None
    size = min(len(old), len(new))
    lead = next((at for at in range(size) if old[at] != new[at]), size)
    tail = next((at for at in range(size - lead) if old[-1 - at] != new[-1 - at]), size - lead)
    if lead + tail < _FRAME:
        return "", ""
    kept = old[:lead], old[len(old) - tail :]
    went, came = (side[len(kept[0]) : len(side) - tail] for side in (old, new))
    return chinese.signs(_SELF.sub("", went)), chinese.signs(_SELF.sub("", came))


_CLAUSES = re.compile("[,;。:]")
_FRAME = 2
"""Characters of a clause that have to be the same: two whole clauses in another order are no exchange."""
_SELF = re.compile("(?:本人|自己|自身)$")
_AS_ONE = Pattern("互相|相互|彼此|共同|任何一方|任一方")
"""Where either is as good as the other."""


def turned_order(pair: Pair) -> Iterator[Finding]:
    """What comes first comes last (先验货后付款 / 先付款后验货)."""
    if not _fitting(pair):
        return
    old, new = (_FIRST_THEN.search(side.lower) for side in (pair.old, pair.new))
    if old and new:
        first, then, now_first, now_then = (_step(found[name]) for found in (old, new) for name in ("first", "then"))
        if first != then and _same_step(first, now_then) and _same_step(then, now_first):
            yield Finding(Grade.CRITICAL, Reason.ORDER, old[0], new[0])


_FIRST_THEN = Pattern(
    "(?:首先|先)行?(?P<first>[^,。;先后再]{2,8}),?(?:然后|随后|之?后|再|才)(?:行|议|予以)?(?P<then>[^,。;先后再]{2,8})"
)


def _step(words: str) -> str:
    return chinese.signs(words)


def _same_step(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def condition_came(pair: Pair) -> Iterator[Finding]:
    """What one may is bound to something before it (有权开箱 / 付清方可开箱)."""
    if not _fitting(pair) or _BOUND_BEFORE.search(pair.old.lower) or _burdened(pair):
        return
    came = _NOT_BEFORE.search(pair.new.lower)
    if came and _MAY.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", came[0], _WORSE)


def finding_came(pair: Pair) -> Iterator[Finding]:
    """What holds whenever something is so holds where another finds that it is (经司机确认迟到的)."""
    if not _fitting(pair) or _FOUND.search(pair.old.lower) or _burdened(pair):
        return
    came = _ON_FINDING.search(pair.new.lower)
    if came and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", came[0], _WORSE)


_NOT_BEFORE = Pattern("方可|方得|方能|才[能可会]")
_MAY = Pattern("有权|可以?|免费|享有")
_BOUND_BEFORE = Pattern("方可|方得|方能|才[能可会]|仅|只|不|未|非|除|[应须需]|先|前|后|凭|经|如|若|时|的,|满")
"""What speaks of a condition before, or of anything that a condition may stand for."""
_ON_FINDING = Pattern(
    "经(?:过|由)?(?!您|用户|客户|双方|第三方|法院|公证|鉴定|仲裁)[^,。;经]{0,8}?(?:确认|核实|认定|认可|审核|核准)(?!的?书)"
)
_FOUND = Pattern("确认|核实|认定|认可|审核|核准|证明|鉴定|检[测验查]|同意|批准|凭|提[交供]|审批|审查|裁[定决]|判")


def fewer_outside(pair: Pair) -> Iterator[Finding]:
    """Those outside of whom it is denied are fewer: one more stands inside (不向甲以外的人 / 不向甲及乙以外的人)."""
    if not _fitting(pair):
        return
    old, new = (_OUTSIDE.search(side.lower) for side in (pair.old, pair.new))
    if not (old and new and _DENIES.search(pair.old.lower) and _DENIES.search(pair.new.lower)):
        return
    inside, now = (frozenset(map(chinese.signs, _ROW.split(found["who"]))) for found in (old, new))
    if inside < now:
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, old["who"], new["who"], _WORSE)


_OUTSIDE = Pattern("(?:除|向|对|给|与|由|为)(?P<who>[^,。;除向对给与由为]{1,24}?)[以之]?外")
_ROW = re.compile("、|及其?|以及|[和与或]者?")
_DENIES = Pattern("不|未|无|禁止|严禁")


def substitute(pair: Pair) -> Iterator[Finding]:
    """The one that was meant, or one of its kind (或同等级别之人, 或其他类似产品)."""
    if not _fitting(pair) or _burdened(pair):
        return
    if lex.count(_OR_THE_LIKE, pair.new.lower) > lex.count(_OR_THE_LIKE, pair.old.lower) and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(lex.found(_OR_THE_LIKE, pair.new.lower)), _WORSE)


_OR_THE_LIKE = Pattern("或者?(?:其他)?(?:同[等类级]|类似|相当|相近|近似|同一级别|同档|替代)")


def charged_apart(pair: Pair) -> Iterator[Finding]:
    """A part of what is included is not, or is charged apart (包含供暖 / 包含供暖,采暖季另计)."""
    if not _fitting(pair) or not _INCLUDES.search(pair.old.lower):
        return
    if _APART.search(pair.new.lower) and not _APART.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", ", ".join(lex.found(_APART, pair.new.lower)), _WORSE)


_INCLUDES = Pattern("包[含括]|涵盖|覆盖|内含|均[已]?含|(?<![不保])含(?!有|义|量)|免费|(?:不另|免)收")
_APART = Pattern(
    "另计|另行(?:计[算费收]|收取|收费|付费|支付|结算|购买)|另[外付算收购]|自费|自理|自负|自付|加收|额外收|单独(?:计|收)[费取]"
    "|不予?计入|不[在予]?(?:包含|包括|含|涵盖)|不在[^,。;]{0,6}内|除外|不在此[限列]"
)


def side_of_term(pair: Pair) -> Iterator[Finding]:
    """What held within a term holds behind it, or the other way round (保修期内 / 超过保修期)."""
    if not _fitting(pair):
        return
    within, beyond = ([_terms(each, side.lower) for side in (pair.old, pair.new)] for each in (_WITHIN, _BEYOND))
    went_in, went_out = within[0] & beyond[1], beyond[0] & within[1]
    if (went_in and not beyond[0] | within[1]) or (went_out and not within[0] | beyond[1]):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(sorted(went_in | went_out)), "")


def _terms(where: Pattern, lower: str) -> set[str]:
    return {match["term"] for match in where.finditer(lower)}


_WITHIN = Pattern("(?P<term>[\u4e00-\u9fff]{2}期)[间限]?[之以]?内")
_BEYOND = Pattern(
    "(?:超过|超出|(?=[\u4e00-\u9fff]{2}期[间限]?(?:届?满|结束|终止)?[之以]?[后外]))(?P<term>[\u4e00-\u9fff]{2}期)"
)


def free_of_more(pair: Pair) -> Iterator[Finding]:
    """What cost nothing costs nothing *more* (不收取费用 / 不另收费用)."""
    if not _fitting(pair) or _MORE.search(pair.old.printed) or not _MORE.search(pair.new.printed):
        return
    if _FREE.search(pair.old.printed) and not _FREE.search(pair.new.printed):
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, "", ", ".join(lex.found(_MORE, pair.new.printed)), _WORSE)


_FREE = Pattern(
    "免费|无偿|免收(?:任何|一切)?(?:手续|服务)?费|无[须需]支付(?:任何|一切)?费"
    "|不[会再]?(?:[向对][^,。;另额]{1,4})?收取?(?:任何|一切)?(?:手续|服务)?费"
)
_MORE = Pattern("不[^,。;]{0,5}(?:另行?|额外)[^,。;]{0,6}收|(?:额外|其他|另外|附加)的?费")


def closed_opened(pair: Pair) -> Iterator[Finding]:
    """A closed list of grounds, items or purposes is closed no more (以下列五项为限 / 如下列五项所示)."""
    if not _fitting(pair):
        return
    old, new = pair.old.lower, pair.new.lower
    closed = _CLOSED.search(old)
    if closed and not _CLOSES.search(new) and _KINDS.search(old):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, closed[0], "", _WORSE)


_CLOSED = Pattern("以[^,。;]{1,16}为限|仅限于?|限于|仅(?:包括|包含|有|为)|只(?:包括|包含|有|限)")
_CLOSES = Pattern("限|仅|只|唯|除外|[以之]外|不得?|别无|无其他|专|均?须|全部|共")
_KINDS = Pattern("事由|情形|目的|用途|项目|范围|[几两三四五六七八九十\\d]项|下列|上列|所列|名单|清单|理由|收费|费用")


def another_basis(pair: Pair) -> Iterator[Finding]:
    """What is calculated is so on another basis (以应发工资为计算基数 / 以最低工资为计算基数)."""
    if not _fitting(pair):
        return
    old, new = (_BASIS.search(side.lower) for side in (pair.old, pair.new))
    if old and new and pair.old_measured.counted == pair.new_measured.counted:
        before, after = (chinese.signs(found["what"], light=False) for found in (old, new))
        if len(set(before) ^ set(after)) > _ALIKE and not chinese.said_alike(pair.old.lower, pair.new.lower):
            yield Finding(Grade.CRITICAL, Reason.AMOUNT, old["what"], new["what"])


_BASIS = Pattern("以(?P<what>[^,。;以]{2,24}?)(?:作)?为(?:计算|计[费息发提]|结算|缴[费纳])?的?(?:基数|基准|基础|标准)")
_ALIKE = 3
"""Signs of two bases that may differ where they are the same one."""


def guessed(pair: Pair) -> Iterator[Finding]:
    """What is due, shown or settled is expected, held or put for now (义务量 / 预测量, 固定为 / 暂定为)."""
    if not _fitting(pair) or pair.rewritten or _burdened(pair):
        return
    old, new = pair.old.lower, pair.new.lower
    came = lex.count(_GUESS, new) > lex.count(_GUESS, old)
    if came and lex.count(_FIRM, old) > lex.count(_FIRM, new) and not _GUESS.search(old):
        yield Finding(
            Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_FIRM, old)), ", ".join(lex.found(_GUESS, new)), _WORSE
        )


_FIRM = Pattern("义务|保证|承诺|固定|确定|约定|实际|证[明实]|查[明实]|必须|最终|锁定|不变|实时|准确|生效")
_GUESS = Pattern("预测|预[计估期]|估[计算测]|参考|意向|目标|计划|期望|暂[定估行]|拟定|认为|怀疑|疑似|大致|初步")


def set_off(pair: Pair) -> Iterator[Finding]:
    """What is paid back or made good is set off, carried over or turned into something (应返还 / 可抵作管理费)."""
    if not _fitting(pair) or not _PAID_BACK.search(pair.old.lower) or _burdened(pair):
        return
    old, new = pair.old.lower, pair.new.lower
    came = _SET_OFF.search(new) and not _SET_OFF.search(old)
    if came and not _PAID_BACK.search(new) and not _CHOOSES.search(new):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_PAID_BACK, old)), "", _WORSE)


_PAID_BACK = Pattern("退[还回款]|返还|归还|退至|全额退|现金|结清")
_SET_OFF = Pattern("抵[作充扣减用]|冲抵|折抵|转作|转[为入](?!账户|正)|结转|折[为成算]|兑换?[为成]|代金券|抵用券|积分")
_CHOOSES = Pattern("(?:由|经|按)(?:您|用户|客户|会员|学员|乘客|乙方|买[方家])[^,。;]{0,6}(?:选择|要求|同意)|您可")


def unranked(pair: Pair) -> Iterator[Finding]:
    """What came before all others comes in its turn (优先清偿 / 依次清偿)."""
    if not _fitting(pair) or pair.rewritten or _FIRST_RANK.search(pair.new.lower):
        return
    went, came = _FIRST_RANK.search(pair.old.lower), _IN_TURN.search(pair.new.lower)
    if went and came and not _IN_TURN.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, went[0], came[0], _WORSE)


_FIRST_RANK = Pattern("优先|首先|最先|先于")
_IN_TURN = Pattern("依次|按(?:照)?(?:比例|顺序|次序)|同等|平等|一并|随后|排队|轮候|同一顺[位序]")


def remedy_gone(pair: Pair) -> Iterator[Finding]:
    """One may no more claim what makes it good (有权拒绝并索赔 / 有权拒绝并离团)."""
    if not _fitting(pair) or _burdened(pair) or pair.rewritten:
        return
    old, new = (_RIGHT_TO.search(side.lower) for side in (pair.old, pair.new))
    went = _REMEDY.search(old[0]) if old else None
    if went and new and not _REMEDY.search(pair.new.lower):
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, went[0], "", _WORSE)


_RIGHT_TO = Pattern("(?:有权|可以?)[^。;]{0,30}")
_REMEDY = Pattern("索赔|赔偿?|补偿|退[款还票货]|返还|减免|违约金")


def consent_at_large(pair: Pair) -> Iterator[Finding]:
    """Consent that was asked each time is given once for all (逐次同意 / 概括同意)."""
    if not _fitting(pair) or not _CONSENT.search(pair.old.lower):
        return
    came = _AT_LARGE.search(pair.new.lower)
    if came and not _AT_LARGE.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.CONSENT, "", came[0], _WORSE)


_CONSENT = Pattern("同意|授权|许可|批准|确认")
_AT_LARGE = Pattern("(?:概括|一揽子|默示|推定|一次性|笼统|默认)[^,。;]{0,4}(?:同意|授权|许可|批准|确认)")


def shared(pair: Pair) -> Iterator[Finding]:
    """独自 / 共同: what the reader alone had another one has, too."""
    old, new = pair.old.lower, pair.new.lower
    alone = _ALONE_ZH.search(old)
    came = _JOINTLY_ZH.search(new) and not _JOINTLY_ZH.search(old)
    if alone and came and not pair.heading and not _ALONE_ZH.search(new):
        yield Finding(Grade.CRITICAL, Reason.PARTY, alone[0], "", _WORSE)


_ALONE_ZH = Pattern("独自|单独|独家|专属|唯一|仅由")
_JOINTLY_ZH = Pattern("共同|一同|联合|一并|共享|以及")


@once
def _burdened(pair: Pair) -> bool:
    """The reader is bound, or the vendor freed."""
    return binds_customer(pair) or pair.main.disclaims


RULES = (
    changed_places, turned_order, condition_came, finding_came, fewer_outside, substitute, charged_apart, side_of_term,
    free_of_more, closed_opened, another_basis, guessed, set_off, unranked, remedy_gone, consent_at_large,
    shared,
)  # fmt: skip
OUTWEIGH = (changed_places, turned_order, fewer_outside, free_of_more, consent_at_large)
"""What no evidence of equal content outweighs."""
