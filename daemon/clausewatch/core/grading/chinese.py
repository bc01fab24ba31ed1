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

from clausewatch.core.grading.order import exchanged, one_passage_moved
from clausewatch.core.grading.pattern import Pattern, Phrases
from clausewatch.core.grading.quantities import in_figures, in_plain_measures
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
    " 状态 手续 召开 作为 一并 签发 路径 界面 入口 位于"
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
    r"(?:双方|各方)[均亦]同(?=[,;。]|$)|进行|(?<!申)请"
    r"|[的了将会予以于在等所对就其该此为之把则即均都亦也自从凡,.:;!?()、。\s\"]"
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
    lower = in_plain_measures(lower)
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
_SOMEBODY = (
    r"您|我们|(?:本|该)?(?:公司|平台|银行|学校|医院)|家长|员工"
    r"|[^,。;的]{0,4}(?:[方人者户生师客东主]|商(?![品业标店场量])|员(?!工)|家(?![长属人具电政庭用]))"
)
_CONSTRUCTIONS = Phrases(
    (form, Pattern(construction))
    for form, construction in (
        ("请", r"请您|您请"),
        ("不得进食饮水", r"禁(?:食|止进食)[、,和及]?禁(?:水|止饮水)|不得?进食[、,和及或]?(?:不得?)?饮水"),
        ("不得吸烟", r"禁止吸烟|禁烟"),
        ("", r"(?:共同|一并|一起|一同)(?=构成|组成)"),
        ("申请领取", r"申领|申请(?:给付|支付|发放)(?=[^,。;]{2,8}[金款费])"),
        (
            "提交",
            r"(?<=[应须请需当])提供(?=[^,。;的]{0,12}(?:证明|证件|材料|资料|单据|凭证|发票|复印件|原件|清单|身份证|报告)"
            r"|由?[^,。;]{2,8}(?:出具|开具)的)",
        ),
        ("应", r"(?<![所急无必按不确如毋有])需(?=提[交供]|出示|支付|缴纳|填写|签署|携带)"),
        ("签字", r"签[字名](?:予以|并|加以)?确认"),
        ("组成部分", r"不可分割的?(?:一个?部分|组成部分|部分)"),
        (
            r"视为\g<what>",
            r"按(?:照)?(?P<what>旷课|缺[课勤席考]|旷工|迟到|早退|弃权|违约|放弃|退[票课订租])(?:处理|论处|对待|论|计)",
        ),
        (
            "",
            r"(?:买[家方]|客户|用户|顾客|消费者|您|乘客|旅客|学员|会员|患者)(?=(?:付款|支付款项|下单|支付成功|付款成功)之?后)",
        ),
        ("如实告知", r"如实(?:说明|陈述)"),
        ("", r"由(?=[^,。;由的]{2,10}(?:出具|开具|签发|颁发|核发)的)"),
        ("", r"^(?:公司|用人单位|单位|雇主)(?=[^,。;不未]{0,24}(?:支付|发放)[^,。;不未]{0,4}(?:工资|薪资|薪酬|报酬))"),
        (
            r"\g<does>\g<what>",
            r"对(?P<what>您?的?[^,。;对应将会方账象外]{2,14}?)(?:加以)(?P<does>[\u4e00-\u9fff]{2})(?=[,。;]|$)",
        ),
        (
            r"以\g<how>方式",
            r"(?:使用|运用|利用|应用)(?P<how>[^,。;的]{2,6}?)(?:技术|手段|措施)(?!问题|支持|人员|文件|服务|资料|故障)",
        ),
        (
            r"在\g<where>\g<act>\g<what>",
            r"将(?P<what>[^,。;]{2,10}?)(?P<act>张贴|公示|公布|刊登|发布|存放|放置|摆放|悬挂|存储|保存|展示)[于在]"
            r"(?P<where>[^,。;]{2,16}?)(?=[,。;]|$)",
        ),
        (
            r"\g<who>\g<never>向\g<whom>\g<act>\g<what>",
            r"(?P<what>[^,。;]{2,14}?)(?P<never>不[会得])被(?P<who>我们|[^,。;]{2,4}?)"
            r"(?P<act>披露|提供|共享|出售|转让|泄露|透露)给(?P<whom>[^,。;]{2,8}?)(?=[,。;]|$)",
        ),
        ("手术", r"(?<!手)术(?=[前后中][^,。;])"),
        ("不退还", r"不退(?=[^,。;还款票货费房订租出换改回]{1,6}[费款金票](?:[,。;]|$))"),
        ("商定", r"(?:共同)?协商(?:一致)?(?:之?后)?(?:确定|决定|议定|商定)"),
        ("偿还", r"归还(?=[^,。;]{0,6}(?:本息|本金|借款|贷款|欠款))"),
        ("", r"依约(?=按[时期]|足额|如期)"),
        ("视为", r"即(?:视)?为(?=(?:已经?)?(?:有效)?(?:送达|收到|交付))"),
        (
            r"向\g<who>透露\g<what>",
            r"(?<=[勿要得])[把将](?P<what>[^,。;]{2,10}?)(?:告诉|告知|透露给|泄露给)(?P<who>[^,。;]{2,6}?)(?=[,。;]|$)",
        ),
        ("客服", r"客服(?:人员|专员|代表|专人)"),
        (
            r"有权\g<act>",
            r"(?<![没只])(?:享?有|拥有|具有)(?P<act>(?:查|了解|选择|拒绝|要求|获得|取得|参[加与]|使用|撤[回销]|更正|删除|复制|知悉|申请|投诉|退)[^,。;的]{0,14}?)的?权利(?=[,。;]|$)",
        ),
        (
            r"\g<who>及其",
            r"(?P<who>[\u4e00-\u9fff]{2,4})[和及与](?P=who)的?(?=家属|亲属|家人|员工|关联|代理人|监护人|同伴)",
        ),
        (
            "原支付账户",
            r"(?:您|用户|客户|乘客|买家)?(?:在)?(?:付款|支付|充值|购买|下单)时所?(?:使用|采用|用)的?(?:付款|支付)?(?:账户|账号|银行卡|渠道)",
        ),
        (
            "开展",
            r"(?:进行|实施)(?=[^,。;]{0,8}(?:评估|检查|培训|演练|测试|审计|巡检|盘点|测评|检测)(?!师|员|机构|报告|费))",
        ),
        ("", r"(?<=评估|检查|培训|演练|测试|审计|巡检|盘点|测评|检测)工作(?=[,。;]|$)"),
        (r"至少\g<times>次", rf"不少于(?P<times>{_FIGURE})次的?"),
        ("公开", r"公开(?:披露|发布|公布)"),
        (
            r"未经\g<consent>",
            r"除非(?:已|事先|已经|先)?(?:取得|获得|征得|经过|得到|经)(?P<consent>[^,。;]{1,10}?(?:同意|许可|授权|批准))(?=,[^,。;]{0,20}不)",
        ),
        (
            r"除\g<law>外",
            r"除非(?P<law>(?:法律|法规|法律法规|行政法规|双方|当事人|本?合同|本?协议)[^,。;]{0,8}另有[^,。;]{0,4}(?:规定|要求|约定))",
        ),
        ("原因", r"方面的?原因"),
        ("", r"(?<=[^,。;])的(?=原因(?:导致|不能|无法))"),
        ("未参加考试", r"缺考"),
        ("时,", r"(?<=[\u4e00-\u9fff]{2})时(?=请)"),
        ("原创", r"原创的?作品"),
        (r"\g<where>", r"[在于](?P<where>[^,。;在于]{0,6}(?:系统|页面|平台|网站|应用))[中上内里](?=[\u4e00-\u9fff])"),
        (
            r"\g<what>由\g<who>承担",
            r"(?P<what>[^,。;由]{0,10}费用?)(?:均|应|应当)?由(?P<who>[^,。;由]{2,6}?)(?:支付|负担|缴纳|交纳)(?=[,。;]|$)",
        ),
        (
            r"\g<who>无正当理由不得\g<act>",
            r"(?P<who>[^,。;]{1,8}?)(?P<act>拒绝[^,。;]{1,8}?)(?:的|时)?,(?:应当?|必?须)(?:具?有|提供|说明)正当理由",
        ),
        ("请勿", r"请(?:您)?不要|切勿"),
        ("", r"(?<=[条款项])的?(?:约定|规定)(?=[,。;])"),
        ("任何一方", r"(?:甲乙)?双方(?:之?中的?)任[何意一]?一方|当事人(?:任何)?一方|任何一方当事人"),
        ("转租", r"转租(?:给|与|于)?(?:他人|第三[方人]|别人)"),
        (
            r"未经\g<who>\g<how>,\g<what>",
            r"(?P<what>[^,。;]{2,12}不得[^,。;]{2,20}),但(?:经|取得|获得)?(?P<who>[^,。;经]{1,8}?)的?"
            r"(?P<how>(?:事先|书面)*同意)的?(?:除外|不在此限)",
        ),
        (r"未经\g<who>同意", r"非经(?P<who>[^,。;]{1,8}?)同意"),
        ("无理由", r",?(?:并|且|而且)?(?:无需|无须|不需要?|不必|毋须)(?:说明|给出|提供|陈述)任?何?理由"),
        ("自费", r"(?:费用自理|自行承担费用|费用自担)(?:地)?"),
        (r"立即\g<what>", r"毫不(?:迟延|延误|拖延)地?(?:立即)?(?P<what>)"),
        (r"立即\g<what>", r"立即(?P<what>[^。;]{2,30}?),不得(?:有所|任何)?(?:迟延|延误|拖延|延迟)"),
        (
            r"仅可以在\g<what>内",
            r"不得?(?:超出|超过|超越)(?P<what>[^,。;超]{2,14}?范围)(?=[\u4e00-\u9fff])",
        ),
        ("仅可以", r"[仅只](?:能够?|得|可以?)(?=在[^,。;]{2,16}内)"),
        ("不变更", r"(?:保持|维持)不变"),
        ("期内", r"(?<=[\u4e00-\u9fff])期间内?(?=[,。;])"),
        (
            r"\g<cause>不影响\g<what>",
            r"(?P<what>[^,。;]{2,16}?)不(?:会)?因(?P<cause>[^,。;因]{2,16}?)而?(?:受到?(?:任何)?影响)(?=[,。;]|$)",
        ),
        ("名称变更", r"更名|变更名称"),
        ("不一致", r"(?<=[有在])任?何?(?:出入|差异)(?=,)"),
        ("", r"概(?=以)"),
        (
            r"如果\g<what>\g<act>,",
            r"(?P<what>[^,。;如]{2,12}?)(?:如|若)有(?:任何|所)?(?P<act>调整|变更|变化|修改|变动|更新|延误)的?,",
        ),
        (r"\g<what>", r"办理(?P<what>[\u4e00-\u9fff]{2,4})手续"),
        ("无效", r"被?(?:认定|判定|确认|宣告)为?无效"),
        ("谋取不正当利益", r"(?:谋取|获取|取得|牟取)不(?:正)?当(?:利益|得利)"),
        ("退还", r"退(?=给[\u4e00-\u9fff])"),
        ("变更为", r"(?<![流])转(?:换|变)?[为成](?=[\u4e00-\u9fff])"),
        (
            r"凭\g<what>可以",
            r"可以?凭(?P<what>[^,。;]{2,8}?)(?=进入|入[馆园场]|领取|换取|使用|享受|兑换|办理|登[机船])",
        ),
        ("进入场馆", r"入馆"),
        ("附件", r"附录"),
        ("发生的", r"(?<=[\u4e00-\u9fff])一旦(?:发生|出现)(?=,)"),
        ("", r"一旦(?=发生|出现)"),
        (r"\g<what>后", r"一[经旦](?P<what>[^,。;一]{2,8}?)(?=[,即便后]|不[予退得可]|$)(?:之?后)?"),
        (r"\g<what>后", r"自(?P<what>[^,。;自]{2,14}?)(?:之日|之时|时|日)起(?!算|计)"),
        (r"不\g<one>\g<other>", r"(?<!不)不(?P<one>[退换提挪停延])不(?P<other>[\u4e00-\u9fff])"),
        ("逾期", r"(?<![从并])未(?:能)?(?:按时|按期|如期|在期限内|按约定时间|及时)(?=[付还交缴归支])"),
        (
            r"\g<who>可以\g<act>",
            r"(?<![提仅只以])供(?P<who>[^,。;应方]{1,6}?)(?P<act>(?:随时)?)(?=查[阅看询]|使用|下载"
            r"|调取|选[择用]|取用)(?![^,。;]{0,2}时)",
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
            r"完成(?=付款|支付款项|付费|支付费用|缴费|注册|认证)|(?<=[\u4e00-\u9fff])完成(?=核定|核赔|审[核查批]|处理|办理|[检维]修|修复|退款|删除|更正"
            r"|交付|安装|支付|整改|批改|登记)",
        ),
        ("", r"(?:给予|给与|作出|做出)(?=[\u4e00-\u9fff]{2}(?:[,。;]|$))"),
        ("公告", r"(?:发布|张贴|刊登|作出|发出)公告"),
        ("通知", r"(?:发出|作出|发送)通知|(?:通知|告知)(?:对方|另一方|相对方)"),
        ("期届满", r"期(?:间|限)?(?:届)?(?:满|结束|终了)"),
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
            r"仅\g<who>可以",
            r"除(?P<who>[^,。;]{1,10}?)[之以]?外,?(?:无人|没有人|任何人[均都]?(?:不|无法)|(?:其他"
            r"|任何其他|他)人[均都]?(?:不|无法))"
            r"(?:可以?|能够?|得以?|有权)",
        ),
        ("仅", r"只有(?=[^,。;]{1,10}(?:能|可|有权|才))"),
        (r"\g<who>仅在\g<when>时", r"若?非(?P<when>[^,。;]{2,14}),(?P<who>[^,。;]{0,6}?)(?:均|绝)?不(?:得|会|予)?"),
        (r"由\g<court>管辖", r"[应须]?(?:当)?(?:向|提交|提请)(?P<court>[^,。;]{2,20}法院)(?:提起诉讼|起诉)"),
        ("管辖", r"(?<=法院)(?:解决|审理|受理|裁判)"),
        (r"按\g<unit>", r"以(?P<unit>[日天月周年次件]|小时|季度|学期)为单位"),
        (
            "任何理由",
            r"(?:无论|不论|不管)(?:出于|以|因|基于)?(?:何种|任何|什么|何)(?:理由|原因)|[以因](?:任何"
            r"|何种)(?:理由|原因)",
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
        ("如果", r"如(?=数据)"),
        ("如果", r"(?:(?<=^)|(?<=[,。;]))(?:如果?|若)(?:系|是)?因(?![此为])"),
        (
            r"因\g<cause>导致\g<what>",
            r"(?:(?<=^)|(?<=[,。;]))(?P<what>[^,。;因如若]{2,6}?)因(?P<cause>[^,。;]{2,12}?)"
            r"(?=(?:无法|不能|未能|延误|终止|取消|中断|损坏|解除|迟延)[^,。;]{0,6}的,)",
        ),
        (r"由\g<who>陪同", r"在(?P<who>[^,。;]{2,8}?)的?陪同之?下"),
        ("", r"(?:给予|作出|做出)的?(?=同意|授权|承诺|许可|答复)"),
        ("", r"所?(?:对应|相应)的(?=费用|部分|款项|金额)"),
        (r"发生\g<what>的,", r"(?:(?<=^)|(?<=[,。;]))(?P<what>[^,。;]{2,12}?)发生(?:的|时|之?后),"),
        (r"发生\g<what>的,", r"(?:(?<=^)|(?<=[,。;]))发生(?P<what>[^,。;]{2,12}?)之?后,"),
        (
            r"如果\g<what>,",
            r"(?:(?<=^)|(?<=[,。;]))(?:如果?|若|倘若|假如|当|在|凡|遇)?(?:系|是)?因?"
            r"(?P<what>[^,。;如若]{2,30}?)(?:的|的?(?:情形|情况)下?"
            r"|(?<![小同及随届临按准即此当暂])时),(?!但)",
        ),
        (
            r"如果\g<who>\g<what>,",
            r"(?:(?<=^)|(?<=[,。;]))(?P<who>[^,。;如若]{2,8}?)(?:如果?|若)因?(?:欲|拟|想|要|需要?"
            r"|希望)?(?P<what>[^,。;何有]{2,24}?)(?:的)?,",
        ),
        ("保留不少于", r"保[留存](?:时间|期限|时长)?不(?:得)?短于"),
        ("不少于", r"不(?:得)?短于"),
        ("少于", rf"(?:不足|未满|不满|未达到?|低于)(?={_FIGURE})"),
        (r"少于\g<what>", rf"(?P<what>{_FIGURE}周?岁)以下(?:\(不[含包]括?(?:本数)?\))"),
        ("", r"(?<=每[天日周月年])一次(?!性)|(?<=[每按][天日周月年][\u4e00-\u9fff]{2})一次(?!性)"),
        (
            "",
            r"(?<=的)(?:情形|情况)(?:下|时|之下)?(?=[,。;]|$)|(?<=[押租罚])金(?=的?(?:数额|金额))|的?"
            r"(?:数额|金额)(?=[为是等相按不])",
        ),
        ("不负责", r"免责(?![条声事情])|免除(?:一切|任何|全部)?责任(?=[,。;]|$)"),
        ("互不负责", r"(?:彼此|相互|互相|互)(?:均)?不负责"),
        ("双方互不负责", r"任何一方均?不(?:得)?[对向](?:另一方|对方)负责"),
        (
            "免费",
            r"免收(?:任何|一切|其他)?费用?|不(?:再|另行|额外|另)?收取?(?:任何|额外|其他|一切)?(?:费用"
            r"|费)(?=[,。;]|$)",
        ),
        (
            "免费",
            r"(?:无[须需]|不必|不用|毋[须需])(?:再|另行|额外)?(?:[向给对][^,。;]{1,6}?)?(?:支付|缴纳|交纳|承担|缴付|付)"
            r"(?:任何|额外|其他|一切)?(?:费用|费)(?=[,。;]|$)",
        ),
        ("逾期", r"(?:延迟|迟延|拖延)(?=交货|交付|付款|支付|履行|还款|交房|发货|缴|归还|供货|完工|退款|返还)"),
        (
            r"不认可\g<what>",
            r"对(?P<what>[^,。;对]{2,12}?)(?:不服|(?:有|持有?|存在|提出)异议|不满意?|不认可|不同意)(?:的"
            r"|时)?(?=,)",
        ),
        (
            r"不认可\g<what>",
            r"不(?:服|同意|接受)(?P<what>[^,。;]{2,10}(?:决定|结果|裁定|处理|裁决|意见))(?:的|时)?(?=,)",
        ),
        (
            r"前\g<time>",
            rf"(?<=[满期始发束])(?P<time>{_FIGURE} ?个?(?:工作|自然)?(?:日|天|小时|分钟|周|月|年))(?:之|以)?前",
        ),
        (
            r"确保\g<what>\g<how>",
            r"(?:对|就)(?P<what>[^,。;对]{2,14}?)的?(?P<how>真实|准确|完整|合法|安全|有效)性(?:承担责任|负责)",
        ),
        (
            r"确保\g<what>\g<how>",
            r"(?:确保|保证)(?P<what>[^,。;]{2,14}?)的?(?P<how>真实|准确|完整|合法|安全|有效)性?(?=[,。;]"
            r"|$)",
        ),
        (
            r"以\g<how>方式",
            r"(?:采[取用]|通过|透过|借助)(?P<how>[^,。;的]{2,8}?)的?(?:措施|方式|手段|方法|形式|技术(?!问题|支持|人员|文件|服务|资料|故障))",
        ),
        ("任何一方", r"(?:甲乙)?双方[均都]?(?=可以?[^,。;]{2}|有权)"),
        ("违约方应", r"(?:任何|任)?一方(?:如)?违约(?:的|时)?,(?:应当|应|须)"),
        ("", r"(?:因此|由此|因而)(?:而)?(?:所)?(?:遭受|造成|产生|引起|导致|受到?|蒙受)的?(?=[^,。;]{0,4}损失)"),
        ("任何", r"任[意一](?![方次项条款一个种])(?=[\u4e00-\u9fff]{2})"),
        ("", r"(?:应当?|须)(?=保证|确保|承诺)"),
        (
            r"符合\g<what>",
            r"(?:达到|满足|符合|合乎)(?P<what>[^,。;]{2,12}?(?:标准|条件|规范|规程))的?(?:要求|规定)?"
            r"(?=[,。;]|$)",
        ),
        ("应 支付", r"应支付(?![的款])"),
        ("不得擅自", r"擅自,?不(?:得|可|能)"),
        ("退还", r"(?<=[不予全])退(?=[,。;]|$)"),
        (r"违反\g<what>", r"未(?:能)?(?:履行|遵守|尽到?)(?P<what>[^,。;]{2,6}义务)"),
        ("承担", r"(?<=[应须当])负(?=[\u4e00-\u9fff]{2,4}责任)"),
        ("", r"(?<=仲裁|诉讼|调解|协商)解决(?=[,。;]|$)"),
        ("享有", r"(?:有权|可以?)(?:享受|享用|休)(?=[^,。;]{0,6}(?:假|休))"),
        (r"凭\g<what>可以", r"出示(?P<what>[^,。;]{2,10}?)(?:后?即可|后?方可|后可以?)"),
        ("", rf"(?:一式|共)(?={_FIGURE}份)|(?<=[,。;])(?:各份|每份|各文本)均?(?=效力|具有|有)"),
        (
            "双方各执",
            r"(?:甲乙双方|双方|各方|每一方|每方|甲乙方)各?(?:自)?(?:执|持|保留|留存|存|保存)有?"
            r"(?=[\d一二两三四五六七八九]份)",
        ),
        (
            "未尽事宜",
            r"(?:没有|未作?|未作出|未予|尚未)(?:约定|规定|载明|列明|涉及|明确)的(?:其他|其它)?(?:事项"
            r"|事宜|内容|部分|问题)",
        ),
        (
            "另行签订补充协议",
            r"(?:以|通过)补充协议(?:的?(?:形式|方式))?(?:另行|加以|予以)?(?:约定|确定|规定)|(?:签订|签署"
            r"|订立|达成)补充协议",
        ),
        ("合同未尽事宜", r"(?:本合同|本协议|合同|协议)未尽事[宜项]|未尽事[宜项]"),
        (
            r"冲突,按照\g<first>\g<what>确定",
            r"(?:冲突|不一致|抵触|矛盾|歧义)(?:的|时|之处)?,(?:应当|应)?(?:优先(?:适用)?"
            r"(?P<first>[^,。;以]{2,12})|(?P<what>[^,。;以]{2,12}?)(?:应当|应)?优先(?:适用)?)(?=[。;]"
            r"|$)",
        ),
        ("", r"(?:有|存在|发生|出现)任?何?(?=冲突|不一致|抵触|矛盾)"),
        (
            r"\g<where>载明\g<what>",
            r"(?P<what>[^,。;]{2,20}?)(?:[详参]?见|载于|列于|规定于|列明于)(?:于)?"
            r"(?P<where>附[件录表][\d一二三四五六七八九]?)(?=[,。;]|$)",
        ),
        (r"\g<may>拒绝", r"(?P<may>有权|可以)不(?=(?:参加|接受|支付|同意|提供|购买|签署|缴纳|入住))"),
        ("适合", r"适[于宜](?=[\u4e00-\u9fff])"),
        (r"适合\g<use>", r"(?:符合|满足|适合)(?P<use>[\u4e00-\u9fff]{2})(?:用途|使用|要求|之用)(?=[,。;]|$)"),
        (
            r"仅\g<what>用于\g<for>",
            r"不得?会?(?P<what>将[^,。;]{1,16}?)?用于(?P<for>[^,。;]{2,20}?)[以之]?外的?(?:任何)?"
            r"(?:其他|其它)?(?:用途|目的)",
        ),
        (
            r"\g<who>仅\g<what>用于\g<for>",
            r"除(?P<for>[^,。;]{2,20}?)[以之]?外,?(?P<who>[^,。;不]{0,8}?)(?:均)?不(?:得|会|将"
            r"|予)*(?P<what>将[^,。;]{1,16}?)?"
            r"用于(?:任何)?其[他它](?:任何)?(?:用途|目的)",
        ),
        (
            r"仅\g<what>用于\g<for>",
            r"[仅只](?:可以|可|能|得|会|限于)?为(?P<for>[^,。;为]{2,20}?)(?:使用|利用)"
            r"(?P<what>[^,。;]{2,12})",
        ),
        (r"仅\g<who>可以使用", r"仅[供限由](?P<who>[^,。;]{2,8}?)(?:使用|查阅|查看)"),
        (
            r"\g<who>应\g<what>",
            rf"(?:(?<=^)|(?<=[,。;]))(?P<what>[^,。;由须应将可不经]{{2,14}}?)(?P<must>应当|应|须"
            rf"|均)?由(?P<who>(?:{_SOMEBODY}|[^,。;由]{{2,8}}?)"
            r"(?:[在于][^,。;]{2,20}?|[^,。;]{2,10}[内前后])?)(?:负责)?(?:完成|进行|办理|实施|执行"
            r"|作出|承办)(?=[,。;]|$)",
        ),
        (
            r"\g<who>\g<must>\g<does>\g<what>",
            rf"(?:(?<=^)|(?<=[,。;]))(?P<what>[^,。;由须应将可不经]{{2,14}}?)(?P<must>应当|应|须|均|将"
            rf"|可以|可)?由(?P<who>[甲乙丙]方|{_SOMEBODY})"
            r"(?P<does>[^,。;]{2,8})(?=[,。;]|$)",
        ),
        (
            r"\g<who>\g<must>\g<what>\g<does>",
            r"(?P<who>[^,。;]{2,6}?)(?P<must>应当|应|须|将|会)?[对就](?![方账外象应等比此])"
            r"(?P<what>[^,。;对]{2,12}?)(?:的?事[宜项])?(?:进行|予以|加以|给予|作出)"
            r"(?P<does>[\u4e00-\u9fff]{2,4})(?=[,。;]|$)",
        ),
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
        " 缺课/缺席课程 本息/本金和利息 货损/货物损坏 开票/开具发票 付息/支付利息 解约/解除合同 停产/停止生产"
        " 停售/停止销售 停气/停止供气 服药/服用药物 吃药/服用药物 换锁/更换门锁 停职/暂停职务 复职/恢复职务"
        " 复课/恢复上课 复学/恢复学业 免职/免除职务 代考/代人考试 定损/核定损失 拒赔/拒绝赔付 断供/中断供应"
        " 补货/补充库存 验房/查验房屋 交房/交付房屋 洗车/清洗车辆 交货/交付货物 购房/购买房屋 买房/购买房屋"
        " 售房/出售房屋 卖房/出售房屋 购车/购买车辆 买车/购买车辆 提车/提取车辆 车损/车辆损坏 缴税/缴纳税款"
        " 纳税/缴纳税款 交税/缴纳税款 续借/继续借阅 泄密/泄露秘密 抵债/抵偿债务 越权/超越权限 首播/首次播出"
        " 失联/失去联系 退钱/退还款项 验血/血液检查 血检/血液检查 网课/线上课程 兑现/兑换现金 拆改/拆除或改动"
    )
)
_SHORT_FORM = re.compile(
    rf"(?<![支归退偿返发付交缴给检查点])(?:{'|'.join(_SHORT_FORMS)})(?![人方卡项物辆屋款识义]|用(?!户)|具(?!有))"
)
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
    """Whether two sentences differ in words that stand for each other, in empty ones, and in the place of passages."""
    before, after = map(signs, aligned(old, new))
    return _in_other_places(before, after) or _in_other_places(_telling(before), _telling(after))


