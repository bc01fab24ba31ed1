"""What a reader who quoted a clause loses when it goes.

Whoever quotes a clause relies on it, so its loss is never small. It is critical where the clause gave the reader
anything: a promise, a right, a protection, a benefit, in whatever person or voice it is said ("depositors receive",
"parking is free", "the second attempt is on us"). Where it burdened the reader, freed the vendor or merely informed,
it is major: good to know, and no alarm. What is none of these that the rules know was quoted for some reason, so in
doubt it gave something.
"""

from __future__ import annotations

from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lone
from clausewatch.core.grading import text as words
from clausewatch.core.grading.borne import burdens_only
from clausewatch.core.grading.finding import Direction, Finding, Pair, once
from clausewatch.core.grading.granted import grants
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.plain import plain
from clausewatch.core.grading.sides import READERS, READERS_ZH
from clausewatch.core.grading.told import only_tells
from clausewatch.core.grading.voice import PERSONS, Force, Stance, negations, voice
from clausewatch.core.model import Grade, Reason


def lost(lower: str) -> Iterator[Finding]:
    """What went away with a quoted sentence (folded, lower case)."""
    if _gave(lower) is False:
        yield Finding(Grade.MAJOR, Reason.REMOVED, lower)
    else:
        yield Finding(Grade.CRITICAL, Reason.REMOVED, lower, "", Direction.WORSE)


def _gave(lower: str) -> bool | None:
    """Whether a sentence gave its reader something; ``None`` where the rules cannot tell."""
    as_said = dict.fromkeys((lower, plain(lower)))
    if any(map(grants, as_said)):
        return True
    if any(map(_plainly_nothing, as_said)) or all(map(_takes_or_tells, as_said)):
        return False
    return True if any(map(_gives, as_said)) else None


@once
def gave_something(pair: Pair) -> bool:
    """Whether the old sentence gave its reader something, or may have and does not look as if it asked or told
    something."""
    as_said = dict.fromkeys((pair.old.lower, pair.old.printed.lower()))  # set phrases in one form, and as they stand
    return any(map(_may_have_given, as_said))


def _may_have_given(lower: str) -> bool:
    gave = _gave(lower)
    return not _asks_or_tells(lower) if gave is None else gave


def _takes_or_tells(lower: str) -> bool:
    """Whether a sentence plainly burdens or merely informs, and no clause of it gives something beside that."""
    if not (burdens_only(lower) or only_tells(lower)) or _PROMISES.search(lower):
        return False
    others = [each for each in words.clauses(lower) if not (burdens_only(each) or only_tells(each))]
    return not any(_FREE.search(each) or (len(others) > 1 and _benefits(each)) for each in others)


def _asks_or_tells(lower: str) -> bool:
    """Whether a sentence that gives nothing asks something of the reader, frees the vendor, or merely informs."""
    clauses = [clause for clause in words.clauses(lower) if not _OCCASION.match(clause)]
    return any(_INFORMS.search(clause) is not None or _takes(clause) for clause in clauses)


_OCCASION = Pattern(
    r"(?:if|when|whenever|where|once|unless|until|before|after|while|as often as|as long as"
    r"|should (?:we|you|they|it|the|an?))\b|如果?|若|当"
)
"""How a clause begins that only says when."""


def _takes(clause: str) -> bool:
    speaking = voice(clause)
    vendor = lex.VENDOR.search(clause[:_SUBJECT_ENDS]) is not None or not clause.isascii() or speaking.intrusive
    free = speaking.stance is Stance.LICENCE and not speaking.customer and speaking.force is Force.PERMISSION and vendor
    return free or speaking.disclaims or _burdens(clause) or _COSTS.search(clause) is not None


_SUBJECT_ENDS = 24
"""Characters within which a clause has named its subject."""


_OBLIGES_ZH = Pattern(
    "(?:用户|读者|参展商|学员|乘客|旅客|客户|员工|会员|业主|住户|租户|家长|考生|投保人|申请人|参赛者|观众|游客"
    "|访客|司机|骑手|商家|卖家|作者)"
    "(?![^,。]{0,8}(?:平台|公司|我们|商家))[^,。]{0,10}?(?:应当?|须|必须|不得)(?!被|享有|获得|收到|予以)"
)


def _gives(lower: str) -> bool:
    if _OBLIGES_ZH.match(lower):
        return False
    return _PROMISES.search(lower) is not None or (
        lone.held_a_guard(lower) or _safeguards(lower) or any(map(_benefits, words.clauses(lower)))
    )


