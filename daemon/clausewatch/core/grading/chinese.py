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
from clausewatch.core.grading.pattern import Pattern, Phrases
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
    " 状态 手续 召开 作为 一并 签发 路径 界面 入口"
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


@functools.lru_cache(maxsize=4_096)
def _written_out(lower: str) -> str:
    for form, construction in _CONSTRUCTIONS.worth_a_search(lower):
        lower = _compiled(construction.pattern).sub(form, lower)
    for either in _EITHER if "或" in lower else ():
        lower = either.sub(_in_order, lower)
    return _SHORT_FORM.sub(lambda match: _SHORT_FORMS[match[0]], _EXCEPT.sub(r"\1除外", lower))


@functools.cache
def _compiled(construction: str) -> re.Pattern[str]:
    """When it is first asked for; whether it is worth asking is told by the sentence as it was."""
    return re.compile(construction)


_FIGURE = r"[\d一二两三四五六七八九十百半]+"
_CONSENT = "同意|许可|批准|授权|认可|准许|确认"
_SOMEBODY = r"您|我们|(?:本|该)?(?:公司|平台|银行|学校|医院)|[^,。;的]{0,4}[方人者家户员生师客东主]"
_CONSTRUCTIONS = Phrases(
    (form, Pattern(construction))
    for form, construction in (
        ("", r"一旦(?=发生|出现)|(?<=[\u4e00-\u9fff])一旦发生"),
        (r"\g<what>后", r"一[经旦](?P<what>[^,。;一]{2,8}?)(?=[,即便后]|$)(?:之?后)?"),
        (r"\g<what>后", r"自(?P<what>[^,。;自]{2,14}?)(?:之日|之时|时|日)起"),
        (r"不\g<one>\g<other>", r"(?<!不)不(?P<one>[退换提挪停延])不(?P<other>[\u4e00-\u9fff])"),
        ("逾期", r"(?<![从并])未(?:能)?(?:按时|按期|如期|在期限内|按约定时间|及时)(?=[付还交缴归支])"),
        (
            r"\g<who>可以\g<act>",
            r"(?<![提仅只以])供(?P<who>[^,。;应方]{1,6}?)(?P<act>(?:随时)?)(?=查[阅看询]|使用|下载|调取|选[择用]|取用)(?![^,。;]{0,2}时)",
        ),
        (r"与\g<who>", r"[同与和](?P<who>[^,。;]{2,6}?)一(?:起|道|同)(?=[\u4e00-\u9fff])"),
        (r"属于\g<who>", r"归属?于?(?P<who>[^,。;]{1,8}?)所有"),
        (r"\g<who>无义务\g<what>", rf"(?P<what>[^,。;]{{2,20}}?)(?:并非|不是|不属于)(?P<who>{_SOMEBODY})的?义务"),
        ("无", r"(?:未(?:经|取得|持有|获得|获)|没有|不具[备有])(?=[^,。;]{1,6}(?:证|资格|执照|资质))"),
        (r"\g<who>享有\g<what>", rf"(?P<what>[^,。;]{{2,20}}?)(?:归属?于|属于)(?P<who>{_SOMEBODY})(?=[,。;]|$)"),
        (r"\g<who>\g<act>", r"(?:得到|受到|获得)(?P<who>[^,。;]{0,8}?)的?(?P<act>尊重|保护|保障|支持|遵守)"),
        ("", rf"按(?:照)?(?=每[天日周月年小]|{_FIGURE})"),
        ("", r"经(?=验[收证货票])|(?<=清理|打扫|清扫|擦拭)干净"),
        (r"可以\g<act>", r"(?:享有|拥有|有)(?P<act>使用|查阅|选择|拒绝|解除|撤销|处分)权(?=[,。;]|$)"),
        ("使用", r"之用(?=[,。;]|$)"),
        ("", r"(?:^|(?<=[,。;]))遇[有到见]?(?=[^,。;]{2,12},)"),
        ("立即支付", r"即付(?=[^款即,。;])"),
        ("保密", r"保密(?:义务|责任)的?(?=期)"),
        ("签订", r"订立(?=[^,。;]{0,4}(?:协议|合同))"),
        ("所供应", r"所供(?=货|商品|产品|材料|设备)"),
        ("即", r"即行|即告(?!知)|即予|即便(?=[失生])"),
        (r"取得", r"(?<![未已业历不])经(?:过|由)?(?=[^,。;过营济验办手销]{1,12}(?:" + _CONSENT + "))"),
        ("前", rf"提前(?={_FIGURE} ?个?(?:工作|自然)?(?:日|天|小时|分钟|周|月|年))"),
        (r"以\g<what>为限", r"在(?P<what>[^,。;在]{2,20}?)的?范围(?:之)?内"),
        (r"按照\g<what>确定", r"以(?P<what>[^,。;以]{2,20}?)为(?:准|依据)"),
        (
            r"按照\g<what>\g<act>",
            r"以(?P<what>[^,。;以]{2,20}?)为(?P<act>计算|结算|计费|判断|认定)(?:的)?(?:依据|基础|基准)",
        ),
        (
            "",
            r"(?<=[\u4e00-\u9fff])完成(?=核定|核赔|审[核查批]|处理|办理|[检维]修|修复|退款|删除|更正|交付|安装|支付|整改|批改|登记)",
        ),
        ("", r"(?:给予|给与|作出|做出)(?=[\u4e00-\u9fff]{2}(?:[,。;]|$))"),
        ("公告", r"(?:发布|张贴|刊登|作出|发出)公告"),
        ("通知", r"(?:发出|作出|发送)通知|(?:通知|告知)(?:对方|另一方|相对方)"),
        ("期届满", r"期(?:间|限)?(?:届)?满"),
        ("效力等同", r"(?:具有|具备|有)?(?:同等|相同|同样)的?(?:法律)?效力|(?:法律)?效力(?:相同|一致|同等|等同)"),
        (" 规定", r"(?<=[\u4e00-\u9fff]法)规定"),
        ("规定", r"规定(?:予以)?(?:执行|办理|处理)"),
        ("", r"所有(?=[^,。;]{1,10}[均都])"),
        ("", r"(?<=[于按])任何理由(?=[,均都])"),
        (
            r"用于\g<what>",
            r"(?:用作|作为)(?P<what>[^,。;]{2,4}?)(?:的)?(?:语料|素材|数据|样本|资料)(?:使用)?(?=[,。;]|$)",
        ),
        ("撤回", r"收回(?=[^,。;]{0,8}(?:同意|授权))"),
        (
            r"可以\g<when>优先\g<what>",
            r"享有(?P<when>[^,。;]{0,10}?)的?优先(?P<what>承租|购买|受让|认购|续租|就诊|录用)权",
        ),
        ("同等条件下", r"在?(?:同等|相同)(?:的)?条件下?|在?条件(?:相同|同等)(?:时|的情况下)?"),
        (
            r"仅\g<who>",
            r"除(?P<who>[^,。;]{1,10}?)[之以]?外,?(?:无人|没有人|任何人[均都]?(?:不|无法)|(?:其他|任何其他|他)人[均都]?(?:不|无法))"
            r"(?=[可能得有])",
        ),
        ("仅", r"只有(?=[^,。;]{1,10}(?:能|可|有权|才))"),
        (r"\g<who>仅在\g<when>时", r"若?非(?P<when>[^,。;]{2,14}),(?P<who>[^,。;]{0,6}?)(?:均|绝)?不(?:得|会|予)?"),
        (r"由\g<court>管辖", r"[应须]?(?:当)?(?:向|提交|提请)(?P<court>[^,。;]{2,20}法院)(?:提起诉讼|起诉)"),
        ("管辖", r"(?<=法院)(?:解决|审理|受理|裁判)"),
        (r"按\g<unit>", r"以(?P<unit>[日天月周年次件]|小时|季度|学期)为单位"),
        (
            "任何理由",
            r"(?:无论|不论|不管)(?:出于|以|因|基于)?(?:何种|任何|什么|何)(?:理由|原因)|[以因](?:任何|何种)(?:理由|原因)",
        ),
        ("不负责", r"(?:无须|无需|不必|不)(?:再)?(?:承担责任|负责任|负责|负担责任)"),
        (r"\g<who>可以\g<act>", r"由(?P<who>[^,。;]{2,6}?)(?:自行|自主)(?P<act>选择|决定|确定)"),
        (
            r"双方互不承担\g<what>责任",
            r"任何一方均?(?:不|无须|无需)(?:得)?[对向](?:另一方|对方)承担(?P<what>[^,。;]{0,6})责任",
        ),
        (r"\g<act>", r"(?P<act>记录|统计|显示|监测|计量)的?(?:数据|结果|数值)"),
        (r"致电\g<line>", r"拨打(?P<line>[^,。;]{0,6}?)电话"),
        ("不单独", r"不另(?:行)?(?=提供|出具|签发|告知|约定|支付|购买)"),
        ("险", r"(?<=意外|医疗|责任|财产|养老|重疾|运输|工伤|失业|生育)保险"),
        ("购买", r"投保(?=[^,。;人]{2,6}险)"),
        ("", r"按(?:照)?(?=原路|原支付|原付款|原渠道)|在其间|(?:确属|确系|系属)"),
        (r"补课\g<times>次", rf"补(?P<times>{_FIGURE})次课"),
        (r"为\g<whom>", r"[向给](?P<whom>您|用户|客户|会员|学员|患者|业主)(?=[^,。;]{0,4}提供)"),
    )
)
"""What is said in more ways than one, by more than one word: the ways in one form."""
_EITHER = tuple(
    re.compile(rf"(?P<one>(?P<same>[按以由向从])[^,。;或]{{{size}}})或(?P<other>(?P=same)[^,。;或]{{{size}}})")
    for size in (3, 2, 1)
)
"""Two alternatives of one length."""


