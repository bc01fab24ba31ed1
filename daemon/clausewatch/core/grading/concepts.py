"""Rights and duties that only sound alike: a strong notion that gave way to a weak one, by concept.

Word lists know that "delete" is not "deactivate"; the phrases here know the notions that take several words: who
decides, who pays, when the clock starts, whether silence is a yes, what an exception swallows. A notion counts as
exchanged when the old sentence has more of the strong side and the new one more of the weak side, and as gained when
only the weak side has come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.voice import Stance, voice
from clausewatch.core.model import Grade, Reason


def _any(english: str, chinese: str = "") -> Pattern:
    return Pattern(rf"\b(?:{english})(?!\w)|{chinese}" if chinese else rf"\b(?:{english})(?!\w)")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two notions of which the second protects less."""

    reasons: tuple[Reason, ...]
    strong: Pattern
    weak: Pattern
    unguarded: Grade = Grade.MAJOR
    """The grade in a sentence that does not otherwise protect the customer."""


WHO_PAYS = Exchange(
    (Reason.AMOUNT, Reason.LIABILITY, Reason.PARTY),
    _any(
        r"at (?:our|its|provider's|vendor's|processor's|the (?:seller|supplier|provider|vendor|company"
        r"|landlord|bank)'s)(?: own| sole)? (?:costs?|expenses?)|free of charge|free|included"
        r"|without (?:additional|extra|further) (?:cost|fee|charge|payment)s?|we (?:will |shall )?(?:bear"
        r"|pay|cover)\w*|borne by us|we do not charge",
        "免费|不收取|由我们承担|我们(?:自行)?承担|无需(?:支付|付费)|不另行收费",
    ),
    _any(
        r"at (?:your|customer's|controller's|user's|the (?:customer|user|buyer|client|tenant|member|claimant"
        r"|guest|subscriber|controller|consumer)'s)(?: own| sole)? (?:costs?|expenses?)"
        r"|(?<!if )(?<!when )(?<!where )(?:you|customer|user)(?: will| shall| must| agrees? to)? (?:bear|pay"
        r"|cover|reimburse)s?|borne by (?:you|customer|the customer)"
        r"|for (?:a|an) (?:\w+ )?(?:fee|charge)|(?:subject to|against|upon) (?:\w+ ){0,3}(?:fees?|payment"
        r"|charges?)"
        r"|at (?:our|the) (?:then[- ]current|standard|usual|prevailing) (?:rates?|prices?|fees?)|chargeable"
        r"|charged(?: separately)?"
        r"|(?:less|minus|net of|after deduct\w+|deducting) (?:\w+ ){0,4}(?:fees?|charges?|costs?)"
        r"|(?:handling|administrat\w+|processing|cancellation) fee"
        r"|at (?:an )?(?:additional|extra) (?:cost|fee|charge)|we (?:may )?charge|fees? appl(?:y|ies)",
        "由?您(?:自行)?承担|您(?:应|需|须)?(?:支付|承担)|收取|扣除|手续费|有偿|收费|计费|付费",
    ),
)