def _plainly_nothing(lower: str) -> bool:
    """Whether a sentence says in set words that the reader is bound, or that it says nothing."""
    told = (_FREES_ANOTHER, _SAYS_OF_ITSELF, _POWER_OF_ANOTHER, _DUTY_OF_MANY)
    if lower.startswith("no "):
        return False
    return _PROMISES.search(lower) is None and any(kind.search(lower) for kind in told)


_DUTY_OF_MANY = Pattern(
    r"^(?:all |any |the )?(?:\w+ )?(?!suppliers|sellers|carriers|employers|landlords|lenders|insurers|operators"
    r"|contractors"
    r"|providers|processors|controllers|subprocessors|sub-processors|vendors|lessors|licensors|retailers"
    r"|dealers|publishers"
    r"|lawyers|doctors|inspectors|directors|advisers|advisors|trustees|brokers|manufacturers|traders|officers"
    r"|orders|letters"
    r"|matters|numbers|errors|papers|members|offers|others|powers|servers|users|customers)\w{2,}(?:ers|ors|ants"
    r"|ists|ees|ots|ates|rns|rons)"
    r"(?: of [^,.;]{1,30}| who [^,.;]{1,40})? (?:shall|must|are to)(?: not)? (?!be\b|have\b|receive\b|retain\b"
    r"|own\b|pay no|lose\b)\w+"
    r"|^(?:the )?(?:franchisee|licensee|lessee|shipper|consignor|hirer|borrower) (?:shall|must) (?!not be|be\b"
    r"|have\b|receive|retain|own)\w+"
    r"|^(?:租车人|参展单位|未满[^,。]{2,6}者)[^,。]{0,4}(?:应|须|不得)|^乙方(?:须|应)自行"
)
"""What those have to do who use a thing: hunters, patrons, keyholders; the vendors among such words are left out."""
_FREES_ANOTHER = Pattern(
    r"^(?:in no event|under no circumstances) (?:shall|will|may|can) (?:we|the )?(?:\w+ )?(?:licensor|provider"
    r"|company|supplier"
    r"|vendor|operator|owner|organi[sz]er|platform|publisher|we)\b[^.;]{0,40}\b(?:liable|responsible)\b"
    r"|^nothing (?:on|in) this (?:site|website|blog|page|app|newsletter)\b"
    r"|\b(?:you|undersigned|customer|user|participant|buyer|tenant|employee|member"
    r"|guest)s? (?:hereby )?(?:irrevocably )?"
    r"waives? (?:the|any|all|its|his|their|your)"
    r" (?:\w+ )?(?:rights?|claims?)\b|\b(?:attracts?|incurs?) (?!no\b)(?:an? |the )?(?:\w+ )?(?:charge|fee|fine|penalty"
    r"|surcharge|interest)"
    r"|^(?!.*\b(?:no|not|nothing|never)\b).*\b(?:are|is|will be) (?:billed|barred|deducted|forfeited"
    r"|passed on to a (?:debt )?collect\w+)\b"
    r"|\bbears? no (?:responsibility|liability)\b|^neither the \w+ nor [^.;]{1,40} (?:liable|responsible)\b"
    r"|\b(?:shall|must|will|may) not compete\b|竞争的业务|授予平台|^(?:contestants|entrants|participants) waive\b"
    r"|^(?:an? |the )?(?:\w+ )?(?:surcharge|fee|charge)s? appl(?:y|ies)\b"
    r"|\b(?:requests|refunds|returns) are not accepted\b"
    r"|\bwill be asked to leave\b"
    r"|缴纳[^,。]{1,12}后方可|不得因此"
    r"|\blose(?:s)? (?:their|his|her|its|the|all|any)\b(?! right to (?:object|refuse))"
    r"|\bbecomes? (?:immediately )?due\b"
    r"|\b(?:is|are) (?:strictly |expressly )?(?:prohibited|forbidden|banned|not (?:permitted|allowed))\b"
    r"(?!.*\b(?:your|data|personal|disclos\w+|discriminat\w+|retaliat\w+)\b)"
    r"|(?:您|用户|作者|会员)(?:同意并)?(?:永久|免费|不可撤销地|无偿)*授权(?:我们|平台|本公司)|概不|一律不予"
    r"|过期作废|予以除名|严禁"
)
"""The other side is free of something, or the reader pays for it."""
_SAYS_OF_ITSELF = Pattern(
    r"^welcome to\b|^founded in\b|\b(?:our team|we) loves?\b|^for an? (?:overview|list|map)\b|^我们致力于"
    r"|成立于[^。]*(?:总部|领先)|"
    r"\bheadings?\b[^.;]{0,40}\bconvenience\b|\bsingular\b[^.;]{0,20}\bplural\b|\b(?:follow|like|find|visit) us on\b"
    r"|^our (?:mission|vision|ambition|story)\b|^we (?:are|have been) (?:an? |the )?(?:\w+ )?(?:family|leading"
    r"|proud|small|team|roasting)"
    r"|^you can (?:reach|contact|find|follow|visit)\b"
    r"(?![^.;]*\b(?:every|any|human|always|free|day or night|24|round the clock)\b)"
    r"|^(?:questions|enquiries|inquiries|feedback) (?:about|on"
    r"|regarding|concerning)\b"
    r"|\bversion of this (?:page|site|text|document)\b|\b(?:brochure|typeface|leaflet|handbook)\b"
    r"|\bannexes are\b|\bis used here\b"
    r"|^(?:our|the) (?:founders?|company|firm|newsletter|magazine|bulletin|house|brand)\b[^.;]{0,60}\b(?:started"
    r"|founded|was (?:founded|born|set up|established)"
    r"|is (?:sent|published|issued|printed) (?:every|each|once|on|in))\b"
    r"|, so please (?:dress|bring|wear|mind|be|park|allow)\b|[由于][^,。]{2,20}(?:创办|创立|创建|成立|推出|开发|研发)"
    r"|\bthe parties have (?:met|agreed to meet|discussed)\b|标题仅|敬请关注|秉持|注册地址|办公地址|共分[^,。]{1,4}章"
)
"""What a document or a house says of itself."""
_POWER_OF_ANOTHER = Pattern(
    r"^the (?:bank|exchange|publisher|company|platform|operator|licensor|landlord|lender|insurer|carrier|host"
    r"|club|school|organi[sz]er"
    r"|agency|seller|supplier|provider|employer|university|franchisor|processor) (?:(?:may|can)(?! (?:only"
    r"|not))|reserves the right)\b(?!.*\bonly\b)"
    r"|^甲方[^,。]{0,4}单方|^(?:银行|平台|公司|我们|本公司|物业|酒店|学校|出租人)(?:有权|可)(?:以|不经|随时"
    r"|单方)?(?![^,。]*(?:仅|只有|方可))"
)
"""What the other side may do."""