def _in_order(match: re.Match[str]) -> str:
    """Whichever comes first in any order first: 按年或按月, 按月或按年."""
    return "或".join(sorted((match["one"], match["other"])))


_SHORT_FORMS = dict(
    pair.split("/")
    for pair in listed(
        "退款/退还款项 退费/退还费用 缴费/支付费用 交费/支付费用 付费/支付费用 付款/支付款项 还款/偿还款项"
        " 拒收/拒绝接收 收货/收到货物 发货/发出货物 验货/检验货物 取货/领取货物 换货/更换货物 退货/退回货物"
        " 退保/解除保险合同 停电/停止供电 停水/停止供水 停工/停止施工 补课/补上课程 加价/提高价格 涨价/提高价格"
        " 降价/降低价格 涨租/提高租金 加薪/提高工资 降薪/降低工资 扣薪/扣除工资 借书/借阅图书 还书/归还图书"
        " 退票/退还票款 折现/兑换现金 变现/兑换现金 输错/输入错误 照发/照常发放 照付/照常支付"
        " 随货/随货物 车况/车辆状况 路况/道路状况 谋利/谋取利益 换座/更换座位 拆封/拆开"
        " 货损/货物损坏 开票/开具发票 付息/支付利息 停产/停止生产 停售/停止销售"
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


def aligned(old: str, new: str) -> tuple[str, str]:
    """Two sentences with one word for what cannot be: 不可撤销 is 无法撤销 there, and a prohibition elsewhere."""
    cannot = _CANNOT.search(old) is not None, _CANNOT.search(new) is not None
    if cannot == (False, True):
        return _MAY_NOT.sub("不能", old), new
    return (old, _MAY_NOT.sub("不能", new)) if cannot == (True, False) else (old, new)


_CANNOT = Pattern(r"不能|无法")
_MAY_NOT = re.compile(r"不可(?!以|能|抗|分割|避免|行|少)")


def said_alike(old: str, new: str) -> bool:
    """Whether two sentences differ in words that stand for each other and in the place of one passage only."""
    before, after = map(signs, aligned(old, new))
    return before == after or (Counter(before) == Counter(after) and one_passage_moved(tuple(before), tuple(after)))
