"""One Chinese rule said from its other side: what ``inverted`` asks of English ones.

未经同意不得 / 须经同意, 除登记车辆外不得 / 只能由登记车辆, 不得拒不 / 必须, 自费 / 费用由乙方承担: each way of saying
it is brought into one form, and the two sentences have to be the same then, word for word but for the place of a
passage (``chinese``).
"""

from __future__ import annotations

import functools
import re

from clausewatch.core.grading import chinese
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.pattern import Pattern, Phrases


def said_from_the_other_side(pair: Pair) -> bool:
    """Whether the two bind alike; ``False`` where there is no evidence of it. Chinese only."""
    old, new = pair.old.lower, pair.new.lower
    if pair.heading or old.isascii() or new.isascii():
        return False
    if not _comparable(len(old), len(new)):
        return False
    before, after = in_one_form(old), in_one_form(new)
    if (before, after) != (old, new) and chinese.said_alike(before, after):
        return True
    before, after = map(_bare, _unnamed(before, _nameless(before, after)))
    return (before, after) != (old, new) and chinese.said_alike(before, after)


def _comparable(one: int, other: int) -> bool:
    """Whether two sentences are short enough, and near enough in length, to say one thing in one sentence each."""
    return max(one, other) <= min(_LONG, _TIMES * min(one, other) + _MORE)


_LONG, _TIMES, _MORE = 200, 2, 12


@functools.lru_cache(maxsize=4_096)
def in_one_form(lower: str) -> str:
    """A folded sentence, what can be said from either side said from one."""
    for form, construction in _TURNED.worth_a_search(lower):
        lower = _compiled(construction.pattern).sub(form, lower)
    return lower


@functools.cache
def _compiled(construction: str) -> re.Pattern[str]:
    """When it is first asked for; what it is asked of is the sentence as the forms before have left it."""
    return re.compile(construction)


def _bare(turned: str) -> str:
    """Without the words that a sentence from one side needs and from the other does not."""
    return _BETWEEN.sub("", turned)


_BETWEEN = re.compile("仍然?|照常|(?<=[,。;])由|相应的?|负责(?=[\u4e00-\u9fff]{2})")


def _unnamed(one: str, other: str) -> tuple[str, str]:
    """The vendor that acts need not be named, where nobody pays, chooses or answers for anything."""
    named = [_VENDOR.search(side) is not None for side in (one, other)]
    if named[0] == named[1] or _ANSWERS.search(one) or _ANSWERS.search(other):
        return one, other
    return _VENDOR.sub("", one), _VENDOR.sub("", other)


def _nameless(old: str, new: str) -> str:
    """Whose the choice is that stood open without a name may be said now; it was nobody's but the reader's."""
    return new if _READER.search(old) else _READER_MAY.sub("", new)


_READER = Pattern(
    "[方人者户师]|(?<!专)家|商(?!品)|您|我们|公司|平台|会员|学员|乘客|旅客|业主|员工|学生|家长|医院|银行|机构"
)
_READER_MAY = re.compile("(?:(?<=^)|(?<=[,。;]))(?:患者|客户|用户|您|乘客|旅客|买家|消费者|顾客)(?=可)")
_VENDOR = re.compile("我们")
_ANSWERS = Pattern("支付|承担|负担|费|责任|赔|同意|所有|属于|权|选择|决定|自愿|自行|自主|可")

_ANY = "[^,。;]"
_CONSENT = f"(?P<consent>{_ANY}{{1,14}}?(?:同意|许可|批准|授权|认可|准许))"
_GOT = "(?:经过?|取得|征得|获得|得到)"
_MAY_NOT = "(?:[均都概]|一律)?不(?:得|可以|可|能|会|予)"
_NOT_BEFORE = "(?:方可|方得|方能|才可以?|才能|才会)"
_MUST = "(?:应当|必须|应|须|需)"
_WHO = "(?P<who>您|我们|任何一方|[^,。;的由]{1,5}?(?:[方人者户生师客东主员商家]|机构|中心|公司|平台|银行|学校|医院))"
_ACT, _WHAT = f"(?P<act>{_ANY}{{2,30}})", f"(?P<what>{_ANY}{{2,30}}?)"
_BEGINS, _ENDS = "(?:(?<=^)|(?<=[,。;]))", "(?=[,。;]|$)"
_FROM_READER = "(?:向(?:您|用户|客户|会员|业主|学员))?"
_ON_CONSENT = r"\g<what>\g<act>应经\g<consent>"