def _benefits(clause: str) -> bool:
    """Whether a clause gives the reader something, and asks nothing of them."""
    if _PAYS_NOTHING.search(clause):
        return True
    if _burdens(clause) or lex.DISCLAIMER.search(clause):
        return False
    if _FREE.search(clause) or _SPARED.search(clause) or _KEEPS_FROM.search(clause) or _entitles(clause):
        return True
    return any(_undenied(kind, clause) for kind in _kinds(clause))


_PAYS_NOTHING = Pattern(
    r"\b(?:pays?|owes?|bears?|inherits?|carry|carries|incurs?) (?:no|nothing)\b(?! (?:rights?|claims?))"
    r"|\b(?:do|does|will|shall) not (?:charge|bill)\b|不(?:承担|支付|收)[^,。]{0,6}费"
    r"|(?:持卡人|用户|客户|消费者|您|乘客|旅客|租户|承租人|买[方受家]人?|投保人|被保险人|劳动者|员工|学员|会员"
    r"|患者|借款人)[^,。]{0,10}"
    r"(?:不|无须|无需|免于)(?:再|予)?(?:承担|负担|赔偿)(?:任何|相应)?(?:损失|责任|费用|后果)?"
)


def _undenied(kind: Pattern, clause: str) -> bool:
    """In English a denial may stand behind the verb ("receives no"), in Chinese it stands before."""
    found = kind.search(clause)
    before = clause[: found.end()] if found and (kind is _MAY or not clause.isascii()) else clause
    return found is not None and not negations(before)


def _kinds(clause: str) -> Iterator[Pattern]:
    """What a clause may give that denies nothing; whatever the vendor is free to do gives nothing."""
    yield from (_RECEIVES, _TAKEN_BACK)
    vendor = lex.VENDOR.search(clause)
    if vendor is None or vendor.start() > (_OPENING if clause.isascii() else 1):
        yield _MAY


