"""The words that carry legal weight, in English and simplified Chinese (traditional is folded before).

Every pattern is applied to folded text in lower case with contractions written out (``text.wording``). Idioms that
hold a negative word but deny nothing ("no later than", 不限于) are masked first: a mask never contains another word
of this lexicon. French and German are not covered; for them only the language-neutral rules speak.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.text import listed


def _any(english: str, chinese: str) -> Pattern:
    return Pattern(rf"\b(?:{english})\b|{chinese}" if chinese else rf"\b(?:{english})\b")


_IDIOMS_EN = (
    r"not only|whether or not|(?:but )?(?:is |are )?not (?:be )?limited to|without limitation|without (?:undue"
    r"|unreasonable) delay"
    r"|without prejudice to|no (?:later|more|less|fewer|longer|earlier|sooner) than|not (?:later|more|less|fewer"
    r"|longer"
    r"|earlier|sooner) than|(?:does|do|shall|will|must|may|can) not exceed|not exceeding|not to exceed"
    r"|no longer (?:needed|necessary)"
    r"|(?:do|please do) not hesitate|do not track|no[- ]reply|no matter|not applicable|not-for-profit"
    r"|non[- ]profit|if not sooner"
    r"|(?:does|do|shall|will) not apply|nothing herein|at will|may be subject to|non-?identifying"
    r"|non-?personal|could not be simpler"
)
_IDIOMS_ZH = (
    r"(?:包括但)?不限于|不超过|不得超过|不会超过|不少于|不得少于|不低于|不得低于|不高于|不迟于|不晚于"
    r"|不早于|不多于|不时(?!间)|不断|不仅|不同(?!意)|不论|无论|不可抗力"
    r"|不可分割|不可避免|不当|不正当|不良|不便|不足|不利(?!用)|不适|不幸|不明(?![确示])|不动产|不特定"
    r"|不必要|不准确|不完整"
    r"|不及时|不稳定|不安全|不真实|不实(?![施现行名])|不法"
    r"|不适用|不在此限|未满|不满(?=[\d一二三四五六七八九十])|是否|否则|未成年|未来|非法|非常|除非|非公开|非必要"
    r"|非营利|非授权|未经授权的|无效"
    r"|无条件|无偿|无关|无线|无形|无理由|无障碍|无故|能否|与否|否定"
    r"|无法(?:再)?(?:识别|复原|关联|还原|区分|追溯)|不能(?:再)?(?:识别|复原|关联)|不能被复原|无法被识别"
    r"|无法(?=[^,。]{2}的)|(?:如果?|若)(?:您|用户|我们|客户)?[不未]"
)
_IDIOMS = _any(_IDIOMS_EN, _IDIOMS_ZH)
_ENGLISH_IDIOMS = _any(_IDIOMS_EN, "")
_MASK = "~"


@functools.lru_cache(maxsize=4_096)
def masked(lower: str) -> str:
    """The text with the idioms taken out that only look like a negation."""
    return (_ENGLISH_IDIOMS if lower.isascii() else _IDIOMS).sub(_MASK, lower)


PARTICLES = frozenset(
    {"not", "non", "never", "no", "nor", "neither", "none", "nothing", "nobody", "不", "未", "无", "没", "勿", "非"}
)
"""Words whose mere coming or going turns a sentence round."""
AUXILIARIES = frozenset(
    listed(
        "do does did will shall can be been is are was were ever any at all longer either anyone the a an to"
        " 会 将 得 予 能 再 以 有 应 可 绝 也 的 曾 需 经 被 是"
    )
)
"""Words that come and go with a particle and mean nothing by themselves ("do not share" / "share")."""

NEGATION = _any(
    r"not|never|no(?! \d)|nor|neither|none|nothing|nobody|nowhere|under no",
    r"不(?:再)?|未(?!经)|没有|没(?!收)|勿|并非|无(?!需|须)|无需|无须|绝非|毫无",
)
DENIAL = _any(
    r"refrain\w* from|avoid(?:s|ed|ing)? \w+ing|prohibit(?:s|ed|ing)?|forbid(?:s|den)?|refus(?:e|es|ed"
    r"|ing)|fail(?:s|ed|ing|ure)? to"
    r"|cease(?:s|d)?(?: to)?"
    r"|stop(?:s|ped|ping)?|prevent(?:s|ed|ing)?(?= (?:[\w']+ ){1,5}?from\b)|unable to|impossible|den(?:y"
    r"|ies|ied)|exclud(?:e|es|ed|ing)"
    r"|abstain\w* from|barred? from|restrict(?:s|ed)? from|rather than|instead of|free (?:of(?! charge)|from)"
    r"|limits? your|waiv(?:e|es|ed|ing)",
    r"禁止|严禁|拒绝|杜绝|停止|排除|剥夺|放弃|免除",
)
"""Verbs that deny what they govern."""

PROMISE = _any(
    r"must|shall|will(?! be subject)|(?:is|are) (?:required|obliged|obligated|bound) to|undertakes? to"
    r"|agrees? to|commits? to"
    r"|guarantees?|warrants?|promises?|has to|have to|needs? to|ensures?",
    r"应当|应该|必须|务必|保证|承诺|确保|有义务|须(?!知)|(?<![相响对适反供效回])应(?![用急对答收聘])"
    r"|(?<![社机委协国])会(?![员议话计社费籍面馆])"
    r"|将(?!来|您|其|该|上述|用户|此|所|以|个人|输入|对话|数据|照片|设备)|(?<![无所按必])需(?!求)要?",
)
AIM = _any(
    r"considers?(?! (?:that|it|this|to be))|endeavou?rs?(?: to)?|aims?(?: to)?|aiming to|strives?(?: to)?"
    r"|seeks? to|tr(?:y|ies|ying) to|attempts? to|(?:is|are) (?:encouraged|invited|advised) to"
    r"|intends? to|plans? to|hopes? to|expects? to"
    r"|(?<!the )work(?:s|ing)? (?:hard )?to(?:wards?)?|targets?|(?:commercially |all )?reasonable (?:\w+ )?(?:efforts?"
    r"|endeavou?rs)|best (?:efforts?|endeavou?rs)"
    r"|good faith efforts?|efforts? to|(?:is|are) committed to \w+ing|(?:where|wherever|when|as far as|if"
    r"|to the extent|insofar as)"
    r" (?:reasonably |technically |commercially )?(?:possible|practicable|feasible|practical)|goal (?:is|of)"
    r"|objective(?: is)?"
    r"|do(?:es)? (?:our|its) best"
    r"|(?:is|are) (?:designed|intended|meant|expected|supposed|planned|scheduled|due) to(?= \w)",
    r"尽力|尽量|尽可能|努力|力争|力求|争取|致力于|尽最大|合理(?:的)?努力|计划|拟(?!定)|原则上|视情况|酌情"
    r"|尽快|旨在|力图|条件允许|在可行",
)
PERMISSION = _any(
    r"(?<!\bin )may(?! \d)|might|can(?! not)|could|reserves? the right|(?:sole|own|absolute) discretion|(?:at"
    r"|in) (?:our"
    r"|its) discretion|(?:is|are) (?:entitled|permitted|allowed|free) to"
    r"|has the right to|permits?|allows?|if we (?:choose|wish|so decide)|as we see fit",
    r"(?<!不)可以|可能|有权|(?<![许认不许即])可(?![能以用靠见视识持行否穿控信疑移读撤再分获追免复]|选(?!择))"
    r"|自行决定|保留[^,。]{0,12}权利?|自主决定|允许|单方决定|自行判断",
)
RIGHT = _any(
    r"(?:have|has|retain|retains|enjoy) (?:the|a|an?y?|every) (?:\w+ )?right (?:to|of)|(?:your"
    r"|the) right (?:to|of)|right to|(?:is|are) entitled to|rights? of",
    r"有权|享有[^,。]{0,12}权|的权利",
)
REQUEST = _any(
    r"(?:ask|request|apply|contact|write to|petition|appeal to|submit a request)(?:s|ing)?"
    r"|may be (?:granted|awarded|given|offered|allowed|accorded|considered|refunded|compensated|reimbursed)",
    r"申请|请求|联系|咨询|反馈",
)
NOT_ALL = Pattern(
    r"\bnot (?:all|every|each|everyone|everybody|everything|always|necessarily|in (?:all|every))\b"
    r"|并非(?:所有|全部|一切|每)|不(?:一定|是所有|总是)|未必"
)
"""What held of all, or of none, holds of some."""
SHOULD = _any(r"(?<=\w )should(?! (?:you|we|any|the|your))", r"宜(?=[^,。])(?<![适便事不])|建议")
DISCRETION = _any(
    r"(?:sole|own|absolute) discretion|(?:at|in) (?:our|its) discretion|reserves? the right|as we see fit"
    r"|without (?:prior )?(?:notice|notification)|for any reason|at any time without",
    r"自行决定|单方|自主决定|酌情|无需通知|无须通知|不经通知|不另行通知|无需另行通知"
    r"|随时(?=[^,。]{0,6}(?:变更|修改|终止|中止))",
)

UNASKED = _any(
    r"without (?:\w+ ){0,4}(?:notice|notification|notifying|consent|permission)",
    r"(?:无需|无须|不经|不另行|无需另行)(?:[^,。]{0,6})(?:通知|告知|同意|授权)",
)
"""Of a clause: the customer is not even told."""

CONSENT = _any(
    r"(?:your|the user'?s?|customer'?s?|their|its|prior|express|explicit|written|separate|obtain(?:ed|ing)?"
    r"|opt-in|parental|user) (?:\w+ ){0,3}(?:consent|permission|approval|authori[sz]ation)"
    r"|(?:consent|permission|approval|authori[sz]ation) (?:of|from) (?:you|the|customers?|users?)"
    r"|you (?:\w+ )?(?:consent|agree|permit|authori[sz]e|approve)(?:d|s)?(?! (?:to|that|not))"
    r"|customer (?:\w+ )?(?:agrees|consents)"
    r"|(?:party|customer|controller|client|licensor|licensee|vendor|provider|supplier|owner|they|it)"
    r" (?:has |have )?(?:\w+ )?(?:agreed|consented|approved)(?! (?:to|that|not)(?! it| this| them))"
    r"|unless (?:you|customer)[^,.]{0,24}(?:agree|consent|permi|authori"
    r"|allow)\w*|instruct\w* us"
    r"|with (?:\w+ ){0,2}(?:consent|permission)|without (?:\w+ ){0,3}(?:consent|permission|approval"
    r"|authori[sz]ation)|require\w* (?:\w+ ){0,3}(?:consent|approval)"
    r"|ask\w* (?:for )?(?:your )?(?:consent|permission)",
    r"同意|授权(?!的第三方)|许可(?!证|协议)|准许",
)
NO_CONSENT_NEEDED = _any(
    r"without (?:first )?(?:asking|telling|informing|notifying|anonymi[sz]ing|encrypting|obtaining)"
    r"|without (?:\w+ ){0,3}(?:consent|permission|approval|authori[sz]ation)"
    r"|regardless of (?:\w+ ){0,2}consent"
    r"|no consent|consent (?:is|shall) not",
    r"(?:无需|无须|不需|不必|不经|无需再)(?:[^,。]{0,6})(?:同意|授权|许可)|视为(?:[^,。]{0,6})同意",
)
FALLBACK = _any(r"otherwise|or else|failing which", r"否则|不然")
_REFUSED = (
    "refused|rejected|declined|objected|opted out|disabled|withdrawn|turned|switched|told us|unsubscribed"
    "|deselected|unticked|cancelled|canceled"
)
_ACCEPTED = "accepted|agreed|consented|opted in|enabled|activated|approved|ticked|selected|chosen|turned|switched"
OPT_OUT = _any(
    rf"unless you have (?:\w+ )?(?:{_REFUSED})|(?:unless|until) you (?:\w+ )?(?:cancel|reject|unsubscribe"
    rf"|deselect|untick|uncheck)"
    r"|pre-?(?:ticked|selected|checked)|"
    r"opt(?:s|ed|ing)?[- ]?out|unless you (?:\w+ )?(?:object|opt out|turn|switch|disable|decline|tell us"
    r"|refuse|withdraw|deactivate|notify|say)(?:[^,.]{0,30}\boff)?"
    r"|(?:enabled|on|active|activated|selected|switched on|turned on) (?:by|as a) default"
    r"|(?:by default,? )(?:enabled|on|active|activated|switched on|turned on)"
    r"|until you[^,.]{0,16} (?:off|object|disable)|unless[^,.]{0,30}\boff|default setting is on"
    r"|if you (?:do not|have not) (?:object|opt|decline|disable)(?:ed)?"
    r"|(?:disabl|deactivat)\w+ (?:it|this)|unless you disable",
    r"默认(?:开启|打开|勾选|同意|启用|选中|授权)|除非您[^,。]{0,10}(?:关闭|拒绝|退出|反对|取消|撤回|禁用)"
    r"|(?:主动|手动|自行)(?:关闭|退出|取消)|选择退出|如您不希望"
    r"|未[^,。]{0,4}关闭|未(?:提出)?(?:反对|拒绝)",
)
OPT_IN = _any(
    rf"(?:after|if|when|once|unless) you have (?:\w+ )?(?:{_ACCEPTED})|"
    r"opt(?:s|ed|ing)?[- ]?in|(?:disabled|off|inactive|deactivated|deselected|switched off|turned off) (?:by"
    r"|as a) default|by default,? (?:disabled|off|inactive|switched off|turned off)"
    r"|(?:only )?(?:if|when|after|once|unless) you (?:\w+ )?(?:enable|activate|turn|switch|choose|select"
    r"|agree)(?:d)?(?:[^,.]{0,20}\bon)?|unless you (?:\w+ )?(?:enable|activate|choose|agree|consent)"
    r"|default setting is off",
    r"默认(?:关闭|不开启|不勾选|禁用|未开启|停用)|(?:主动|手动|自行)(?:开启|打开|勾选|启用|选择加入)"
    r"|选择加入|勾选(?:同意)?后",
)

ONLY = _any(r"only|solely|exclusively|alone|nobody else|no one else", r"仅|只(?![要是])|唯一")
RESTRICTION = _any(
    r"only|alone|sole(?:ly)?|exclusively|explicit(?:ly)?|express(?:ly)?|prior|in advance|in writing|written"
    r"|separate(?:ly)?|specific(?=\s(?:consent|permission|approval))"
    r"|first (?=(?:obtain|ask|agree|consent|inform|notif|approv|seek|get)\w*)|beforehand|previously (?=agreed"
    r"|approved)"
    r"|strictly|always|at all times"
    r"|informed(?= (?:\w+ )?(?:consent|permission|approval|decision|choice))"
    r"|unambiguous"
    r"|permanently|irretrievably|securely|immediately"
    r"|expeditiously|promptly|end-to-end",
    r"单独|明示|书面|仅(?:限|在|为|用|供|当)?|只(?![要是])|明确|事先|提前|专门|严格|始终|永久|立即"
    r"|立刻|不可恢复|端到端|唯一",
)
"""Words that make a promise sharper; losing one widens what the vendor may do."""
SPEED = frozenset(
    {
        "immediately",
        "promptly",
        "expeditiously",
        "securely",
        "permanently",
        "strictly",
        "irretrievably",
        "立即",
        "立刻",
        "严格",
        "永久",
        "端到端",
        "end-to-end",
        "always",
        "at all times",
        "始终",
        "separate",
        "separately",
    }
)
HEDGE = _any(
    r"primarily|gross(?:ly)?|generally|currently|typically|usually|routinely|knowingly|intentionally|wilfully"
    r"|willfully"
    r"|substantially|in principle|mainly|normally|mostly|largely"
    r"|ordinarily|as a (?:general )?rule|in most cases|presently|at present|at this time|for the time being"
    r"|deliberately|directly|materially|in general|often|sometimes"
    r"|where (?:reasonable|appropriate|necessary|applicable)|as (?:appropriate|needed)|from time to time"
    r"|predominantly|systematically|regularly|automatically",
    r"一般|通常|目前|主要|原则上|基本|大部分|暂时|暂不|现阶段|尽可能|故意|直接|适当|大致|多数情况|必要时"
    r"|(?<=不会)主动|(?<=不)主动|视情况|适时",
)
"""Words that soften what they stand beside."""
ALL = _any(r"all|every|each|any|entire|full(?:y)?|whole|complete(?:ly)?", r"全部|所有|任何|一切|全额|完全|全体|每一")
SOME = _any(
    r"some|certain|selected|most|many|part(?:s|ial(?:ly)?)?|several|various|limited"
    r"|(?:a|the) (?:selection|part|portion|fraction|subset|sample|number) of",
    r"部分|某些|有些|若干|特定|主要|一部分|大多数",
)

EXCEPTION = _any(
    r"except(?:ion|ions|ing|ed)?|unless|other than|(?<!remains )(?<!remain )(?<!stays )subject to|save (?:for"
    r"|where|as|that|to)|excluding"
    r"|provided(?:,)? that|provided,? however|providing that|notwithstanding|with the exception of"
    r"|(?<!kept )(?<!keep )(?<!set )apart from"
    r"|aside from|(?:do|does|shall|will) not apply|to the extent|on (?:the )?condition that"
    r"|exempt\w*|insofar as|(?<!for )(?:so|as) long as|barring|contingent (?:up)?on|conditional (?:up)?on",
    r"除非|除外|除[^,。]{1,30}外|另有(?:规定|约定|说明)|不适用|例外|为前提|前提下|以[^,。]{1,20}为条件"
    r"|豁免|不在此限|不受此限",
)
LEGAL_DUTY = _any(
    r"(?:required|permitted|prohibited|obliged|compelled|allowed|otherwise provided) (?:to do so )?(?:by"
    r"|under) (?:applicable )?law|the law requires|legally required|court order|legal obligations?",
    r"法律(?:、?法规)?(?:、?行政法规)?[^,。]{0,6}(?:规定|要求|允许)|法律另有规定",
)
CONDITION = _any(
    r"if|when|where|after|once|as soon as|upon|in case|in the event|without|with your",
    r"如果?|若|(?<![应相正适恰])当(?![事日天地月年场面前])|未经|经|在征得|在取得|除",
)

CAP = _any(
    r"(?:aggregate|total|maximum|entire) liability|liab\w+ [^.]{0,60}(?:limited|exceed|cap(?:ped)?)"
    r"|hold harmless|indemnify",
    r"责任总额|责任上限|赔偿总额|最高赔偿",
)
DISAPPLIES = _any(r"(?:do|does|shall|will|would) not apply|notwithstanding", r"不适用|不在此限|不受此限|例外")
SAFEGUARD = _any(
    r"standard contractual clauses|sccs|adequacy|encrypt\w*|anonymi[sz]\w*|confidential\w*"
    r"|iso(?:/iec)? \d{4,5}|soc [123]|(?:vdi(?:/vde)?|din|iec|nist|astm|ansi|bs|en) ?\d{3,5}"
    r"|certifi(?:ed|cation)|audit\w*|vetted|bound by|under contract|data processing agreement|two-factor"
    r"|password-protected",
    r"标准合同|加密|匿名|保密|认证|审计|脱敏|去标识|安全评估",
)
"""Measures that make a processing bearable; their loss is news even where the rest stands."""

ARBITRATION = _any(
    r"arbitrat\w*|class[- ]actions?|jury|collective action|class proceedings?|class-wide"
    r"|representative (?:action|proceeding)s?",
    r"仲裁|集体诉讼|陪审",
)
LIABILITY = _any(
    r"liab(?:le|ility|ilities)|damages|indemnif\w*|indemnity|hold harmless|disclaim\w*|warrant(?:y|ies)"
    r"|as[- ]is|compensat\w*|at your own risk",
    r"赔偿|责任总额|责任上限|免责|责任|违约金|风险自负|风险由您",
)
DISCLAIMER = _any(
    r"may not (?:always )?be (?:unique|accurate|complete|suitable|available|able|reliable|appropriate"
    r"|correct|error|secure)|"
    r"not (?:be )?(?:held )?(?:liable|responsible)|no (?:liability|responsibility|warranty|warranties"
    r"|obligation)|disclaims?|as[- ]is|at your own risk|hold harmless|exclud\w+ (?:all )?liability"
    r"|(?:is|are) under no obligation|do(?:es)? not (?:warrant|guarantee|represent)|makes? no (?:warrant"
    r"|represent)\w*|not (?:be )?obligated|aggregate liability|liability (?:shall|will|is)[^.]{0,40}(?:limited"
    r"|exceed)",
    r"不承担|不负责|不对[^,。]{1,30}负责|免责|概不负责|无义务|不作[^,。]{0,8}(?:保证|担保)|不保证"
    r"|不提供[^,。]{0,6}保证|风险自负|责任(?:总额|上限)",
)
LAW_OR_COURT = _any(
    r"laws?|courts?|governed|jurisdictions?|venue|tribunal|seat|incorporated", r"法律|法院|管辖|仲裁|诉讼"
)
LOCATED = _any(
    r"stor(?:e|es|ed|ing|age)|process(?:es|ed|ing)?|host(?:s|ed|ing)?|located|kept|keep|resid(?:e|es|ency)"
    r"|transferr?(?:s|ed|ing)?|data cent(?:er|re)s?|servers?|remain|region",
    r"存储|储存|保存|处理|传输|存放|位于|机房|数据中心|服务器|出境|存留|提供",
)
NOTICE = _any(
    r"notif(?:y|ies|ied|ication)|inform(?:s|ed)?|tell|notice|announce\w*"
    r"|alert",
    r"通知|告知|公告|公示|提醒",
)
RETENTION = _any(
    r"retain\w*|retention|delet\w*|eras\w*|kept|keep\w*|stor(?:e|es|ed|age)|remov\w*|destroy\w*|purg\w*"
    r"|backups?|log(?:s|ged)?",
    r"保存|保留|删除|存储|清除|留存|销毁|存留|备份|匿名",
)
SOFT_DEADLINE = _any(
    r"reasonable (?:time|period)|in due course|as soon as (?:reasonably )?(?:possible|practicable)|promptly"
    r"|without undue delay|timely|from time to time",
    r"及时|尽快|合理期限|合理时间|适时|按时",
)
UPPER_BOUND = _any(
    r"at most|up to|maximum|no (?:more|later|longer) than|not (?:more|later|longer) than|(?:does|do|shall|will"
    r"|must|may|can) not exceed|not exceeding|not to exceed|within|limited to|under",
    r"不超过|不得超过|至多|最多|最长|最高|以内|不多于|不高于|不迟于|不晚于|上限",
)
LOWER_BOUND = _any(
    r"at least|minimum|no (?:less|fewer|earlier) than|not (?:less|fewer|earlier) than|or more|or longer"
    r"|(?<!not )exceeds?|(?<!no )(?<!not )more than",
    r"不少于|至少|最少|最低|最短|不低于|不早于|以上|超过(?<!不超过)(?<!得超过)",
)

ADVERSE = _any(
    r"irrevocabl\w*|perpetual\w*|indefinite\w*|non-?refundable|forfeit\w*|without recourse|as (?:we"
    r"|it) (?:consider|deem|see)s?"
    r"|for any purpose|at your own risk|final and binding|worldwide|royalty-free",
    r"长期|无限期|不可撤销|永久性?(?:许可|授权|保留|保存|使用)|概不|一律不|自担|最终解释权|视为",
)
"""Words that give something away for good."""
FREE = _any(
    r"free of charge|for free|at no (?:extra |additional )?(?:cost|charge)|without charge|gratis", r"免费|不收费|无偿"
)

STRONG_PURPOSE = _any(
    r"train(?:s|ed|ing)?(?= (?:\w+ ){0,6}(?:models?|ai|algorithms?|systems?|machine)|\b)|advertis\w*|ads"
    r"|sell(?:s|ing)?|sold|(?:the )?sale of (?:your|personal|data)|profil(?:e|es|ed|ing) (?:you|users?|our)"
    r"|profiling|biometric\w*|data brokers?|targeted|fine[- ]?tun\w*",
    r"训练|广告|出售|售卖|画像|营销|推销|推广|促销|微调|人脸|生物识别",
)
WEAK_PURPOSE = _any(
    r"improv\w*|develop(?:s|ing|ment)?|research\w*|analytics|personali[sz]\w*|market(?:s|ing)?|shar(?:e|es|ed"
    r"|ing)|monetiz\w*|commerciali[sz]\w*|track(?:s|ing)?|monitor\w*|combin(?:e|es|ing)|benchmark\w*",
    r"改进|改善|研发|研究|分析|个性化|共享|分享|优化|推送|推荐|跟踪|监测|商业化",
)
RECIPIENT = _any(
    r"third[- ]part(?:y|ies)|affiliates?|partners?|advertisers?|(?:sub-?)?processors?|service providers?"
    r"|vendors?|contractors?|subsidiar(?:y|ies)|parent compan(?:y|ies)|group compan(?:y|ies)|resellers?"
    r"|data brokers?|law enforcement|government\w*|authorit(?:y|ies)|investors?|successors?|researchers?"
    r"|sponsors?|social networks?|analytics providers?|acquirers?",
    r"第三方|关联公司|关联方|合作伙伴|合作方|广告商|广告主|服务商|供应商|承包商|子公司|母公司|集团(?:成员"
    r"|内)|政府(?:部门|机关)?|监管机构|受让方|继受方|投资者",
)
DISCLOSING = _any(
    r"shar\w*|disclos\w*|provid\w*|transfer\w*|sell\w*|sold|send|sent|make available|recipients?|transmit\w*",
    r"共享|分享|披露|提供|转让|传输|出售|转移|委托",
)

PROTECTIVE = _any(
    r"keep\w* (?:\w+ ){0,4}(?:confidential|secret|secure|safe|private)|delet\w*|eras(?:e|es|ed|ing|ure)"
    r"|discard\w*|repair\w*|replac\w*|remed(?:y|ies|ied)|free of charge|make good|(?:giv|provid|send|serv)\w*"
    r" (?:[\w'~]+ ){0,8}notice|destroy\w*|purg\w*|notif\w*|inform(?:s|ed|ing)?|tell|announc\w*|alert\w*"
    r"|encrypt\w*|protect\w*"
    r"|secur(?:e|es|ed|ely)|safeguard\w*|anonymi[sz]\w*|refund\w*|reimburs\w*|compensat\w*"
    r"|indemnif\w*|restor\w*|(?:ask\w*|obtain\w*|seek\w*) (?:\w+ ){0,4}(?:consent|permission|approval"
    r"|authori[sz]ation)"
    r"|(?:stays?|remains?) (?:subject to|bound by|with you|private|on your|under your)|ask(?:s)? before"
    r"|honou?r\w*|respect\w*|comply|complies|respond\w*|answer\w*"
    r"|confidential\w*|return\w*|export\w*|minimi[sz]\w*|publish(?:es)? (?:a|the) list|remov(?:e|es|ed|al)"
    r"|rectif\w*|back(?:s|ed)? up|credit(?:s|ed)? (?!cards?|purchased|bought)|terminate free|audit\w*|waive|liable"
    r"|responsible",
    r"删除|清除|销毁|通知|告知|加密|保护|保障|匿名|退还|退款|返还|赔偿|补偿|征得|征求|取得[^,。]{0,8}同意"
    r"|答复|回复|恢复|备份|提醒|公告|公示|修复|更正|保密|承担|(?:向|为|给)(?:您|用户|客户)提供"
    r"|提供[^,。]{0,12}(?:途径|渠道|副本|说明|协助|帮助|支持)",
)
INTRUSIVE = _any(
    r"shar(?:e|es|ed|ing)|sell(?:s|ing)?|sold|collect\w*|us(?:e|es|ed|ing)(?! (?:\w+ )?(?:reasonable|best"
    r"|good)\b)|disclos\w*|transfer\w*|train\w*"
    r"|retain\w*|monitor\w*|track\w*|profil\w*|combin\w*|access(?:es|ed|ing)?|read|scan\w*|analy[sz]\w*"
    r"|charg(?:e|es|ed|ing)"
    r"|increas\w*|suspend\w*|terminat\w*|chang(?:e|es|ed|ing)|modif\w*|amend\w*|assign\w*|sublicen\w*"
    r"|advertis\w*|market\w*|block\w*|record\w*|process(?:es|ed|ing)?|store|stores|keep|keeps|we receive"
    r"|upload\w*|send|deduct\w*"
    r"|limit\w*|restrict\w*|discontinu\w*|provide your|inspect\w*",
    r"共享|分享|出售|收集|使用|发送|披露|转让|传输|提供|训练|留存|保留|监控|跟踪|画像|访问|读取|收费|中止|暂停"
    r"|终止|变更|修改|公开|用于|推送|广告|营销|存储|保存|处理|查看|扫描|冻结|扣除"
    r"|限制|调整|涨价|封禁|出境",
)
DATA = _any(
    r"data|information|content|prompts?|inputs?|outputs?|files?|messages?|conversations?|chats?|logs?"
    r"|recordings?|photos?|location|e-?mails?|account|profile|contacts",
    r"信息|数据|内容|输入|输出|文件|对话|笔记|照片|位置|日志|账号|账户|隐私|记录|手机号",
)
VENDOR = _any(
    r"we|us|our company|the company|provider|the provider|supplier|the supplier|vendor|licensor|company|processor"
    r"|operator|contractor|the (?:seller|bank|insurer|carrier|acquirer|exchange|marketplace|platform|host|landlord)",
    r"我们|本公司|我司|平台|服务商|甲方|乙方|服务提供者|公司|供应?方|供应商|服务方|提供方|许可方|受托方|受托人|卖方"
    r"|出卖人"
    r"|处理者|运营(?:方|者|商)|承包方|银行",
)
CUSTOMER_SUBJECT = Pattern(
    r"\b(?<![^\s\"(])(?<!\bof[\s\"(])(?<!\bof a[\s\"(])(?<!\bof an[\s\"(])(?<!\bof the[\s\"(])"
    r"(?<!\bof any[\s\"(])(?<!\bof each[\s\"(])(?P<who>you|(?:the "
    r"|each |our )?(?:users?|customers?|clients?|subscribers?|licensees?"
    r"|data subjects?|individuals?|members?|end users?|buyers?|sellers?|shoppers?|travell?ers?|passengers?|guests?"
    r"|patients?|tenants?|pupils?|students?|parents?|policyholders?|insured(?: persons?)?|borrowers?|drivers?"
    r"|developers?|visitors?|residents?|consumers?|controllers?|purchasers?|merchants?"
    r"|(?:account|card|lease|house|policy) ?holders?|payers?|depositors?|applicants?|claimants?|participants?|riders?"
    r"|lessees?|hirers?|learners?|players?|volunteers?|donors?|households?|families|debtors?|readers?|exhibitors?"
    r"|complainants?|cyclists?|campers?|diners?|spectators?|attendees?|trainees?|apprentices?|commuters?"
    r"|(?<!our )(?:employees?|staff|workers?)))"
    r"(?= (?:(?:of|on|in|with|under|at|from|who|whose) (?!our\b|us\b|we\b)[^,.;]{1,40} )?"
    r"(?:also |hereby |then |further |expressly |therefore |always |only )?(?:may|must|shall|will|can"
    r"|could|should|agrees?|are|is|have|has|owns?|retains?|keeps?|do|does|grants?|acknowledges?|waives?"
    r"|represents?|bears?|remains?|understands?|need|might|warrants?|indemnif)\b)"
    r"|(?P<zh>您|你|用户(?!的|数据|信息|名|协议|体验|内容)|客户(?!的|数据|信息|端)|患者|员工|职工|买家|卖家|消费者"
    r"|学生|家长|会员|承租人|租客|旅客|被保险人|投保人"
    r"|需求方|需方|买方|买受人|采购方|采购人|购买方|购买人|委托方|委托人|被许可方|使用方|接入方|商户|租户|订户|订阅者"
    r"|数据主体|个人信息主体|控制者|开发者|乘客|(?<!新)业主|监护人|甲方(?!的)"
    r")(?=(?:(?!我们|我司|我方|本公司|本行|本店)[^,。]){0,10}(?:可|有权|应|须|必须|不得|不会|需|同意|承诺|保证|享有"
    r"|拥有|保留|能|将|无权|承担|自行))"
)
MUTUAL = _any(
    r"(?:either|each|both|neither|any|every) (?:one )?(?:of (?:us|the parties)|part(?:y|ies)|sides?)|the parties"
    r"|mutual(?:ly)?|each other",
    r"双方|任何一方|任一方|一方|各方",
)

SWITCHES = frozenset(listed("on off out in enabled disabled before after more less yours ours"))
"""Words that turn a sentence round by standing elsewhere in it ("on unless you turn it off")."""

ANTONYMS = tuple(
    (frozenset(one.split("/")), frozenset(other.split("/")))
    for line in listed(
        "before/prior=after/following|always=never|yours=ours|include/includes/including=exclude/excludes/excluding"
        "|allow/allows/permit/permits/permitted/allowed=prohibit/prohibits/forbid/forbids/prohibited/forbidden"
        "/prevent/prevents"
        "|accept/accepts=reject/rejects/refuse/decline|enable/enables/enabled=disable/disables/disabled"
        "|on/activated=off/deactivated|continue/continues=stop/stops/cease/ceases|least/minimum=most/maximum"
        "|more=less/fewer|increase/increases=decrease/decreases/reduce/reduces|with=without|private=public"
        "|opt-in/in=opt-out/out|free=paid/chargeable|inside/within=outside"
        "|accountable/liable/responsible=exempt|possible=impossible|refuse=accept"
        "|agree/agrees=object/objects/refuse|engage=refrain|owns/own=licenses/license|confidential=public"
        "|exclusive=nonexclusive|encrypted=plaintext/unencrypted|voluntary=mandatory/compulsory"
        "|optional=mandatory/required"
        "|retain/retains/keep/keeps/own/owns=give/gives/forfeit/forfeits/lose/loses/surrender/surrenders"
        "/relinquish/grant/grants/assign/assigns/transfer/transfers/waive/waives"
        "|rarely/seldom/never=often/frequently/regularly/always"
        "|kept/retained/stored/preserved=deleted/erased/destroyed/purged"
        "|retain/retains/keep/keeps=delete/deletes/erase/erases|greater/higher/larger/highest/longer=lesser"
        "/lower/smaller/lowest/shorter"
        "|both/all=one/either|separate/separately/isolated/segregated/apart=together/combined/mixed/pooled"
        "/merged/jointly"
        "|resist/resists/challenge/challenges/contest/contests=comply/complies/fulfil/fulfill/obey/accept/follow"
        "|remain/remains/stay/stays=become/becomes/cease/ceases|whole/entire=first/initial/part"
        "|earlier/sooner/earliest=later/latest|first=last|disclose/reveal=conceal/withhold|approve"
        "/approved=reject/rejected"
        "|able=unable|limited=unlimited|upstream=downstream|domestic=foreign|internal=external|inbound=outbound"
        "|begin/begins/start/starts=end/ends"
        "|lawful=unlawful|renew/renews/renewed=expire/expires/lapse/lapses|affirmative=negative|advance=arrears"
        "|consumer=business"
        "|add/adds/added=remove/removes/removed|buyer=seller|gain/gains=lose/loses|same=different|against=for"
        "|joint/jointly=several/severally"
        "|waived=charged|success=failure|win=lose|present=absent|open=closed|visible=hidden|manual"
        "/manually=automatic/automatically|human=automated",
        "|",
    )
    for one, _, other in (line.partition("="),)
)
ANTONYMS_ZH = tuple(
    tuple(pair.split("="))
    for pair in listed(
        "有权=无权|境内=境外|国内=海外|国内=国外|之前=之后|生效前=生效后|事先=事后|开启=关闭|打开=关闭"
        "|允许=禁止|同意=拒绝|免费=收费|有偿=无偿|公开=保密|至少=至多|最少=最多|不少于=不超过|不低于=不高于"
        "|承担=免除|明示=默示|全部=部分|可撤销=不可撤销|继续=停止|增加=减少|已加密=未加密|以上=以下|包括=排除"
        "|可退=不可退|删除=保留|接受=拒绝|变更前=变更后|共享前=共享后|处理前=处理后|收集前=收集后"
        "|使用前=使用后|较高=较低|孰高=孰低|较长=较短|较早=较晚|高于=低于|大于=小于|多于=少于|早于=晚于"
        "|在先=在后|主动=被动|人工=自动"
        "|连带=按份|共同=各自|到期前=到期后|发生前=发生后|提供前=提供后|实施前=实施后|签署前=签署后|内部=外部"
        "|有限=无限|排他=非排他",
        "|",
    )
)
_NEGATIVE_PREFIX = ("un", "non", "in", "ir", "im", "dis", "il", "de")

SYNONYMS = tuple(
    frozenset(line.split("/"))
    for line in listed(
        "delete/erase/remove/erasure/deletion/removal cancel/terminate/end withdraw/revoke access/view/see"
        " correct/rectify/correction/rectification notify/inform/tell"
        " permission/authorisation/authorization/consent/approval refund/reimbursement demand/require/request"
        " review/inspect obtain/receive transfer/port store/keep/retain object/oppose lodge/file"
    )
)
LOOKALIKES = tuple(
    (frozenset(one.split("/")), frozenset(other.split("/")))
    for line in listed(
        "delete/deleted/deletes/deletion/deleting/erase/erased/erasure=deactivate/deactivated/deactivation"
        "/archive/archived/disable/disabled/hide/hidden/suspend/suspended/block/blocked/restrict/restricted"
        "/restriction/deidentify/anonymise/anonymised/anonymize/anonymized/pseudonymised/pseudonymized"
        "/pseudonymise/retain/retained/unlink/unlinked"
        "|refund/refunds/refunded/reimburse/reimbursed/reimbursement=credit/credits/credited/voucher/vouchers"
        "/coupon/coupons/replacement/discount"
        "|anonymised/anonymized/anonymous/anonymise/anonymize/anonymously=pseudonymised/pseudonymized"
        "/pseudonymous/pseudonymise/pseudonymize/deidentified/identified/aggregated"
        "|consent/permission/approval/authorisation/authorization/agreement=notice/notification/knowledge/notify"
        "/notifying/inform/awareness/acknowledgement/consultation"
        "|object/opt=comment/complain/inquire/enquire/informed"
        "|terminate/cancel/rescind=suspend/complain/pause/downgrade"
        "|guarantee/guarantees/guaranteed/warrant/warrants=target/targets/expect/expects/estimate/estimated/aim"
        "/aims/goal"
        "|compensate/compensation/indemnify/damages=credit/credits/assist/apology"
        "|own/owns/owner/ownership/title=use/access/licensed/licensee/license/licence"
        "|encrypted/encryption/encrypt=protected/protection/encoded/hashed/secured"
        "|erase/erasure/deletion=rectification/access/portability/information/restriction"
        "|veto/reject=consult/consulted/comment|appeal=feedback/comment"
        "|prevent/prohibit=discourage/discourages"
        "|seek/seeks/obtain/obtains/ask/request/requests=assume/assumes/infer/infers/imply/presume/presumes/deem"
        "/deems"
        "|human=automated|independent=internal"
        "|audit/audits=questionnaire/report/reports|permanent/permanently=temporary/temporarily"
        "|binding=nonbinding/indicative|perpetual=limited|access=summary|notice=publication/posting"
        "|email/e-mail=website/posting",
        "|",
    )
    for one, _, other in (line.partition("="),)
)
LOOKALIKES_ZH = tuple(
    (one.split("/"), other.split("/"))
    for line in listed(
        "删除/清除/销毁=停用/屏蔽/隐藏/封存/归档/冻结/去标识化/匿名化/保留"
        "|退还/退款/返还=补偿/抵扣/代金券/优惠券/换购|匿名化=去标识化/假名化/脱敏"
        "|同意/许可=通知/告知/知悉/了解/知晓|赔偿=补偿/协助/道歉|保证=力争/争取/预期/目标|加密=脱敏/保护/编码"
        "|注销=停用/冻结/休眠|撤回=修改/查询|拒绝=反馈/咨询|解除=暂停/中止|所有权=使用权/许可|拥有=使用"
        "|人工=自动/自动化|独立=内部|书面=口头|永久=临时/暂时|反对=反馈/建议|审计=问卷/报告",
        "|",
    )
    for one, _, other in (line.partition("="),)
)


def found(pattern: Pattern, text: str) -> tuple[str, ...]:
    """The words of a kind that a text holds, in order."""
    return tuple(match[0].strip() for match in pattern.finditer(text)) if pattern.may_match(text) else ()


def found_once(pattern: Pattern, text: str, form: Callable[[str], str]) -> dict[str, str]:
    """The words of a kind, by what their forms share, each as the text has it first."""
    as_said: dict[str, str] = {}
    for word in found(pattern, text):
        as_said.setdefault(form(word), word)
    return as_said


def only_in(these: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The words of which the other side has no form, as they are said."""
    return ", ".join(these[form] for form in sorted(these.keys() - others.keys()))


