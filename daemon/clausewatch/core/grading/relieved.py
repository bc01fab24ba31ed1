"""Chinese clauses changed for their reader's good: no longer asked for, no longer charged, something more given.

Words go and words come there as in a promise that is broken, so that the rules that only count them see the worst.
Here the new sentence says itself, in set words, what its reader gains, and holds nothing that could take it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.finding import Direction, Finding, Pair, once
from clausewatch.core.grading.pattern import Pattern
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
    return _unasked(old, new) or _uncharged(old, new) or _asks_less(old, new) or _given_more(old, new)


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
    rest = new[: free.start()] + new[free.end() :]
    return (
        not (_TAKES_BACK.search(rest) or _INSTEAD.search(rest) or _CHARGED.search(rest))
        and _shared(new, old) >= _SAME_SUBJECT
    )


def _asks_less(old: str, new: str) -> bool:
    """One thing fewer that the reader has to bring or to do (凭身份证及缴费单据 / 凭身份证)."""
    start = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    went = old[start : start + len(old) - len(new)]
    if old[:start] + old[start + len(went) :] != new or not _READER.match(old):
        return False
    before = re.split("[,;]", old[:start])[-1]
    return _ALSO.fullmatch(went) is not None and _ASKED.search(before) is not None


_ALSO = re.compile(
    "(?:,?并(?:附上?|提[供交]|出示|缴纳)?|以?及|[和与、])(?!监护)[^,。;]{2,12}(?<!同意)(?<!授权)(?<!意见)"
)
_ASKED = Pattern("凭|(?<![保支维坚主])持(?![续有])|[须需]|提[供交]|出示|应(?=提|附|保|缴|出)")


def _given_more(old: str, new: str) -> bool:
    """A clause has come at the end by which whoever was bound already gives something more (,并免费提供…)."""
    kept = old.rstrip("。.;")
    if not new.startswith(kept) or not _BOUND.search(old):
        return False
    more = _MORE.fullmatch(new[len(kept) :].rstrip("。.;"))
    return more is not None and _LIMITS.search(more[0]) is None


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
    "免费|全额[退返]还|全部[退返]还|一律免[收费]?[^,。;]{0,6}|免收[^,。;]{0,8}|不收取?"
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
    "|延长|支付)[^,。;]{0,20}"
)
_LIMITS = Pattern(
    "可|有权|但|除|仅|限|视|酌|由(?!此)|经|方能|不|未|无(?!偿)|停|终止|扣|转|共享|披露|同意|授权"
    "|收费|收取|您|用户|客户|甲方|对方|承租人|违约|其他费用"
)
RULES = (relief,)