_OPENING = 6
"""Characters within which the subject of a clause begins."""
_READERS = (
    rf"(?:{PERSONS}|lessees?|hirers?|renters?|occupiers?|occupants?|apprentices?|trainees?|debtors?|pensioners?"
    r"|bidders?|retailers?|contestants?|heirs?|relatives|spouses?|famil(?:y|ies)|house(?:hold|holder)s?|those|whoever"
    r"|anybody|everybody|whichever party|either party|each party)"
)
"""Who may be reading: those who are served."""
_PROMISES = Pattern(
    r"\b(?:payable|paid|owed|borne|due) by the (?:supplier|vendor|provider|seller|contractor|carrier|insurer"
    r"|bank|company|landlord"
    r"|operator|lessor|employer|organi[sz]er|airline)\b|^(?!we\b|the (?:company|provider|supplier|seller"
    r"|vendor|publisher|licensor|operator|organi[sz]er|agency|lender|bank|platform)\b)[^,.;]{1,40}?\b(?:keeps?"
    r"|retains?) "
    r"(?:the |their |your |all |its |his )*(?:copyright|ownership|title|rights?|(?:\w+ )?terms|prices?|places?"
    r"|seats?)\b(?! belt)|"
    r"\byou (?:may|can) (?:freely )?choose\b|\b(?:is|are|remains?) guaranteed\b|"
    r"\b(?:never|do not|does not|will not|shall not) (?:expires?|lapses?|run out)\b|"
    rf"(?<!\byou )\b(?:shall|will|must) (?:fully )?(?:indemnify|compensate|reimburse|hold|defend)\b[^.;]{{0,30}}?"
    rf" {READERS}\b|"
    r"\byou (?:may|can) (?:always |also |then |at any time )?(?:request|demand|insist on|require) (?!that you)\w+|"
    r"^(?:the )?(?:franchisor|landlord|lender|employer|publisher|supplier|school|company|bank|insurer|authority"
    r"|council"
    r"|platform|operator|distributor|manufacturer|agency|university|hotel|airline|carrier|seller|provider) "
    r"(?:shall|will|may|must) not (?!be (?:liable|responsible|obliged|required|bound)|accept|refund|reimburse)\w+"
    r"|^(?:all |any )?(?:\w+ )?\w+(?:ers|ors|ees|ants|ents|ists) (?:shall (?:have|enjoy|receive)|receive|retain|may "
    r"(?!not\b|be\b|only\b|cause|lose|incur|face|contact|find))\b"
    r"|\b(?:announced|notified|communicated|posted)\b[^.;]{0,60}\b(?:before|in advance|ahead of|prior)\b"
    r"|\b(?:we|staff|teams?|helpline|support|agents?|advisers?|experts?|engineers?) will \w+ you\b(?! to)"
    r"|^your \w+ (?:stays?|remains?) (?:open|yours|valid|free|available|active|intact)\b"
    r"|^(?:作者|用户|您|学员|会员|译者|歌手|主播)(?:仍|将)?(?:保留|享有|拥有)|^(?:稿酬|工资|报酬|奖金|佣金|补贴"
    r"|津贴)[^。]*(?:支付|发放|结算)"
    r"|不会自动扣费|未经您|"
    rf"\b{_READERS}\b(?: [^,.;]{{1,40}}?)? (?:shall|will|must) be (?:paid|refunded|reimbursed|given|told"
    rf"|informed|notified|heard|offered"
    r"|released|credited|compensated|insured|protected|supplied|served|seen|admitted"
    r"|accompanied(?! by (?:an? (?:adult|parent)|their))"
    r"|trained)\b"
    r"|^(?:authors?|members?|players?|you|customers?|artists?|creators?|tenants?) keeps? (?:the |their |your "
    r"|all )?(?:copyright|ownership|title"
    r"|rights?|points?|place|seat|credit)"
    r"|^(?:total |aggregate |maximum )?liability of (?:the )?(?:user|customer|client|tenant|member|buyer"
    r"|subscriber|passenger)\b"
    r"|\b(?:released|handed over|returned|paid out) to (?:the )?(?:licensees?|customers?|users?|members?"
    r"|tenants?|buyers?|beneficiar\w+)\b"
    r"|\bmay [^.;]{3,60} only (?:in|with|if|when|after|between|during|for|to|upon|on)\b"
    r"|\b(?:is|are) (?:permitted|allowed) without\b|\b(?:takes? place|arrives?|happens?) (?:on )?the (?:same"
    r"|next) (?:\w+ )?day\b"
    r"|\bcontains? (?:no\b|fewer|less|at most|not more)|\bnot shown (?:any |personali[sz]ed )"
    r"|\bshall not be cut off\b"
    r"|\bmay (?:also )?be (?:taken|brought|referred|put|submitted|appealed) to (?:the|an?|any|your)\b"
    r"|\bwill (?:speak|talk|meet|sit down) with (?:the|you|every|each|any|them)\b"
    r"|^before (?!you\b|any user|the (?:user|customer|hirer|tenant)\b)[^,.;]{4,80}, [^,.;]{1,60} (?:will|shall|must)\b"
    r"|^(?:under no circumstances|in no event) (?:shall|will|may) the (?:franchisor|landlord|employer|lender"
    r"|publisher|supplier|school)"
    r" (?!be liable)\w+|^(?:the )?sellers? (?:warrants?|guarantees?)\b"
    r"|(?:平台|公司|我们|我方|商家|银行|保险人|出租人|房东|用人单位|学校|机构)不得(?!不)|无理由退"
    r"|(?:用户|您|客户|会员|学员|消费者|商家|骑手)[^。;]{0,30}有权(?:要求|拒绝|查阅|申请|获得|取得|撤回|解除|随时"
    r"|选择|知悉|了解|索取)"
    r"|(?<![您户])允许在|(?:期|工资|费|金额|利率|押金)[^,。]{0,6}不(?:得)?(?:超过|低于|少于|高于)"
)
"""What was promised in a form that the rules for voices do not hear."""
_BODIES = (
    r"(?:unions?|councils?|committees?|representatives?|delegates?|schools?|institutions?|associations?|charities"
    r"|clubs?|teams?)"
)
"""Who speaks for readers, and at times is the vendor."""
_SUBJECT = (
    r"^(?:the |an? |each |every |all |any )?(?:(?!while|if|when|where|as|until|unless|that|by|for)\w+ )?"
    rf"(?:{PERSONS}|(?!(?:oth|ord|numb|matt|pap|lett|comput|flow|serv|print|off|cov|answ|deliv|diff|ent|low|pref"
    r"|ref|transf|trigg|rend|fost)ers)\w{{2,}}[^e]ers"
    r"|(?!guarantee)\w{3,}(?:ors|ants|[^m]ents|ees?|ists))"
)
"""A person, at the head of a clause."""
_NO_ACT = (
    r"(?:are|is\b|was|were|ha[sd]|have|may|can|will|shall|receive|get|hear|enjoy|benefit|ride|travel|know"
    r"|remain|become|owns?|retains?|chooses?|decides?|agrees? with"
    r"|and|or|not|but|whose|whom|if|when|where|for|who|that|which|under|over|with|from|aged|above|than|into"
    r"|only|always|also|never|after|before|until|within)"
)
"""What follows such a person and is no work of theirs."""
_BURDEN = Pattern(
    rf"\b{_READERS}\b(?: [^,.;]{{1,60}}?)? (?:must|shall|should|ha(?:s|ve) to|needs? to|(?:is|are) (?:required|asked"
    r"|obliged|requested|expected|charged|liable))\b"
    r"(?! (?:not|never)\b| (?:be )?(?:entitled|able|allowed|permitted|free|given|told|informed|notified"
    r"|refunded|paid)"
    r"| have\b| retain\b| receive\b)"
    rf"|(?!you keep\b|(?:the )?sellers? (?:warrants?|guarantees?|undertakes?|delivers?|replaces?|repairs?"
    rf"|refunds?|bears?)\b){_SUBJECT} (?!{_NO_ACT})(?:(?<=s )|(?<=you )"
    rf"|(?=[a-z]+s\b))[a-z]{{3,}}(?<!ed)(?<!ing)(?<!ly)\b"
    rf"|\b{_READERS}\b(?: [^,.;]{{1,60}}?)? (?:must|shall|may|can|should) (?:not|never) (?!be\b|suffer\b|lose\b|pay\b"
    r"|owe\b|bear\b|forfeit\b|have to\b|need\b)"
    r"|^(?:please|kindly|do not|never)\b"
    rf"|\b{_READERS} (?:is|are|remains?) (?:(?:solely|fully|also|themselves|alone) )?(?:responsible|liable"
    rf"|answerable) for\b"
    rf"|\b{_READERS} (?:is|are) (?:kindly )?(?:reminded|advised|urged|expected|encouraged|requested)\b"
    r"|(?:应当?|须|必须|不得|不准|禁止|需要?|不能)(?=[^,。]{0,12}(?:如实|填写|出示|携带|遵守|妥善|自行|缴纳"
    r"|支付|提交|报|承担|遵守|配合|保证))"
)
"""A duty or a prohibition of the reader."""


