"""Chinese clauses changed for their reader's good: no longer asked for, no longer charged, something more given.

Words go and words come there as in a promise that is broken, so that the rules that only count them see the worst.
Here the new sentence says itself, in set words, what its reader gains, and holds nothing that could take it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.bearing import hours
from clausewatch.core.grading.finding import Direction, Finding, Pair, once
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import Quantity
from clausewatch.core.model import Grade, Reason


def relief(pair: Pair) -> Iterator[Finding]:
    """A change of substance all the same: whoever quotes a clause wants to know what it says now."""
    if for_the_good(pair):
        yield Finding(Grade.MAJOR, Reason.WORDING, direction=Direction.BETTER)


@once
def for_the_good(pair: Pair) -> bool:
    """Whether the new sentence spares or gives its reader something and takes nothing."""
    old, new = pair.old.printed.lower(), pair.new.printed.lower()
    if pair.heading or old.isascii() or new.isascii():
        return False
    if _unasked(old, new) or _uncharged(old, new) or _asks_less(old, new) or _given_more(old, new):
        return True
    return any(kind(old, new) for kind in (_covers_more, _all_of_them, _all_the_same, _at_any_time, _easier)) or (
        _sooner(pair, old, new)
    )


def _unasked(old: str, new: str) -> bool:
    """What the reader had to bring, to pay or to ask for is said to be needed no more (…后方可 / 无须…)."""
    spared = _SPARED.search(new)
    if (
        spared is None
        or _SPARED.search(old)
        or not _NEEDED.search(old)
        or not _READER.match(old)
        or _ASKS_READER.search(old)
    ):
        return False
    rest = new[: spared.start()] + new[spared.end() :]
    asked_of_reader = _OF_THE_READER.search(spared[0]) is not None
    return (
        not (asked_of_reader or _TAKES_BACK.search(rest) or lex.VENDOR.search(rest))
        and _shared(spared[0], old) >= _SAME_THING
    )


def _uncharged(old: str, new: str) -> bool:
    """What was charged or kept back is not charged, or is given back in full."""
    free, charged = _FREE.search(new), _CHARGED.search(old)
    if free is None or charged is None or _FREE_OF_ALL.search(old) or _AT_MOST.search(old):
        return False
    rest = _but_for(old, new[: free.start()] + new[free.end() :])
    return (
        not (_TAKES_BACK.search(rest) or _INSTEAD.search(rest) or _CHARGED.search(rest))
        and _shared(new, old) >= _SAME_SUBJECT
    )


def _asks_less(old: str, new: str) -> bool:
    """One thing fewer that the reader has to bring or to do (凭身份证及缴费单据 / 凭身份证)."""
    old, new = (_ONLY_ASKED.sub("", side) for side in (old, _NO_MATTER.sub("", new)))
    start = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    went = old[start : start + len(old) - len(new)]
    if old[:start] + old[start + len(went) :] != new or not (_READER.match(old) or _RETURNS.match(old)):
        return False
    before = re.split("[,;]", old[:start])[-1]
    if _FIRST_OF_ALL.fullmatch(went) and _BRINGS.search(before):
        return True
    return _ALSO.fullmatch(went) is not None and _ASKED.search(before) is not None


_ONLY_ASKED = re.compile("[只仅](?=[须需])")
_NO_MATTER = re.compile(",[^,。;]{2,8}(?:缺失|遗失|破损)(?:的)?(?:不影响|仍予?)[^,。;]{2,4}(?=[。;]?$)")
_RETURNS = Pattern("[^,。;的]{0,6}(?:退换?货|退保|退款|换货)")
_BRINGS = Pattern("(?:提[供交]|保留|出示|携带)(?:有效)?$")
_FIRST_OF_ALL = re.compile("[^,。;、的同授委监法判]{2,8}[、和及与]")

_ALSO = re.compile(
    "(?:,?并(?:附上?|提[供交]|出示|缴纳)?|以?及|[和与、])(?!监护)[^,。;]{2,12}(?<!同意)(?<!授权)(?<!意见)"
)
_ASKED = Pattern("凭|(?<![保支维坚主])持(?![续有])|[须需]|提[供交]|出示|应(?=提|附|保|缴|出)")


def _given_more(old: str, new: str) -> bool:
    """A clause has come at the end by which whoever was bound already gives something more (,并免费提供…)."""
    kept = old.rstrip("。.;")
    return new.startswith(kept) and _BOUND.search(old) is not None and _gives(new[len(kept) :])


def _gives(tail: str) -> bool:
    more = _MORE.fullmatch(_TO_READER.sub("", tail.rstrip("。.;")))
    return more is not None and _LIMITS.search(more[0]) is None


_TO_READER = re.compile("(?<=并)[向为](?:客户|您|用户|会员|业主|学员|甲方)(?=提交|出具|提供|通报)")


def _but_for(old: str, rest: str) -> str:
    """The clauses of what is left that do not stand in the old sentence as well."""
    known = set(_CLAUSES.split(old))
    return ",".join(each for each in _CLAUSES.split(_UNLIMITED.sub("", rest)) if each not in known)


_CLAUSES = re.compile("[,;。]")
_UNLIMITED = re.compile("(?<=[人数次量])不限(?=[,;。]|$)")


def _covers_more(old: str, new: str) -> bool:
    """One more of those for whom or where something is to be had (在一校区提供 / 在一校区和另一校区提供)."""
    if len(new) <= len(old) or not _TO_BE_HAD.search(_FOR_WHOM.sub("面向", old)) or _NO_GIFT.search(old):
        return False
    before, after = (_JOINTS.sub("、", _HOW_MANY.sub("", _FOR_WHOM.sub("面向", side))) for side in (old, new))
    start = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    came = after[start : start + len(after) - len(before)]
    if before[:start] + came + before[start:] != after:
        return False
    return _MORE_OF_THEM.fullmatch(came) is not None and _NO_GIFT.search(came) is None


_TO_BE_HAD = Pattern("适用于|覆盖|支持|被保险人为|面向|停靠|配送至|照常|营业|开放|在[^,。;]{2,16}提供|可在|套餐含")
_NO_GIFT = Pattern(
    "收集|共享|提供给|扣|收取|费|禁|不|未(?!成年)|除|责任|义务|[须需]|应(?!用)|终止|暂停|限制|处罚|违|授权|广告|营销|第三方|合作|披露|转让|信息"
    "|数据|使用|审核|经|免责|罚|价|押金|滞纳|监[控测]|摄像|跟踪|录[音像]|扫描|搜查|检查"
)
"""What is taken, charged or asked: to be more of it is no gift."""
_JOINTS = re.compile("以及|及其?|[和与]")
_FOR_WHOM = re.compile("[仅只]?限(?=[^,。;]{2,20}(?:患者|客户|会员|用户|学员)[。;]?$)")
_HOW_MANY = re.compile("[两二三四五六七八九十]+(?=[地种类项家个])")
_MORE_OF_THEM = re.compile("(?:、[^,。;、]{2,10}){1,4}|(?:[^,。;、]{2,10}、){1,4}")


def _all_of_them(old: str, new: str) -> bool:
    """What was for some only, or not for some, is for all of them and more (仅限五座轿车 / 五座轿车及商务车均可)."""
    *kept, last = _CLAUSES.split(old.rstrip("。.;"))
    *still, now = _CLAUSES.split(new.rstrip("。.;"))
    found = _SOME_ONLY.fullmatch(last)
    if not kept or kept != still or found is None or not _EACH_OF_THEM.fullmatch(now):
        return False
    return _NO_GIFT.search(_NO_COST.sub("", ",".join(kept))) is None and (found["who"] or "") in now


_NO_COST = re.compile("免[^,。;]{0,6}费")
_SOME_ONLY = re.compile("[仅只]限(?:于)?(?P<who>[^,。;]{2,12})|[^,。;]{2,16}(?:除外|不适用|不参加|不享受)")
_EACH_OF_THEM = re.compile("[^,。;不未无非除但须需]{2,20}(?:均|皆|都)(?:可以?|适用|享受?|包邮|参加)[^,。;不]{0,4}")


def _all_the_same(old: str, new: str) -> bool:
    """What was refused to whoever failed is given all the same (否则不予受理 / 仍予受理)."""
    refused, given = _ELSE_NOT.search(old), _STILL.search(new)
    if refused is None or given is None or refused["act"] != given["act"]:
        return False
    rest = new[: given.start()] + new[given.end() :]
    return not _CONDITIONS.search(rest) and _shared(new, old) >= _SAME_SUBJECT


_ELSE_NOT = re.compile("否则,?[^,。;不]{0,4}(?:不予|概不|不能|不得|无法)(?P<act>[^,。;]{2})")
_STILL = re.compile("(?:仍|仍然|照常)(?:予|可|应|会|将|可以)?(?P<act>[^,。;]{2})(?=[,。;]|$)")
_CONDITIONS = Pattern("但|扣|费|酌|仅|只|限|经|除|后|折")


def _at_any_time(old: str, new: str) -> bool:
    """What the reader had a time for he may do at any (须在三十日内提出 / 可随时提出)."""
    whenever = _WHENEVER.search(new)
    if whenever is None or _WHENEVER.search(old) or not _IN_TIME.search(old) or _OF_OTHERS.search(old):
        return False
    if not (_READER.match(old) or _HELD.match(old)):
        return False
    rest = new[: whenever.start()] + new[whenever.end() :]
    return not _TAKES_BACK.search(rest) and not _NOT_HIS.search(new) and _shared(new, old) >= _SHORT_SUBJECT


_WHENEVER = re.compile("任[意何]时(?:间|候)|随时|不限时间|长期有效|永久有效|不设(?:时限|期限|有效期)")
_IN_TIME = Pattern(
    "[应须](?:当)?[在于][^,。;]{2,16}[\\d一二三四五六七八九十百]+[^,。;]{1,4}内|[\\d一二两三四五六七八九十百]+个?[天日月年]内?有效"
)
_OF_OTHERS = Pattern("授权|许可|同意|信息|数据|我们|平台|公司|银行|付款|支付|缴|归还|还款|通知")
_NOT_HIS = Pattern("我们|平台|公司|银行|商家|收回|取消")
_HELD = Pattern("[^,。;]{0,6}(?:储值卡|会员卡|礼品卡|年卡|次卡|优惠券|代金券|积分|课时|余额)")
_SHORT_SUBJECT = 3


def _easier(old: str, new: str) -> bool:
    """What two things were needed for one is enough for (须通过笔试和面试才能领取 / 通过笔试即可领取)."""
    needed, enough = _NOT_BEFORE.match(old), _ENOUGH.match(new)
    if needed is None or enough is None or needed["act"] != enough["act"] or not _READER.match(old):
        return False
    left = iter(needed["what"])
    return _CONSENT.search(old) is None and all(char in left for char in enough["what"])


_NOT_BEFORE = re.compile("(?P<what>[^,。;]{4,30}?)(?:才能|才可以?|方可|方能)(?P<act>[^。;]{2,30})")
_ENOUGH = re.compile("(?P<what>[^,。;须需应]{2,24}?)即可(?P<act>[^。;]{2,30})")
_CONSENT = Pattern("同意|授权|许可|批准|确认|密码|验证|核验|身份|本人|安全")
"""What guards the reader himself."""


def _sooner(pair: Pair, old: str, new: str) -> bool:
    """Whoever is bound acts sooner or more often, or answers for longer, and gives something more (每年一次 /
    每半年一次,并提交报告)."""
    new = _TO_READER.sub("", new.rstrip("。.;"))
    tail = _MORE.search(new) or _AND_MORE.search(new)
    if (
        tail is None
        or _LIMITS.search(tail[0])
        or _READER.match(old)
        or not _BOUND_TO_ACT.search(old)
        or _HARMS.search(old)
    ):
        return False
    if _TIMES.sub("", new[: tail.start()]) != _TIMES.sub("", old.rstrip("。.;")):
        return False
    before, after = pair.old_measured.counted, pair.new_measured.counted
    went, came = (sorted(map(_length, (one - other).elements())) for one, other in ((before, after), (after, before)))
    if not went or len(went) != len(came) or not all((*went, *came)):
        return False
    longer = _ANSWERED_FOR.search(old) is not None
    return all(one != other and (other > one) is longer for one, other in zip(went, came, strict=True))


def _length(measured: Quantity) -> Fraction | int:
    """In hours, of a time or of what is counted by it; nothing of anything else."""
    return hours(measured) if measured.is_time else _PERIODS.get(measured.unit, 0)


_PERIODS = {"per hour": 1, "per day": 24, "per week": 168, "per month": 730, "per quarter": 2190, "per year": 8760}
_HARMS = Pattern("收取|收费|扣|缴|付|租金|催|费(?!用?由)|删除|注销|终止|停|处罚|搬|清退|解除|冻结|拍卖|没收|拆")
"""Acts that are no better for being done sooner."""
_ANSWERED_FOR = Pattern("保修|质保")
_AND_MORE = re.compile("(?:及|和|以及|、)[^,。;、]{2,10}$")
_BOUND_TO_ACT = Pattern("应|须|负责|将|每|内|保修|质保")
_TIMES = re.compile("(?:[\\d一二两三四五六七八九十半]+个?)?(?:工作)?(?:小时|分钟|日|天|周|月|季度?|年)")


def _shared(one: str, other: str) -> int:
    return len(set(_CHINESE.findall(one)) & set(_CHINESE.findall(other)))


_CHINESE = re.compile("[\u4e00-\u9fff]")
_SAME_THING, _SAME_SUBJECT = 2, 4
"""Characters that what is spared shares with what was asked, and that a sentence shares with what it was."""
_READER = Pattern(
    "(?:您|用户|承租人|租客|租户|商家|商户|业主|住户|学员|学生|家长|患者|病人|会员|旅客|乘客|旅游者"
    "|游客|投保人|被保险人|客户|持卡人"
    "|借款人|存款人|买家|消费者|顾客|读者|申请人|考生|玩家|访客|员工|职工|劳动者|住客|收件人|寄件人"
    "|车主|参赛者|申请|办理|领取|报名|注册"
    "|退货|退款|退票|索赔|理赔|提现|取件|入住|借阅|退租|补卡|挂失|登录|请假|入园|入场|入馆|参观|订票"
    "|充值|加入|进入|停车|购票|预约|开户|销户|借书)(?![^,。;]{0,2}(?:数据|信息|资料|手术|录音|隐私|病历))"
)
"""Whose sentence it is, or what only a customer does."""
_ASKS_READER = Pattern(
    "(?:经|[取征获]得)[^,。;]{0,6}(?:您|用户|客户|患者|家属|本人|业主|会员|学员|家长|监护人|员工)[^,。;]{0,8}"
    "(?:同意|授权|许可|批准|审批|确认|签字|表决)"
)
"""Whoever reads it is asked himself."""
_NEEDED = Pattern("方可|才[可能会]|[应须需]当?|经[^,。;]{0,12}(?:同意|批准|许可|审核|确认)|凭|持|后可")
_SPARED = re.compile(
    "(?:无[须需]|不必|毋[须需]|不再(?:要求|需要?|须)|不需要?|免于?(?=提[供交]|缴|交|出示))[^,。;]{2,16}"
    "|[^,。;]{2,10}(?:不再(?:要求|需要|作要求)|免于提[供交])"
)
_OF_THE_READER = Pattern(
    "您|用户(?!名)|客户|患者|学员(?!证|卡)|业主的?同意|会员(?!卡|证|码)|本人(?!身份|证)|通知|告知|说明|理由|负责|承担|赔偿|担责"
)
"""Whose consent, or what the other side owes: to be spared that is no gift."""
_TAKES_BACK = Pattern(
    "但|除[^,。;]*外|仅|只|视|酌|应|须|需|不|未|无|扣|收取|收费|费用由|限|经[^,。;常]|方可|自行|自动|有权"
)
_FREE = re.compile(
    "免费|全额[退返]还|全部[退返]还|一律免[收费]?[^,。;]{0,6}|免收[^,。;]{0,8}|不再?收取?"
    "(?:任何)?[^,。;]{0,4}费用?|无(?:最低)?收费"
)
_CHARGED = Pattern(
    "扣除|扣收|扣减|收取|加收|(?:费|金)[^,。;]{0,6}[\\d一二三四五六七八九十百千两]+(?:\\.\\d+)?[元%]"
    "|百分之|最低[一二三四五\\d]+元|前[一二三四五\\d]+[笔次件]"
)
_INSTEAD = Pattern("可(?!提|以提)|另|加价|提高|预付|折算")
_FREE_OF_ALL = Pattern("不(?:得|予)?收取?|全额[退返]还|不(?:得|予)扣|违约金|赔偿|补偿|利息")
_AT_MOST = Pattern("不超过|不得超过|上限|为限|最多|至多|不高于")
_BOUND = Pattern("[应须]|将(?=[\u4e00-\u9fff])|会(?=[\u4e00-\u9fff])|负责|保证|承诺|存储|提供")
_MORE = re.compile(
    ",(?:并且?|且|同时|另|还)(?:应当?|将|会|须)?(?P<how>(?:在|于)[^,。;]{1,10}(?:期间|内|时|前))?"
    "(?:均已?|额外|另行|自行)?"
    "(?:免费|无偿|提供|赠送|协助|承担|负担|退还|赔偿|补偿|更换|维修|安装|培训|加密|备份|列为"
    "|将[^,。;]{1,10}列为|出具|公布|公示|配备|陪同"
    "|延长|支付|提交|通报|含|包含|附送)[^,。;]{0,20}"
    "|,[^,。;]{2,8}费(?:全免|免收|免)"
)
_LIMITS = Pattern(
    "可|有权|但|除|仅|限|视|酌|由(?!此)|经|方能|不|未|无(?!偿)|停|终止|扣|转|共享|披露|同意|授权"
    "|收费|收取|您|用户|客户|甲方|对方|承租人|违约|其他费用"
)
RULES = (relief,)