_TURNED = Phrases(
    (form, Pattern(construction))
    for form, construction in (
        # what is only another word for it
        ("任何一方", "当事人(?:任何)?一方|(?<![何另对违约守])一方(?=违约|转让|解除|终止|逾期|迟延)"),
        ("前款", "上一?款(?![项式])"),
        ("前条", "上一?条(?=约定|规定|所)"),
        (
            "",
            "(?<=赔付|补偿|赔偿|退还|补贴)款项?(?=[由将应于在])|(?<=真实|准确|正确|完整)无误|(?:予以|加以)(?=[\u4e00-\u9fff]{2})",
        ),
        (
            "",
            f"{_BEGINS}(?:如果?|若)?遇有?到?(?=[^,。;]{{2,10}},)|概(?=[以由按])|(?<=如)[有存]在?(?=出入|歧义|差异|抵触)",
        ),
        ("请", "请您"),
        (r"\g<what>时,", "^(?:办理)?(?P<what>[^,。;]{2,6}?)(?:手续)?时,?(?=请)"),
        ("顺延", "(?:随之)?相应(?:延后|推迟|延期|顺延)|随之(?:延后|顺延|推迟)"),
        ("利息", "相应的?利息"),
        ("再次", "二次(?=销售|出售|转让|使用|分享)"),
        ("退回商品", "(?:退货|所退|退回的)商品"),
        ("停止使用", "停用(?=本?(?:服务|产品|软件))"),
        ("途中", "(?<=运输|运送|配送|寄递)的?过程中"),
        ("期届满", "期(?:间|限)?(?:结束|届?满)(?:之?后)?"),
        (r"\g<what>届满", "超过(?P<what>[^,。;超]{1,3}期)的?(?=[\u4e00-\u9fff]{2})"),
        ("变更为", "(?:转|变|转换|调整)为(?=[^,。;]{2,6}(?:版|套餐|会员|账户|状态)?(?:[,。;]|$))"),
        ("撤回", "(?:取消|收回|撤销)(?=[^,。;]{0,8}(?:同意|授权))"),
        (r"\g<what>未过", "(?:未(?:能)?通过|不通过)(?P<what>验收|检[验测]|考核|审核|测试|安检)的?"),
        (r"\g<what>未过", "(?P<what>验收|检[验测]|考核|审核|测试|安检)(?:未(?:能)?通过|不通过|不合格)"),
        (r"直至\g<what>", "(?:直至|直到|至)(?P<what>[^,。;]{2,8}?)为止"),
        ("协商不成", "协商未果|(?:协商)?(?:无法|不能|未能)(?:经)?(?:协商|达成)一致"),
        ("发生争议", "(?:发生|产生)争议(?=[^,。;]{0,4}友好)|(?<=^双方)(?=应友好协商)"),
        (r"由\g<court>管辖", f"(?:提交|诉至|起诉至)(?P<court>{_ANY}{{2,20}}法院)(?:解决|管辖|诉讼|处理|审理)?{_ENDS}"),
        ("接受", "同意接受"),
        ("", "(?<=支付|付款|缴纳|充值|购买|预订|提交|下单|报名)成功(?=之?后)|完成(?=付款|缴费)"),
        ("是指", "(?:系|是|即|意)?指(?=[受由与为在同][^,。;]{2})"),
        ("受同一", "[受由]同一"),
        (r"应\g<act>", f"负?有(?P<act>{_ANY}{{2,14}}?)的?义务"),
        ("无正当理由不得", "无(?:正当|合理)理由的?,?不得|无正当理由的?,不得|不得无故"),
        (
            "原支付账户",
            "(?:您|用户|客户|乘客|买家)?(?:在)?(?:付款|支付|充值|购买|下单)时所?(?:使用|采用|用)的?(?:付款|支付)?(?:账户|账号|银行卡|渠道)",
        ),
        (
            "原路退还",
            "(?:按照?|沿)?原(?:路|支付(?:路径|渠道|方式))(?:返回|退[回还]?|返还)?(?:[至到]?(?:您的?)?原?(?:付款|支付)?账户)?"
            f"{_ENDS}|退(?:还|回)?[至到](?:您的?)?原(?:付款|支付)(?:账户|渠道|方式)",
        ),
        (r"按照\g<what>计算", f"[按以]照?(?P<what>{_ANY}{{2,14}}?)(?:结算|计算|计费|计收|计){_ENDS}"),
        ("未必", "可能不(?!再)|不一定"),
        ("上课", "授课"),
        (
            r"在\g<what>中",
            "(?:通过|经由|借助)(?P<what>[^,。;]{2,8}?(?:系统|平台|网站|页面|中心|后台|小程序))中?(?=提交|办理|申请|查询)",
        ),
        (r"\g<what>,\g<who>", "(?P<who>我们)[将会]?在(?P<what>[^,。;]{2,14}?后)"),
        ("", "(?<=我们)[即将会]*为您(?=开具|提供|办理|安排)"),
        ("", "(?<=转租|转让|转借|出租)(?:给|与|予)?(?:他人|第三方|第三人)"),
        ("", "(?<=[,。;])予以(?:约定|规定)|(?<=补充协议)(?:予以|另行)?约定"),
        ("签订", "另签(?=补充)"),
        ("", "(?<=履行)(?:其|相关)?义务"),
        ("", "(?<=故意|过失|违约|侵权|违法)行为"),
        ("", "任何(?=部分)|(?<=部分)被(?=认定)"),
        ("至", r"(?<=:\d\d)\s?[-~–—]\s?(?=\d)"),
        ("内", "[之以]内"),
        ("后", "后[又再的]?(?=取消|退订|退货)"),
        ("", "(?<=立即[\u4e00-\u9fff]{4}),不得(?:有任何)?(?:迟延|延误|拖延)|毫不(?:迟延|延误|拖延)地?(?=立即)"),
        ("", "(?:致使|导致|使得|造成)?本?(?:合同|协议)(?=(?:不能|无法)履行)|(?<=[^,。;])而(?=无法|不能)"),
        ("不额外收费", f"不[会再]?{_FROM_READER}(?:另行|额外){_FROM_READER}收取任?何?费用?"),
        ("不额外收费", f"不[会再]?{_FROM_READER}收取任?何?(?:额外|其他)的?费用"),
        ("友好协商", "友好协商解决(?:争议|纠纷)?(?=[,。;])"),
        ("时", "的同时(?=[\u4e00-\u9fff]{2})"),
        ("为原创", "[系为是]原创(?:作品)?"),
        (r"按\g<what>收费", "收取(?P<what>成本|工本|材料)费"),
        ("", "(?<=[存储放留]于|[存储放留]在)位于"),
        # where something stands
        (r"见\g<where>", "(?:公布|公示|发布|刊登|载明|列明)[于在](?P<where>[^,。;]{2,14})"),
        (r"\g<what>见\g<where>", "(?P<where>[^,。;]{2,10}?)上?(?:公布|公示|载|列)有(?P<what>[^,。;]{2,20})"),
        ("见", "请?(?:详见|参见|参阅|参看|见于)"),
        (r"见\g<where>", "可以?[在于](?P<where>[^,。;]{2,10}?)(?:上|中|内)?(?:查阅|查看|查询|浏览|了解)"),
        (r"见\g<where>", f"见(?P<where>{_ANY}{{2,14}}?)上?的?(?:公示|公告|所载内容|所载|规定|说明|内容){_ENDS}"),
        # upon consent only
        (_ON_CONSENT, f"未经{_CONSENT},?{_WHAT}{_MAY_NOT}{_ACT}"),
        (_ON_CONSENT, f"除(?:经|取得|征得)?{_CONSENT}[以之]?外,{_WHAT}{_MAY_NOT}{_ACT}"),
        (_ON_CONSENT, f"{_BEGINS}{_WHAT}{_MAY_NOT}(?P<act>{_ANY}{{2,30}}?),?但(?:{_GOT})?{_CONSENT}的?除外"),
        (_ON_CONSENT, f"{_BEGINS}{_WHAT}{_MUST}(?:先|事先)?{_GOT}{_CONSENT}之?后?,?{_NOT_BEFORE}{_ACT}"),
        (_ON_CONSENT, f"(?:仅|只有)?在?{_GOT}{_CONSENT}(?:之?后|时|的情况下)?,{_WHAT}{_NOT_BEFORE}{_ACT}"),
        (
            r"\g<act>应经\g<consent>",
            f"{_BEGINS}(?P<act>{_ANY}{{2,24}}?)之?前,(?:我们|平台)?(?:[会将均先]|事先|{_MUST})*{_GOT}{_CONSENT}",
        ),
        (r"\g<act>应经\g<consent>", f"(?P<act>{_ANY}{{2,24}}?),?以(?:事先|预先)?(?:{_GOT})?{_CONSENT}为(?:前提|条件)"),
        (r"任何\g<what>应经\g<consent>", f"(?:没有|并无)任?何?(?P<what>{_ANY}{{2,14}}?)可以?[不未]经{_CONSENT}"),
        # nobody but one, nowhere but there
        (
            r"仅\g<who>可以\g<act>",
            f"除(?P<who>{_ANY}{{1,14}}?)[以之]?外,(?:任何)?其[他它][^,。;不]{{0,4}}?[均都]?(?:不得|不能|不可|无权|不会){_ACT}",
        ),
        (
            r"仅\g<who>可以\g<act>\g<what>",
            f"{_BEGINS}{_WHAT}(?:[只仅](?:能|可以?|限|得)?)由(?P<who>{_ANY}{{1,14}}?)(?P<act>[\u4e00-\u9fff]{{2}}){_ENDS}",
        ),
        (
            r"除\g<what>外,\g<who>不得\g<act>",
            f"(?P<who>{_ANY}{{1,10}}?)[只仅](?:可以?|能|得)在{_WHAT}(?:时|的?(?:情况|情形)下){_ACT}",
        ),
        (
            r"仅可以在\g<what>范围内\g<act>",
            f"不[得会能可]?(?:超出|超过|超越)(?P<what>{_ANY}{{2,12}}?)的?范围(?P<act>{_ANY}{{2,20}})",
        ),
        (
            r"除\g<what>外,\g<who>不得\g<act>",
            f"(?:[仅只]有?)[在当]?{_WHAT}(?:时|的?(?:情况|情形)下),(?P<who>{_ANY}{{0,10}}?){_NOT_BEFORE}{_ACT}",
        ),
        (
            r"除\g<one>\g<other>外,\g<who>不得\g<act>",
            f"{_BEGINS}(?P<one>[^,。;不未]{{1,10}})[不未](?P<other>[^,。;不未]{{1,8}}?)(?:的|时),"
            f"(?P<who>[^,。;不]{{0,10}}?)均?不得{_ACT}",
        ),
        # denied twice, and the opposite denied
        ("必须", "不得拒不(?=[\u4e00-\u9fff]{2})|不[得能可]不(?=[\u4e00-\u9fff]{2})"),
        (
            r"无正当理由不得\g<act>",
            f"(?P<act>拒绝{_ANY}{{2,12}}?)的,{_MUST}有(?:正当|合理)理由",
        ),
        (
            r"不得泄露\g<what>",
            f"{_MUST}?[会将]?[为对就](?P<what>{_ANY}{{2,16}}?)(?:予以|承担|负有)?严?格?保密(?:义务|责任)?{_ENDS}",
        ),
        (
            r"\g<what>不影响\g<whom>",
            "(?P<whom>[^,。;不]{2,20}?),?不(?:会|应|得)?因(?P<what>[^,。;而不]{2,16}?)而?受到?(?:任何)?影响",
        ),
        (
            r"\g<what>不\g<act>\g<whom>",
            f"(?P<whom>[^,。;不]{{2,20}}?),?不(?:会|应|得)?因(?P<what>[^,。;而不]{{2,16}}?)而被?"
            f"(?P<act>排除|免除|减轻|终止|丧失|中断){_ENDS}",
        ),
        (r",\g<what>有效", f"[均]?不会?影响(?P<what>{_ANY}{{2,16}}?)的?(?:效力|有效性){_ENDS}"),
        (
            r"\g<what>无效,",
            f"{_BEGINS}(?:即使|即便|如果?|若)?(?P<what>{_ANY}{{2,14}}?)被?(?:认定|宣告|判定|确认)?为?无效的?,?",
        ),
        (
            r",\g<who>可以\g<act>\g<what>",
            f"不会?影响(?P<who>您|用户|客户|会员|学员)?(?:对)?(?P<act>使用|享受|浏览|查看)(?P<what>{_ANY}{{2,12}})",
        ),
        ("", f"{_BEGINS}(?:即使|即便)(?=[^,。;]{{2,16}},[^,。;]{{0,12}}仍)"),
        (
            r"\g<what>的,\g<who>\g<act>",
            f"{_BEGINS}(?P<who>{_ANY}{{1,8}}?)不[会将]?因(?P<what>[^,。;而]{{2,14}}?)而(?:拒绝|停止|不)(?P<act>提供{_ANY}{{2,16}})",
        ),
        (r"对\g<whose>\g<what>负责", "并?不[予会得]?免除(?P<whose>[^,。;]{0,4}?)的?(?P<what>[^,。;的]{2,10}?)的?责任"),
        (r"不调整\g<what>", "(?P<what>价格|费用|租金|费率|利率|标准)(?:保持|维持)不变"),
        (r"\g<what>,\g<act>除外", f"(?P<what>{_ANY}{{2,16}}?),?不(?:包括|包含|含)(?P<act>{_ANY}{{2,12}}?){_ENDS}"),
        (
            r"\g<who>可以不\g<act>",
            f"是否(?P<act>{_ANY}{{2,14}}?),?[均]?由(?P<who>{_ANY}{{2,6}}?)(?:自愿|自行|自主)?(?:选择|决定)",
        ),
        (
            r"\g<who>可以不\g<act>",
            f"(?P<who>{_ANY}{{2,6}}?)可以?(?:自愿|自行|自主)?(?:选择|决定)是否(?P<act>{_ANY}{{2,14}})",
        ),
        (r"\g<who>可以不\g<act>", f"(?P<who>{_ANY}{{2,6}}?)(?:没有|并?无)义务(?P<act>{_ANY}{{2,14}})"),
        # first and before
        (
            r"\g<who>\g<act>前应向\g<what>",
            f"{_BEGINS}{_WHO}{_MUST}先[到向](?P<what>{_ANY}{{2,16}}?),(?:再行?|方可|然后|方能)(?P<act>{_ANY}{{2,10}})",
        ),
        (
            r"\g<who>\g<act>前应\g<what>",
            f"{_BEGINS}{_WHO}{_MUST}先(?P<what>{_ANY}{{2,16}}?),(?:再行?|方可|然后|方能)(?P<act>{_ANY}{{2,10}})",
        ),
        # who acts, and who pays
        (r"\g<what>由\g<who>承担", f"(?P<what>[^,。;由]{{0,8}}?费用?)[应均]?由{_WHO}(?:支付|缴纳|负担|交纳){_ENDS}"),
        (
            r"\g<who>\g<must>\g<act>\g<what>",
            f"{_BEGINS}(?P<what>[^,。;由须应将可不经因为]{{2,18}}?)(?<!费)(?<!费用)(?P<must>{_MUST}|将|会|均|可以|可)?由{_WHO}"
            "(?P<act>[^,。;]{2,14}?)(?:一次)?(?=[,。;]|$|应经)",
        ),
        (
            r"\g<who>自费\g<act>",
            f"{_BEGINS}由?{_WHO}(?P<act>{_ANY}{{2,20}}?),(?:所需|相[关应]|其|全部)?的?费用[亦也均]?"
            "(?:由(?P=who)|由其)?(?:自行)?(?:承担|负担|支付|自理|自负)",
        ),
        (
            r"\g<who>自费\g<act>",
            f"由?{_WHO}(?P<act>[^,。;并]{{2,10}}?)并(?:付费|(?:承担|支付|负担)(?:相[关应])?的?费用){_ENDS}",
        ),
        (
            r"\g<who>不承担\g<what>",
            f"(?P<what>[^,。;由]{{2,16}}?)(?:不[应得会]?|无[须需]|不必|毋须)由{_WHO}(?:承担|负担|支付){_ENDS}",
        ),
        (
            r"\g<when>后,\g<who>停止\g<act>",
            "(?P<who>我们|平台)不(?:会|得|再)*在(?P<when>[^,。;]{2,16}?)之?后(?:再|仍|还|继续)+(?P<act>[^,。;]{2,20})",
        ),
        (
            r"\g<when>后,\g<who>停止\g<act>",
            f"{_BEGINS}(?P<when>[^,。;]{{2,16}}?)之?后,(?P<who>我们|平台)[将即会]*(?:不再|停止)(?P<act>[^,。;]{{2,20}})",
        ),
        (
            r"\g<who>\g<never>拒绝\g<what>",
            f"{_BEGINS}(?P<what>[^,。;]{{4,24}}?)(?:时|的),(?P<who>[^,。;不]{{1,8}}?)(?P<never>不(?:得|会|能)[^,。;]{{0,8}}?)(?:予以|加以)?拒绝{_ENDS}",
        ),
        (
            r"\g<what>的,不\g<act>\g<whose>",
            f"{_BEGINS}(?:我们|公司|平台|用人单位|学校|医院|银行)不(?:会|得|应)?因(?P<what>[^,。;而]{{2,16}}?)而(?P<act>[\u4e00-\u9fff]{{2}})(?P<whose>[^,。;]{{2,8}}?){_ENDS}",
        ),
        (
            r"不\g<act>\g<whose>",
            f"(?<=的,)(?P<whose>其?[^,。;]{{2,8}}?)不(?:会|得|应)?因此(?:而)?被?(?P<act>[\u4e00-\u9fff]{{2}}){_ENDS}",
        ),
        (
            r"\g<what>的,不向\g<who>收费",
            f"{_WHO}(?:无须|无需|不必|不用)[为就因](?P<what>{_ANY}{{2,16}}?)(?:支付|缴纳|承担)任?何?费用?{_ENDS}",
        ),
        (
            r"\g<who>\g<act>\g<what>",
            f"{_BEGINS}(?P<what>[^,。;被由]{{2,12}}?)被(?P<who>海关|法院|银行|{_ANY}{{2,4}}?[方人者户商])(?P<act>[\u4e00-\u9fff]{{2}})的?(?=时?[,。;])",
        ),
        ("采用", "以(?=[^,。;]{2,6}技术)"),
        ("立即", "毫?不(?:得)?(?:有任何)?(?:迟延|延误|拖延)地?立即"),
    )
)
"""What can be said from either side: in one form, each of them applied to the sentence as the one before left it."""