def _in_other_places(before: str, after: str) -> bool:
    if before == after:
        return True
    if Counter(before) != Counter(after):
        return False
    return one_passage_moved(tuple(before), tuple(after)) or _rearranged(before, after)


_VOID = frozenset(
    _SIGN.get(word, word)
    for word in listed(
        "进行 作出 做出 予以 加以 开展 发生 存在 产生 出现 事宜 事项 情况 情形 状态 手续 方式 形式 操作 工作 活动 过程"
        " 相关 有关 具体 本身 当日 完毕 为了 已经 其中 作为 一并 一经 完成 办理 相应 时间 每逢 提出 处 另行 导致 各"
    )
)
"""Words without which a sentence says the same: verbs that only carry a noun, nouns that only stand for a clause."""


def _telling(said: str) -> str:
    """A condition need not be called one; but a consent that is asked for is none that is there."""
    void = _VOID if _CHOSEN & set(said) else _VOID | {_SIGN["如"]}
    return "".join(sign for sign in said if sign not in void)


_CHOSEN = frozenset(_SIGN.get(word, word) for word in listed("同意 授权 选择 许可 认可 确认 批准"))


def _rearranged(before: str, after: str) -> bool:
    """Whether the same words stand in passages in another order, where nobody but one is named and none is ranked:
    with nobody to change places with, the order is a matter of style."""
    if _RANKS & set(before) or len(set(_PERSON.findall(spelled(before)))) > 1 or _changed_places(before, after):
        return False
    return sorted(_BOUND.findall(before)) == sorted(_BOUND.findall(after)) and _passages(before, after) <= _MOST_MOVED