EXCHANGES = (
    Exchange(
        (Reason.WORDING, Reason.RETENTION),
        _any(
            r"delet\w+|eras\w+|destr(?:oy|uct)\w*|purg\w+|wip(?:e|es|ed|ing)|remov\w+|expung\w+|dispos\w+ of",
            "删除|清除|销毁|抹除",
        ),
        _any(
            r"de-?identif\w+|anonymi[sz]\w+|pseudonymi[sz]\w+|archiv\w+|deactivat\w+|hid(?:e|es|den|ing)"
            r"|restrict\w*|suppress\w*"
            r"|mask\w*|aggregat\w+|unlink\w*|detach\w*|disabl\w+|block\w*|flag\w*|mark\w*|obscur\w+|disassociat\w+"
            r"|dissociat\w+|quarantin\w+|overwrit\w+|no longer (?:display|show|use)\w*|inaccessible|invisible"
            r"|retain\w*|freez\w+",
            "保管|留存|保存|保留|去标识化|匿名化|假名化|脱敏|封存|归档|停用|屏蔽|隐藏|冻结|限制|不再显示|不可见",
        ),
    ),
    Exchange(
        (Reason.WORDING, Reason.AMOUNT),
        _any(
            r"refund\w*|reimburs\w+|repay\w*|pay back|money back|return(?:s|ed)? (?:the|all|any|your) (?:\w+"
            r" )?(?:fees?|money|payments?|amounts?)",
            "退还|退款|返还|退费",
        ),
        _any(
            r"credit(?:s|ed)?|vouchers?|coupons?|discount\w*|exten(?:d|ds|sion)\w*|replac\w+|points|store credit"
            r"|gift cards?|apolog\w+",
            "抵扣|代金券|优惠券|积分|延长|补偿|换购",
        ),
    ),
    Exchange(
        (Reason.WORDING, Reason.PARTY),
        _any(
            r"assign(?:s|ed|ment)?|owns?|owned|owner(?:ship)?|title|belongs?|vests?|property of|retain(?:s|ed)?"
            r"|transfer(?:s|red)?",
            "归属于?|所有权|拥有|转让",
        ),
        _any(
            r"licen[sc](?:e|es|ed|ing)|right to use|permission to use|may (?:\w+ )?use|access to|use of|grants?"
            r" (?:us|you|we|to)",
            "使用权|许可|授权使用",
        ),
    ),
    Exchange(
        (Reason.LIABILITY, Reason.WORDING, Reason.MODALITY),
        _any(
            r"warrant(?:s|ed|y)?|guarantee(?:s|d)?|represents?|assures?|ensures?|certif(?:y|ies)|undertakes?"
            r"|covenants?|commits?",
            "保证|担保|确保|承诺",
        ),
        _any(
            r"believes?|expects?|anticipates?|considers?|hopes?|understands?|thinks?|feels?|opinion|intends?"
            r"|aims?|strives?"
            r"|designed to|wants?|likes?|recommends?|encourages?|suggests?|assumes?|states?|to (?:our|its)"
            r" (?:best )?knowledge"
            r"|supports?|facilitates?|promotes?",
            "相信|认为|预计|预期|希望|理解|力争|努力|建议|鼓励|旨在|据我们所知",
        ),
    ),
    Exchange(
        (Reason.QUALIFIER, Reason.WORDING),
        _any(
            r"suspect\w*|becom(?:es?|ing) aware|became aware|aware(?:ness)?|learns?|discover\w*|detect\w*|reason"
            r" to believe|notices?|occur\w*"
            r"|alleg\w+|report(?:s|ed)?|possible|potential|threat\w*|attempt\w*|attempted|likely|requests?",
            "怀疑|疑似|知悉|获知|发现|可能|得知|发生",
        ),
        _any(
            r"confirm\w*|verif(?:y|ies|ied)|establish\w*|determin\w+|conclud\w+|completed? (?:\w+ ){0,3}investigation"
            r"|investigation (?:is|has been) complet\w+|prov(?:e|es|ed|en)|proof|adjudicat\w+|final(?:ly)?"
            r"|substantiat\w+|certain",
            "确认|查明|核实|证实|认定|调查(?:完成|结束)|最终",
        ),
    ),
    Exchange(
        (Reason.MODALITY, Reason.PARTY, Reason.WORDING),
        _any(
            r"independent\w*|courts?|arbitrators?|expert|mutual(?:ly)?(?: agree\w*)?|joint(?:ly)?|both parties"
            r"|the parties(?: agree)?"
            r"|reasonable|reasonably|objective(?:ly)?|third[- ]party (?:auditor|expert|assessor|firm)s?"
            r"|accredited|you (?:choose|decide|select)"
            r"|customer(?:'s)? (?:choice|choose|decide|select)s?|(?:your|customer's) (?:choice|option|discretion"
            r"|election)|agreed",
            "独立|法院|仲裁机构|双方(?:协商|共同|同意)|合理|第三方(?:机构|审计)|由您(?:决定|选择)",
        ),
        _any(
            r"(?:we|our|us|provider'?s?|vendor'?s?|its) (?:\w+ ){0,2}(?:choice|option|discretion|election"
            r"|opinion|judge?ment|view|assessment"
            r"|satisfaction|determination|records|calculation)|(?:as|if|that|what|when|where|which) we (?:\w+"
            r" ){0,2}(?:choose|decide|determine|consider|deem"
            r"|see|think|believe|judge|find|regard|prefer|select|elect)|we (?:alone )?(?:decide|determine"
            r"|choose)|internal(?:ly)?|(?:sole|own|absolute)"
            r"|determined by us|decided by us|selected by us|chosen by us|self-\w+|in-house",
            "我们(?:单方|自行|内部)|由我们|我们认为|我们判断|自行|内部|单方",
        ),
    ),
    WHO_PAYS,
    Exchange(
        (Reason.EXCEPTION_REMOVED, Reason.LIABILITY, Reason.POLARITY),
        _any(
            r"other than|except(?:ing)?(?: for)?|excluding|with the exception of|apart from|but not|save for|not"
            r" including|outside",
            "不包括|除[^,。]{1,24}外|不含",
        ),
        _any(
            r"including|includes?|inclusive of|as well as|together with|such as|and also|also|even|within"
            r"|irrespective of|regardless of",
            "包括|以及|包含|无论",
        ),
    ),
    Exchange(
        (Reason.CONSENT, Reason.OPT),
        _any(
            r"(?:expressly |explicitly |actively )?(?:accept(?:s|ed|ance)?|agreed?|consent(?:s|ed)?|approv(?:e"
            r"|es|ed|al)|confirm(?:s|ed)?|sign(?:s|ed)?"
            r"|(?:your|their|his|her|customer's) (?:agreement|consent|approval|permission)|ask(?:s|ed)? (?:you"
            r"|for|again|them|users)|permission"
            r"|opt(?:ed|s)? in|chosen?|choose|tick(?:ed)?)",
            "(?:明示|主动|书面)?(?:同意|接受|确认|授权|签署|勾选)",
        ),
        _any(
            r"continu(?:e|es|ed|ing) (?:to |with )?(?:\w+ ){0,3}us(?:e|es|ing)|by using|use of the services?"
            r" (?:constitutes|means|is)|deem(?:s|ed)?"
            r"|constitut(?:e|es)|(?:is|be) (?:treated|taken|considered|regarded) as|presum(?:e|ed)|assum(?:e|ed)"
            r"|impl(?:y|ies|ied)"
            r"|ha(?:ve|s) not (?:\w+ )?(?:object|reject|declin|refus|respond)\w*|(?:do|does) not (?:\w+"
            r" )?(?:object|reject|declin|refus|respond)\w*"
            r"|unless you (?:have )?(?:\w+ )?(?:refus|object|reject|declin)\w*|silen\w+|has been posted|is"
            r" posted|(?:will be |is |are )?(?:published|announced|posted|told|informed|notified)|tell(?:s)?"
            r" (?:you|them|users)|inform (?:you|them|users)"
            r"|notify (?:you|them|users)|let (?:you|them|users) know",
            "视为|继续使用|公布之日|发布之日|公布后|发布后|向您(?:发送|展示)|告知您?|通知您?|默认|推定"
            "|未(?:提出)?(?:异议|反对|拒绝)|一经(?:公布|发布)|除非您(?:拒绝|反对)",
        ),
        Grade.CRITICAL,
    ),
    Exchange(
        (Reason.NUMBER, Reason.RETENTION, Reason.QUALIFIER, Reason.DEADLINE_REMOVED),
        _any(
            r"immediately|promptly|at once|without (?:undue )?delay|forthwith|instantly|within",
            "立即|立刻|马上|即时|及时",
        ),
        _any(
            r"in due course|eventually|(?:within )?a reasonable (?:time|period)|when (?:convenient|practicable"
            r"|possible)"
            r"|as (?:soon as )?(?:practicable|convenient)|as soon as (?:reasonably )?(?:practicable|possible)|at"
            r" (?:our|its) convenience|from time to time"
            r"|periodically|at (?:a|some) later (?:date|time|stage|point)|later|upon request|on request|after",
            "适时|酌情|合理期限|合理时间|条件允许|择期|定期|视情况",
        ),
    ),
    Exchange(
        (Reason.QUALIFIER, Reason.WORDING),
        _any(r"any|every|each|all|whatever|whenever|always|whichever", "任何|所有|一切|全部|每(?:个|次|一)"),
        _any(
            r"(?:that|which|whom|where) we|certain|some|selected|material|significant|serious|substantial|severe"
            r"|major|specific|relevant"
            r"|eligible|qualifying"
            r"|particular|designated|approved|a few|key|main|essential|important|confirmed|most|sometimes|often"
            r"|where",
            "部分|某些|重大|严重|特定|重要|主要|有关|相应|符合条件",
        ),
    ),
    Exchange(
        (Reason.PARTY, Reason.WORDING),
        _any(r"personally|a (?:human|person|natural person|lawyer|member of our)\w*|qualified|human", "人工|专人"),
        _any(r"automat\w+|algorithm\w*|chatbots?|software|system", "自动|系统|算法|机器|智能(?![手家门卡合终设])"),
        Grade.CRITICAL,
    ),
    Exchange(
        (Reason.MODALITY, Reason.CONSENT, Reason.WORDING),
        _any(
            r"(?:right to|may|can|entitled to|free to) (?:\w+ ){0,2}(?:object|refuse|reject|veto|terminate"
            r"|cancel|withdraw|audit|opt out|appeal|delete|leave)"
            r"|objections?|veto|withdraw(?:al)?",
            "有权(?:拒绝|反对|解除|终止|撤回|删除|审计)|异议",
        ),
        _any(
            r"comment\w*|feedback|consult\w*|raise (?:a )?(?:concern|question)s?|ask (?:us|questions)|be"
            r" (?:informed|consulted|heard)|suggest\w*|complain\w*"
            r"|express (?:a|your|their|its) (?:view|concern|opinion)s?|request (?:that|a|information)|contact us"
            r"|discuss\w*",
            "反馈|意见|咨询|建议|协商|沟通",
        ),
    ),
    Exchange(
        (Reason.QUALIFIER, Reason.WORDING),
        _any(r"audit(?:s|ed|or|ors)?|inspect\w*|inspection|penetration test\w*|certif\w+", "审计|检查|认证|渗透测试"),
        _any(
            r"questionnaires?|summar(?:y|ies)|self-assess\w*|statement|review of (?:our )?documentation"
            r"|excerpts?|overview|letter|description",
            "问卷|摘要|自评|说明|声明|概述",
        ),
    ),
    Exchange(
        (Reason.QUALIFIER, Reason.WORDING),
        _any(
            r"anonym\w+|aggregat\w+|de-?identif\w+|statistical|non-personal|pseudonym\w+|encrypt\w+|redacted"
            r"|hashed|masked",
            "匿名|汇总|统计|去标识|脱敏|加密",
        ),
        _any(
            r"identifiable|identified|personal|individual|plain ?text|unencrypted|raw|full|complete"
            r"|non-anonym\w+|unredacted|your",
            "可识别|个人|明文|原始|完整",
        ),
    ),
    Exchange(
        (Reason.OPT, Reason.MODALITY, Reason.POLARITY),
        _any(
            r"(?:you|customer|users?) (?:\w+ )?(?:renew|choose to renew|confirm)\w*|expires?|ends?|lapses?"
            r"|terminates?|manual(?:ly)?|one-time|opt(?:s|ed)?[- ]in",
            "(?:您|用户)[^,。]{0,6}续订|到期(?:自动)?(?:终止|失效|停止)|手动|主动续费",
        ),
        _any(
            r"renews?|renewed|auto-?renew\w*|automatic(?:ally)?|continues?|recurring|rolls? over|extended",
            "自动续|自动延|自动扣|顺延",
        ),
    ),
    Exchange(
        (Reason.LIABILITY, Reason.POLARITY, Reason.WORDING),
        _any(
            r"in addition to|without prejudice to|cumulative|besides|alongside|without limiting|does not affect"
            r"|not affect|over and above|as well as",
            "不影响|之外|另外|此外|同时",
        ),
        _any(
            r"in lieu of|in place of|instead of|sole(?:ly)?|exclusive(?:ly)?|only remedy|in full (?:and final"
            r" )?(?:satisfaction|settlement)|replaces?|exhausts?|substitutes?(?: for)?",
            "代替|替代|唯一|取代|全部救济|不再",
        ),
    ),
    Exchange(
        (Reason.LIABILITY, Reason.PARTY, Reason.QUALIFIER),
        _any(
            r"joint(?:ly)? and several(?:ly)?|jointly|as if (?:they|it) were (?:its|our) own|remains? (?:fully"
            r" )?(?:liable|responsible)|fully (?:liable|responsible)|vicarious\w*",
            "连带责任|共同(?:承担|责任)|先行赔付|向您承担|我们[^,。]{0,16}承担|我们负责",
        ),
        _any(
            r"severally|separately|solely responsible|sole responsibility|only for|own account|recover\w* from"
            r"|to the extent|pass(?:es)? on|directly from|turn to",
            "与我们无关|由其[^,。]{0,16}(?:承担|负责)|自行承担|各自承担|按份|独立承担|自行(?:解决|负责)|补充责任",
        ),
        Grade.CRITICAL,
    ),
    Exchange(
        (Reason.CONSENT, Reason.PARTY, Reason.QUALIFIER, Reason.MODALITY),
        _any(
            r"signed by (?:both|the) parties|both parties|mutual(?:ly)?|written agreement|agreed (?:in writing"
            r"|between)|signed|countersigned|your acceptance|by agreement",
            "双方(?:签署|书面|协商|共同|同意)|书面协议|另行签署|签字盖章",
        ),
        _any(
            r"post(?:ed|ing)|publish(?:ed|ing)?|upload(?:ed|ing)|updat(?:ed|ing)|made available on|by (?:our"
            r" )?notice|we may (?:change|amend|modify|update)|unilateral(?:ly)?|from time to time",
            "公布|发布|公示|更新|单方|随时",
        ),
        Grade.CRITICAL,
    ),
    Exchange(
        (Reason.MODALITY, Reason.DEADLINE_REMOVED, Reason.QUALIFIER),
        _any(
            r"(?:give|gives|giving|provide|send|with|upon|on|after)\w* (?:\w+ ){0,8}notice|notify|notifies|in"
            r" advance|beforehand|warn(?:s|ing)?",
            "提前(?:通知|告知)?|事先(?:通知|告知)|通知",
        ),
        _any(
            r"with(?: or without|out) (?:\w+ ){0,3}(?:notice|warning|notification)|at any time|with immediate"
            r" effect|no notice|even without notice",
            "无需(?:提前|另行|事先)?通知|不经通知|随时|不另行通知|立即生效",
        ),
    ),
    Exchange(
        (Reason.QUALIFIER, Reason.DEADLINE_REMOVED, Reason.WORDING),
        _any(
            r"at (?:any|all) times?|whenever|without (?:time )?limit\w*|indefinitely|also after|even after"
            r"|permanently|for life|round the clock",
            "随时|任何时候|永久|长期",
        ),
        _any(r"until|during|only|once|while|for as long as|for (?:a|the first)|on request", "期间|之前|仅|一次"),
    ),
    Exchange(
        (Reason.MODALITY, Reason.QUALIFIER, Reason.AMOUNT),
        _any(
            r"automatically|without (?:a |any |your )?(?:request|claim|application)|without (?:\w+ ){0,2}asking"
            r"|proactively|unprompted|of (?:our|its) own accord",
            "主动|自动",
        ),
        _any(
            r"(?:if|when|where|once) (?:you|customer) (?:\w+ )?(?:requests?|asks?|claims?|appl(?:y|ies))"
            r"|(?:up)?on (?:your |written )?(?:request|application|demand)",
            "经(?:您)?申请|申请后|(?:如|若)您(?:提出|申请)",
        ),
    ),
)
"""Every pair of notions; the strong side first."""