def _burdens(clause: str) -> bool:
    if _OBLIGES_ZH.match(clause):
        return True
    speaking = voice(_OF_WHICH.sub("", clause))
    if any(kind.search(clause) for kind in (_AT_LIBERTY, _SPARED, _KEEPS_FROM)) or _entitles(clause):
        return False
    return _BURDEN.search(clause) is not None or (speaking.customer and speaking.stance is Stance.LICENCE)


_OF_WHICH = Pattern(
    r"\b(?:that|which|who) (?:do|does|is|are|has|have) not\b[^,.;]*"
    r"|\bat no (?:\w+ ){0,3}(?:fees?|costs?|charges?|price)\b"
)
"""What is denied of a thing is not denied of whoever may deal with it ("reject any batch that does not conform")."""
_ADVERSE = (
    r"(?:refus|reject|exclud|expel|remov|chang|alter|amend|cancel|suspend|terminat|clos|rais|increas|charg|shar"
    r"|disclos"
    r"|sell|sold|use|den[yi]|withh|search|enter|delet|destroy|record|add|deduct|fac|los|incur|find|found|see)\w*"
)
"""What a house or a person in charge does to others, and what befalls them (beginnings of words)."""
_COSTS = Pattern(
    r"\b(?:fees?|charges?|fines?|interest|penalt(?:y|ies)|surcharges?|deposits?|prices?|rent)\b[^.;]{0,40}?"
    r" (?:is|are|will be|shall be|falls?|becomes?) (?:\w+ )?(?:due|charged|payable|added|owed|kept|forfeited|levied"
    r"|deducted|collected|paid)\b"
    rf"|\b(?:may|might) not\b|\b(?:may|can|might) (?:only\b|{_ADVERSE}"
    rf"|be (?!taken back)(?:{_ADVERSE}|taken|given|disposed|filmed|kept))"
    r"|\b(?:is|are) not (?:possible|permitted|allowed|accepted|admitted|available|included|refunded|refundable|covered"
    r"|insured|provided|granted|guaranteed)\b|\b(?:sends?|gives?|shows?|tells?|pays?|brings?|owes?|helps?) us\b"
    r"|^no (?:\w+ ){1,4}?(?:(?:is|are|will be) (?:given|granted|offered|accepted|admitted|refunded|paid|possible"
    r"|allowed)|can\b|may\b)|\bat (?:\w+ )?\w+'s? risk\b|^请"
    rf"|{READERS_ZH}[^,。]{{0,14}}?(?:支付|缴纳|交纳)"
    r"|(?:收取|加收|计收|扣除|没收|不予|不得|不可|不能|不再|不享|谢绝|禁止|自备|自理)"
)
"""What the reader pays, is refused or puts up with, said of a thing."""
_INFORMS = Pattern(
    r"\b(?:means?|refers? to|describes?|explains?|sets? out|consists? of|comprises?|contains?|(?:is|are) (?:known as"
    r"|located|situated|operated|run|based|open|closed|binding|issued|announced|published|listed|shown|found|defined"
    r"|governed|made up|divided)|was founded|definitions?|applies to|forms? part of|takes? place|begins?|starts?"
    r"|opens?|closes?|can be found|faces?|(?:registered |head |principal )?(?:office|seat|headquarters?) is"
    r"|(?:best )?viewed with"
    r"|available (?:for|on) (?:ios|android|windows|mac\w*|linux|apple|the app store|google)|(?:is|are) usually \w+)\b"
    r"|^(?:this|these) (?:policy|section|document|notice|annex|agreement|terms|page|conditions)\b"
    r"|位于|成立于|运营|是指|详见|如下|介绍|组成|载明|公布"
)
"""What a thing is, where it lies or when it takes place."""
_KEEPS_FROM = Pattern(
    rf"^in no (?:case|event) (?:shall|will|may) (?:the |an? |any )?{_READERS} (?:bear|pay|owe|lose|be (?:liable"
    rf"|charged|responsible))\b|"
    r"(?:您|用户|客户|消费者|会员|学员|员工|乘客|旅客|投保人|持卡人)[^,。不]{0,8}可以?(?:随时|自行)?(?:要求"
    r"|拒绝|选择|申请|撤回|关闭|删除|注销"
    r"|退|查|取消|解除|提出|更正|导出|转)|"
    r"^no \w+(?: \w+)? (?:shall|may|will|must|can) be (?:dismissed|disadvantaged|disciplined|penali\w+|punished"
    r"|charged"
    r"|refused|denied|excluded|discriminated|evicted|expelled|sanctioned|treated)\b|"
    r"^the (?:seller|supplier|lessor|contractor|manufacturer|retailer|dealer)s? (?:warrants?|guarantees?"
    r"|undertakes?)\b|"
    rf"^(?!(?:the |an? |each |every |all |any |no )?(?:{PERSONS}|lessees?|hirers?)\b|please|if |when )[^,.;]{{1,40}}?"
    r" (?:will|shall|must|may|can|do|does) (?:not|never) (?!be (?:liable|responsible|held|able|obliged"
    r"|required)|apply\b|accept\b"
    r"|guarantee|warrant|offer\b|provide\b|refund\b|assume\b|cover\b|include\b)\w+ [^,.;]{0,60}?\b(?:you|your"
    r"|yours)\b"
    r"|不得(?:单方|擅自|随意|无故|任意|自行|再)?(?:提高|上调|涨|增加|加收|解除|终止|收回|扣|降低|缩短|泄露|披露"
    r"|转让|出售|辞退|拒绝|歧视)"
)
"""Somebody else must leave something alone that is the reader's."""
_ENTITLED = Pattern(
    r"\b(?:is|are|be|remains?|shall be|will be) entitled to\b|\bha(?:s|ve) the right to\b|\b(?:can|may) (?:ask"
    r"|tell|instruct|require|forbid) us\b"
)


