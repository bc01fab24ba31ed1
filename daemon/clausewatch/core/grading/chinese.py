"""Chinese sentences reduced to what they say: every known word one sign, figures in one form, empty words gone.

Chinese is written without gaps, so a word is known by the longest one of the thesaurus that stands at its place. Words
that stand for each other share a sign (of the private use area, so that a sign is one character like any other), and
``spelled`` writes the signs out again.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from clausewatch.core.grading.order import one_passage_moved
from clausewatch.core.grading.quantities import in_figures
from clausewatch.core.grading.text import listed
from clausewatch.core.grading.thesaurus_zh import SAME, WHOLE

_FIRST_SIGN = 0xE000
_GROUPS = (*SAME, *((word,) for word in WHOLE))
_OF_GROUP = tuple(
    group[0] if len(group[0]) == 1 else chr(_FIRST_SIGN + at) for at, group in enumerate(_GROUPS)
)  # fmt: skip
_SIGN = {word: sign for group, sign in zip(_GROUPS, _OF_GROUP, strict=True) for word in group}
_SPELLED = {ord(sign): group[0] for group, sign in zip(_GROUPS, _OF_GROUP, strict=True)}

LIGHT = listed(
    "页面 功能 服务 应当 施行 实施 作出 做出 出具 开具 予以 加以 承担 责任 开始 已经 相关 有关 关于 具体 进行"
    " 通过 办理 产品 情况 方式 形式 为了 任何 本人 自己 自行 个人 我们 您 负责 发生 存在 产生 处于 事宜 事项 行为"
    " 操作 工作 活动 过程 其中 本身 之日 当日 完毕 时间 每逢 提出 一经 人员 派员 派人 任何一方 任一方 尽快 人民币"
    " 年度 每天 每周 每月 每年 每季度 小时 分钟 工作日 自然日 个月 学年 学期 季度 星期 周"
)
"""Words that carry no promise of their own; how much and how long is told as a figure."""
_IS_LIGHT = {_SIGN.get(word, word) for word in LIGHT} - {""}
_KNOWN = frozenset((*_SIGN, *LIGHT))
_SIZES = {
    first: tuple(sorted({len(word) for word in same}, reverse=True))
    for first, same in groupby(sorted(_KNOWN), key=lambda word: word[0])
}
"""Lengths of the known words that begin with a character, longest first."""
_EMPTY = re.compile(
    r"(?:双方|各方)[均亦]同(?=[,;。]|$)|进行|(?<!申)请|[的了将会予以于在等所对就其该此为之把则即均都亦也自从凡,.:;!?()、。\s\"]"
)
_EXCEPT = re.compile(r"除(?!外)([^,。;]{1,20}?)[以之]?外(?![部来包在地墙])")
"""An exception that stands around what it excepts: 除节假日外, 节假日除外."""
_COUNTED = re.compile(r"(?<=\d)[位名个](?!月)")
"""The measure word between a figure and whom it counts: 一位 and 一名 are one."""


@functools.lru_cache(maxsize=4_096)
def signs(lower: str, *, light: bool = True) -> str:
    """A folded sentence in lower case, its words as signs; ``light`` says whether light ones stay."""
    found = (_SIGN.get(word, word) for word in _words(_written_out(lower)))
    kept = "".join(sign for sign in found if light or sign not in _IS_LIGHT)
    return _EMPTY.sub("", _COUNTED.sub("", in_figures(kept)))


def _words(text: str) -> Iterator[str]:
    """The longest known word at every place, or the character that stands there."""
    at = 0
    while at < len(text):
        ends = (at + size for size in _SIZES.get(text[at], ()))
        end = next((end for end in ends if text[at:end] in _KNOWN), at + 1)
        yield text[at:end]
        at = end


def _written_out(lower: str) -> str:
    lower = _EXCEPT.sub(r"\1除外", lower)
    return _SHORT_FORM.sub(lambda match: _SHORT_FORMS[match[0]], lower)


_SHORT_FORMS = dict(
    pair.split("/")
    for pair in listed(
        "退款/退还款项 退费/退还费用 缴费/支付费用 交费/支付费用 付费/支付费用 付款/支付款项 还款/偿还款项"
        " 拒收/拒绝接收 收货/收到货物 发货/发出货物 验货/检验货物 取货/领取货物 换货/更换货物 退货/退回货物"
        " 退保/解除保险合同 停电/停止供电 停水/停止供水 停工/停止施工 补课/补上课程 加价/提高价格 涨价/提高价格"
        " 降价/降低价格 涨租/提高租金 加薪/提高工资 降薪/降低工资 扣薪/扣除工资 借书/借阅图书 还书/归还图书"
        " 退票/退还票款"
    )
)
_SHORT_FORM = re.compile(rf"(?:{'|'.join(_SHORT_FORMS)})(?![人方卡])")
"""A verb and its object in two characters, which are two words when written out."""


def is_sign(char: str) -> bool:
    """Whether a character stands for a whole word."""
    return ord(char) >= _FIRST_SIGN and ord(char) in _SPELLED


def spelled(text: str) -> str:
    """With the words written out, each as the first of its group."""
    return text.translate(_SPELLED)


def said_alike(old: str, new: str) -> bool:
    """Whether two sentences differ in words that stand for each other and in the place of one passage only."""
    before, after = signs(old), signs(new)
    return before == after or (Counter(before) == Counter(after) and one_passage_moved(tuple(before), tuple(after)))