def exchanges(pair: Pair) -> Iterator[Finding]:
    """A notion that gave way to its weaker cousin."""
    places = _places(pair)
    for each in EXCHANGES:
        swap = _exchanged(each, pair, places)
        if swap:
            grade = Grade.CRITICAL if _protects(pair) else each.unguarded
            yield from (Finding(grade, reason, *swap, Direction.WORSE) for reason in each.reasons)


def _exchanged(each: Exchange, pair: Pair, places: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The strong words that went and the weak ones that came, in the whole sentence or at one place of it."""
    old, new = pair.old.lower, pair.new.lower
    if not (each.weak.search(new) and each.strong.search(old)):
        return None
    here = next(((went, came) for went, came in places if each.strong.search(went) and each.weak.search(came)), None)
    if here or (pair.rewritten and not _short(pair)):
        return here
    lost, gained = _surplus(each.strong, old, new), _surplus(each.weak, new, old)
    return (lost, gained) if lost and gained else None


def _places(pair: Pair) -> list[tuple[str, str]]:
    """Where one or two words stand for one or two others, in clauses that are recognisable."""
    return [
        (" ".join(place.lost), " ".join(place.gained))
        for old, new in pair.matched
        for place in words.differences(words.tokens(old), words.tokens(new))
        if 0 < len(place.lost) <= _WORD_OR_TWO >= len(place.gained) > 0
    ]


_WORD_OR_TWO = 2


def _short(pair: Pair) -> bool:
    """Rewritten, but so short that the notions are most of it."""
    return pair.similarity >= _STILL_ALIKE and max(len(pair.old.tokens), len(pair.new.tokens)) <= _SHORT


_STILL_ALIKE, _SHORT = 0.28, 36


def _surplus(pattern: Pattern, here: str, there: str) -> str:
    """The words of a notion that one text has more of."""
    found = lex.found(pattern, here)
    if not found:
        return ""
    there_too = lex.found(pattern, there)
    more = len(found) > len(there_too)
    return ", ".join(word for word in dict.fromkeys(found) if word not in there_too) if more else ""


def _protects(pair: Pair) -> bool:
    return pair.guarded or voice(pair.old.lower).protective or _FOR_YOU.search(pair.old.lower) is not None


_FOR_YOU = Pattern(
    r"\b(?:to (?:you|customer|the customer)|(?:you|customer) (?:owns?|retains?|keeps?))\b|归您|您(?:拥有|保留)"
)


OPINION = _any(
    r"(?:in|at|to) (?:our|its) (?:\w+ ){0,2}(?:opinion|view|judge?ment|estimation|assessment|option|election"
    r"|convenience|satisfaction|discretion|choice)"
    r"|(?:if|when|where|as|that|which|what|whenever|insofar as|to the extent) (?:we|it) (?:\w+ly )?(?:so"
    r" )?(?:choose|decide|agree|wish|elect|prefer"
    r"|consider|deem|determine|judge|think|believe|see|regard|find|require|need|want|approve|accept)s?"
    r"|(?:necessary|needed|required|appropriate|useful|desirable|convenient|reasonable|practical|expedient"
    r"|advisable) (?:for|to) (?:us|our|the business|its)"
    r"|(?:for |by )?(?:our|its) (?:\w+ )?(?:legitimate|business|commercial|operational|internal|own) (?:\w+"
    r" )?(?:interests?|needs?|purposes?|reasons?|requirements?)"
    r"|business (?:needs?|reasons?|purposes?|requirements?|necessity)|commercially (?:reasonable|practicable"
    r"|feasible)|operational (?:reasons?|needs?|requirements?)"
    r"|more efficient|longer than (?:is )?(?:\w+ )?(?:necessary|needed|required)|beyond what (?:is"
    r" )?(?:necessary|needed|required)"
    r"|as (?:is )?(?:reasonably )?(?:necessary|needed|required|appropriate)|unduly|unreasonable effort"
    r"|disproportionate\w*"
    r"|resources (?:permit|allow)|subject to availability|availability of|as circumstances|circumstances"
    r" (?:permit|allow|require)",
    r"我们(?:认为|判断|决定|确定|视)|依我们|以我们[^,。]{0,12}为准|根据我们的|业务(?:需要|发展|运营)|经营需要"
    r"|运营需要|合理需要|必要时|视[^,。]{0,8}情况|酌情",
)
"""Ways of making a promise depend on what its giver thinks or needs."""


def opinion(pair: Pair) -> Iterator[Finding]:
    """A promise that now depends on what we think or need."""
    gained = _surplus(OPINION, pair.new.lower, pair.old.lower)
    if gained and not pair.main.customer:
        grave = pair.guarded and not pair.rewritten and pair.stance is not Stance.LICENCE
        yield Finding(Grade.CRITICAL if grave else Grade.MINOR, Reason.QUALIFIER, "", gained, Direction.WORSE)


def who_pays(pair: Pair) -> Iterator[Finding]:
    """The bill moved to the customer, with or without a word about who paid before."""
    gained = _surplus(WHO_PAYS.weak, pair.new.lower, pair.old.lower)
    if gained and pair.guarded and not pair.rewritten and pair.stance is not Stance.LICENCE:
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, "", gained, Direction.WORSE)
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, "", gained, Direction.WORSE)


DEEMED = _any(
    r"deem(?:s|ed)?|constitut(?:e|es|ed|ing)|continued (?:use|access)|continu(?:e|es|ing) to (?:use|access)|is"
    r" (?:your|customer's) (?:acceptance|consent|agreement)"
    r"|(?:is|be) (?:treated|taken|considered|regarded) as|silence|by (?:using|accessing|visiting|continuing)",
    "视为|继续使用|推定|默认同意",
)
_AGREED = _any(r"accept\w*|agree\w*|consent\w*|approv\w*", "同意|接受|认可")


def deemed(pair: Pair) -> Iterator[Finding]:
    """Agreement that was given is now presumed."""
    gained = _surplus(DEEMED, pair.new.lower, pair.old.lower)
    if gained and _AGREED.search(pair.new.lower) and not pair.rewritten and not DEEMED.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.CONSENT, "", gained, Direction.WORSE)


_ONLY = _any("only|solely|exclusively|just", "仅限?|只|限于")


def only_came(pair: Pair) -> Iterator[Finding]:
    """What we give or do for the customer, we now give or do only so far."""
    gained = _surplus(_ONLY, pair.new.lower, pair.old.lower)
    if not gained:
        return
    gives = pair.stance is Stance.GUARD and not pair.main.negative and not pair.main.intrusive
    covers = re.search(
        r"\b(?:covers?|includes?|applies|extends?|entitle[sd]?|may|can|available)\b|包括|适用|可以?", pair.old.lower
    )
    if not pair.rewritten and not lex.ONLY.search(pair.old.lower) and (gives or covers) and not _keeps_for_you(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", gained, Direction.WORSE)


def _keeps_for_you(pair: Pair) -> bool:
    """An ``only`` that holds us back: only with your consent, only to provide the service."""
    held = (
        lex.CONSENT.search(pair.new.lower) or voice(pair.new.lower).intrusive or lex.DISCLAIMER.search(pair.new.lower)
    )
    return bool(held) and not pair.main.customer


RULES = (exchanges, opinion, who_pays, deemed, only_came)