_OTHER_SIDE = Pattern(
    r"\b(?:we|us|our company|the company|provider|vendor|licensor|processor|operator|bank|insurer|acquirer"
    r"|exchange|marketplace"
    r"|platform|host|landlord|lender|lessor|employer)\b|我们|本公司|我司|平台|服务商|银行|保险人|出租人|公司"
)
"""Who is never the reader; a supplier or a contractor may be."""


def _entitles(clause: str) -> bool:
    """Whether anybody but the vendor has a right to something."""
    found = _ENTITLED.search(clause)
    return (
        found is not None
        and not negations(clause[: found.end()])
        and _OTHER_SIDE.search(clause[: found.start()]) is None
    )


_AT_LIBERTY = Pattern(r"\b(?:shall|will) (?:then |also )?be (?:free|at liberty) to\b")
_FREE = Pattern(
    r"(?<!not )(?<!longer )\bfree(?: of (?:any )?charge| for \w+| until| (?:on|within|during|throughout|up to)\b"
    r"|(?=[.;!]?$))"
    r"|\b(?:without (?!reduc|refund)(?:\w+ ){0,2}|(?:at )?no (?:\w+ ){0,2})(?:charges?|costs?|fees?|deductions?"
    r"|penalt(?:y|ies)"
    r"|surcharges?|paying)\b(?! (?:is|are) (?:refunded|returned|repaid))"
    r"|\b(?:is|are|goes|go|all) on us\b|\bon the house\b|\bat our (?:own )?(?:expense|cost|risk)\b"
    r"|\bcosts? (?:you |them )?nothing\b|\b(?:half|reduced|member'?s?'?) (?:the )?(?:price|fare|rate)\b"
    r"|(?<!no )\bdiscount\w*\b(?! (?:is|are) (?:not|never))"
    r"|\b(?:prices?|rates?|fees?|fares?|rents?|tariffs?|premiums?) (?:(?:shall|will|must) )?(?:stays?|remains?"
    r"|(?:is|are) fixed|do(?:es)? not"
    r" (?:change|rise)|never)\b|\b(?:stays?|remains?|is|are) (?:reserved|held|kept) (?:for|free)\b"
    r"|\b(?:around|round) the clock\b|\bday and night\b|\bat all hours\b|\b24/7\b"
    r"|\b(?:is|are|remains?) not (?:charged|billed|deducted|counted|affected)\b"
    r"|\b(?:is|are) included(?= (?:free|for|in (?:the|your) (?:price|fee|ticket|rate|rent|fare))|[.;]?$)"
    r"|\b(?:cooling-off|grace|withdrawal|trial) (?:period|right)\b"
    r"|\b(?:is|are|remains?|stays?) (?:private|encrypted|protected|confidential|anonymous|hidden|blocked)\b"
    r"|(?:我方|我们|本公司|我司|平台|承运人|保险人|出租人|卖方|供应商|服务商|公司)[^,。]{0,24}(?:违约金|赔付"
    r"|赔偿|补偿|退还|返还)"
    r"|免收|免费|免交|免除(?![^,。]{0,10}责任)|减免"
    r"|不(?:另行?|再|予|重复|额外)?(?:收取?|计收|计费|扣除?|扣减|划扣|计入|停发)|照(?:常)?[发付]"
)
"""It costs the reader nothing, or no more than before, and it is there when it is needed."""
_RECEIVES = Pattern(
    rf"\b{_READERS}\b(?: [^,.;]{{1,70}}?)? (?:(?:will|shall|also|then|always|still|each|only) ){{0,2}}"
    r"(?:receives?|gets? (?!charged|billed|suspended)|hears? from|enjoys?|benefits? from|(?:is|are) (?:served|seen"
    r"|insured|covered|credited|paid|accompanied|looked after)"
    r"|ha(?:s|ve) (?:an?|the|first|free|until|priority|access|one|two|three|\d+) ?"
    r"(?:\w+ ){0,2}(?:right|claim|choice|call|say|access|priority|option|refusal|days?|weeks?|months?)\b)"
    r"|(?:享受|享有|领取|获得|优先(?![^,。]{0,4}适用|于|级)|先行(?:满足|赔付)|退还|返还|赔付|补发|赠送|优惠"
    r"|补贴|给予|陪同)"
)
"""The reader is given something."""
_SPARED = Pattern(
    rf"\b{_READERS}\b(?: [^,.;]{{1,60}}?)? (?:(?:is|are|will be|shall be) (?:not|never|no longer)"
    r" (?!allowed|permitted|entitled|eligible|authori|given|granted|offered|shown|told|informed|admitted|served"
    r"|to\b|covered|insured|able|reimburs|refund|paid|compensat|required)"
    r"(?:\w+ ){0,1}(?:\w+(?:ed|en|ept|ut)|left|sent|told|made|held|sold|shown)\b"
    r"|(?:do|does|shall|will) not (?:have to|need|pay|owe|lose|suffer|bear"
    r"|forfeit|be \w+ed)\b|need not\b)"
    r"|(?:无需|无须|不必|不用|暂不|不受影响|不变|不视为|不影响)"
)
"""The reader need not do or bear something."""
_MAY = Pattern(
    rf"\b{_READERS}\b(?: [^,.;]{{1,80}}?)? (?:may|can|(?:shall|will) be (?:free|at liberty) to)"
    r" (?!not\b|never\b|be\b|only\b|cause\b|result\b|expect\b|face\b|lose\b|incur\b|find\b|see\b)\w+"
    rf"|\b{_BODIES}\b(?: [^,.;]{{1,80}}?)? (?:may|can) (?!not\b|never\b|be\b|only\b|{_ADVERSE}\b)\w+"
    r"|(?<!不)可(?:以|随时|自行)?[^,。不可]{0,12}"
    r"(?:要求|申请|选择|请求|提出|退|换|更换|解除|取消|撤回|拒绝|重新|查[询阅]|复制|委托"
    r"|延[期长]|申[诉辩])"
)
"""The reader is free to do something."""
_TAKEN_BACK = Pattern(
    r"^your (?:\w+ ){1,6}?(?:may|can) be (?:used|redeemed|spent|claimed|extended|renewed|upgraded|downloaded"
    r"|moved)\b|"
    r"\b(?:may|can) be (?:cancell?ed|withdrawn|taken back|revoked|returned|exchanged|appealed|contested|swapped"
    r"|transferred to (?:another|a different)|postponed|paused|rebooked"
    r"|terminated (?:by|at) (?:you|the (?:customer|end))|lodged|made (?:to|with) (?:the|an?) \w+)\b"
)
"""The reader may undo something, said of the thing."""
_SAFEGUARD = Pattern(
    r"\b(?:no|not|never|nothing|nobody|none)\b[^.;]{3,120}\bagainst (?:you|them|him|her|the \w+)\b|"
    r"\b(?:no|not|never|nobody|none)\b[^.;]{3,120}\b(?:without|unless|until|before)\b[^.;]*"
    r"\b(?:you|your|\w+ing|opt|permission|agreement|request|instruction|human|person|people|they|them|consent"
    r"|approval|notice|review|court|warrant|reason|warning|heard|asked)\b"
)
_ADMITTED = Pattern(
    r"\b(?:allowed|permitted|accepted|admitted|possible|valid|entry|refunds?|refunded|claims?|available|payments?)\b"
)
"""What a house says of its own service: a refusal and no safeguard."""


def _safeguards(lower: str) -> bool:
    """Whether an act is bound to something that must come before it ("no decision … without a hearing")."""
    safe = _SAFEGUARD.search(lower)
    return safe is not None and not _ADMITTED.search(lower) and not any(map(_burdens, words.clauses(lower)))