def _changed_places(before: str, after: str) -> bool:
    """Whether two words stand in each other's place, not in a list ("A may offset B", "B may offset A")."""
    found = exchanged(tuple(before), tuple(after))
    if found is None:
        return False
    first, second = ("".join(each) for each in found)
    between = before[before.index(first) + len(first) : before.rindex(second)]
    return between not in _JOINED


_JOINED = frozenset(_SIGN.get(word, word) for word in listed("和 或 全部"))
"""What may stand between two words of which either may be first: 费用全额退还, 退还全部费用."""


def _passages(before: str, after: str) -> int:
    """Into how many passages the one has to be cut to be laid out as the other."""
    at, cuts = 0, 0
    while at < len(before):
        size = next(size for size in range(len(before) - at, 0, -1) if before[at : at + size] in after)
        at, cuts = at + size, cuts + 1
    return cuts


_MOST_MOVED = 5
_PERSON = re.compile(
    "(?!协商|磋商|账户|发生|产生|地方|双方)[\u4e00-\u9fff][方人者商户员主师生客东]"
    "(?![式法便案面可产品])|[\u4e00-\u9fff]家|我们|您|银行|本[行店校院]|[医法学][院校]|公司|平台|机构"
    "|[\u4e00-\u9fff][局部会社店所]"
)
_RANKS = frozenset(_SIGN.get(word, word) for word in listed("优先 依次 顺序 分别 先 再 首先 仅 除外 但 大于 小于 等同"))
"""Words that hold of what stands beside them, or by which the order itself is what is said."""
_DENYING = "".join({_SIGN.get(word, word) for word in listed("不 未 无 无法 可以 拒绝 免")})
_BESIDE = "".join({_SIGN.get(word, word) for word in listed("前 后 内")})
_BOUND = re.compile(rf"[{_DENYING}].|.[{_BESIDE}]|\d+(?:\.\d+)?%?.")
"""A denial with what it denies, a figure with what it counts, and what stands before 前, 后 and 内."""