def count(pattern: Pattern, text: str) -> int:
    return sum(1 for _ in pattern.finditer(text)) if pattern.may_match(text) else 0


def opposites(lost: frozenset[str], gained: frozenset[str]) -> tuple[str, str] | None:
    """A word that went for its opposite, English."""
    for word in sorted(lost & _OPPOSITE.keys()):
        for here, there in _OPPOSITE[word]:
            if gained & there and not (gained & here or lost & there):
                return word, min(gained & there)
    return next(_prefixed(lost, gained), None) or next(((b, a) for a, b in _prefixed(gained, lost)), None)


_OPPOSITE: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
for _one, _other in ANTONYMS:
    for _here, _there in ((_one, _other), (_other, _one)):
        for _word in _here:
            _OPPOSITE.setdefault(_word, []).append((_here, _there))


def _prefixed(plain: frozenset[str], changed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """revocable -> irrevocable, refundable -> non refundable (the hyphen parts the words)."""
    for word in plain if any(word.startswith(_NEGATIVE_PREFIX) for word in changed) else ():
        for prefix in _NEGATIVE_PREFIX:
            if prefix + word in changed and len(word) >= 4:
                yield word, prefix + word


def swapped_zh(pairs: tuple[tuple[str, ...], ...], old: str, new: str) -> tuple[str, str] | None:
    """A Chinese word that gave way to its opposite: fewer of the one, more of the other."""
    if old.isascii() or new.isascii():
        return None
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            if (
                here in old
                and there in new
                and old.count(here) > new.count(here)
                and new.count(there) > old.count(there)
            ):
                return here, there
    return None


def lookalike(lost: frozenset[str], gained: frozenset[str]) -> tuple[str, str] | None:
    """A strong word that gave way to one that only sounds like it, English."""
    for strong, weak in LOOKALIKES:
        if lost & strong and gained & weak and not gained & strong:
            return min(lost & strong), min(gained & weak)
    return None


def lookalike_zh(old: str, new: str) -> tuple[str, str] | None:
    if old.isascii() or new.isascii():
        return None
    for strong, weak in LOOKALIKES_ZH:
        for word in strong:
            if old.count(word) > new.count(word):
                for other in weak:
                    if new.count(other) > old.count(other):
                        return word, other
    return None


HEEDS = Pattern(
    r"\b(?:ha(?:s|ve|ving) regard to|with regard to|tak(?:e|es|ing) (?:into (?:account|consideration)"
    r"|account of)|consider(?:s|ing)?"
    r"|in (?:the )?light of|guided by|in the spirit of|bear(?:s|ing)? in mind|mindful of|informed by"
    r"|inspired by|oriented towards?"
    r"|gives? (?:due )?(?:weight|consideration) to|modelled on|in line with the principles)\b|参考|参照|考虑"
    r"|酌情|结合"
)
"""What is considered and need not be followed."""
