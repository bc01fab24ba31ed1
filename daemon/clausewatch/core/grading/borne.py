"""What a sentence looks like that burdens its reader or frees the other side."""

from __future__ import annotations

from clausewatch.core.grading.asked import asks
from clausewatch.core.grading.borne_zh import burdens_zh
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.reserved import reserves
from clausewatch.core.grading.sides import READERS, READERS_ZH, VENDORS, VENDORS_ZH, heads_first, vendor_acts
from clausewatch.core.grading.voice import negations


def burdens_only(lower: str) -> bool:
    """Whether a sentence (folded, lower case) takes from its reader, by a word or a construction for that."""
    if (asks(lower) or reserves(lower)) if lower.isascii() else burdens_zh(lower):
        return True
    if _LIMITS.search(lower):
        return False
    if any(kind.search(lower) for kind in (_FREES, _POWERS, _ITEMS, _DUTIES, _LOSES_ANYHOW)):
        return True
    return any(_taken(kind, lower) for kind in _TAKES)


_LIMITS = Pattern(
    rf"\b(?:only|unless|at most|no more than|not more than|at the most|capped|limited to|may not|double)\b"
    rf"|\b(?:paid|credited|given|returned|refunded) to (?:the )?{READERS}\b|仅|只[有在能可]|最多|至多|双倍|返还"
    rf"|(?<!不)(?<!不予)退还"
    rf"|由{VENDORS_ZH}[^,。]{{0,4}}(?:承担|负担|支付)"
)
"""A bound, or a payment to the reader: such a burden may as well be a relief."""


def _taken(kind: Pattern, lower: str) -> bool:
    """Said of the reader and not denied: what the vendor pays, waives or forfeits is no burden of the reader."""
    found = kind.search(lower)
    if found is None or vendor_acts(lower[: found.start()]):
        return False
    before = _OF_WHICH.sub("", lower[: found.start()])
    return not (negations(before) or _SPARED_ZH.search(before)) and _DENIED.search(found[0]) is None


_OF_WHICH = Pattern(
    r"\b(?:that|which|who) (?:do|does|is|are|has|have) not\b|\bnot (?:paid|returned|used|collected)\b|\bwithout\b"
)
"""What is denied of the thing and not of the burden ("invoices not paid within ten days bear interest")."""
_DENIED = Pattern(r"\b(?:no|not|never|nothing)\b(?! (?:paid|returned|used|collected)\b)|(?<!不)(?<!不予)退[回还]")
_SPARED_ZH = Pattern("(?:不会?|无须|无需|不必|不用|免于?|未)$")
_PENAL = r"(?:penalt(?:y|ies)|fines?|surcharges?|late fees?|handling charges?|extra charges?|liquidated damages)"
_PENALTIES = Pattern(
    rf"\bpays? (?:an? |the |any |us )?(?:\w+ ){{0,2}}?{_PENAL}\b|^(?:an? )?(?:\w+ )?(?:{_PENAL}|deduction) of\b"
    r"|\bforfeit(?:s|ed|ure|ing)?\b|^deduction (?:of|from)\b"
    r"|\b(?:late|overdue|unpaid|outstanding|not paid)\b[^.;]*\bbears? [^.;]{0,20}?interest\b"
    r"|(?:每次|每日|处以?|予以|处)?(?:罚款|罚金|滞纳金|没收)|(?<!重复)扣款[^,。]{0,8}[元\d一二三四五六七八九十百]"
)
_EXCLUDES = Pattern(
    r"\b(?:claims?|damages?|loss(?:es)?|warrant(?:y|ies)|guarantees?|returns?|refunds?|compensation|cover(?:age)?"
    r"|recourse|exchanges?)\b[^,.;]{0,60} (?:is|are) (?:\w+ )?(?:excluded|ruled out|precluded|void|barred)\b"
    r"|^(?:the )?exclusion of\b(?![^.]*\b(?:not|no|never|is|does|shall|will)\b)(?![^.]*\bliability (?:of"
    r"|for the))(?![^.]*(?:hirer|tenant|customer|user|member|guest|buyer|lessee)'s? liab)|\bnon-?refundable\b"
    r"|\bwithout (?:any )?recourse\b"
    r"|(?:逾期|过期|超期|开封后|拆封后)[^,。]{0,6}(?:不赔|不退|不予|作废|不补)|一律不(?:退|予|赔|补)|概不"
    r"|(?:款|费|费用|金|票)不予?退(?:还|款|票)?(?=[,。]|$)"
)
_GIVES_UP = Pattern(
    r"\b(?:waives?|renounces?|relinquish(?:es)?|signs? away|gives? up)\b(?! (?:the |any |all |its )?(?:\w+ )?(?:fees?"
    r"|charges?|costs?|excess|deposits?|interest|penalt\w+|surcharges?|rent|right of set-off)\b)"
    rf"|\b(?:indemnif(?:y|ies)|holds? harmless)\b[^.;]{{0,20}}?\b(?:us|(?:the )?(?:[\w-]+ )?{VENDORS})\b"
    r"|放弃[^,。]{0,14}(?:索赔|权利?|追究|抗辩|异议|赔偿)"
)
_OWN = rf"(?:(?:his|her|its|their|your)(?: or (?:his|her|its))?|(?:the )?(?:[\w-]+ )?(?:{READERS}|owner)(?:'s|'))"
_COST = Pattern(
    rf"\bat {_OWN} (?:own )?(?:sole )?(?:costs?|expense|risk)\b|\bto be (?:paid|borne|met|met in full) by {READERS}\b"
    rf"|\b(?:paid|borne|met|carried|settled|shouldered)(?: for)?(?: \w+ly| in full| alone)? by (?:the |each |any )?"
    rf"(?:[\w-]+ )?{READERS}\b"
    rf"|^(?:the |each |every |any )?(?:[\w-]+ ){{0,2}}?{READERS} (?:pays? for|pays? (?:all|the(?! (?:old|same"
    rf"|current|original|reduced|lower|local|agreed|listed)\b)|any|an? (?!reduced))"
    rf"|bears?"
    r"|defrays?|makes? good|reimburses?) (?!no\b|nothing)"
    rf"|^payment (?:by (?:the )?{READERS}\b|of (?:an? |the |any |all )?[^.;]*(?:fee|charge|fine|penalt|surcharge"
    rf"|deposit))"
    rf"|\b(?:burden|onus) of (?:proof|proving)\b[^.;]*\b(?:on|with|upon|to|by) (?:the )?{READERS}\b"
    rf"|(?:风险|费用?|损失|责任|开销|税费|邮费)[全部均一律概]{{0,2}}由{READERS_ZH}[^,。]{{0,4}}(?:承担|负担|支付|负责)"
    rf"|^{READERS_ZH}[^,。不]{{0,4}}承担[^,。]{{1,10}}(?:费用?|损失|风险)(?=[,。]|$)"
    rf"|^(?:{READERS_ZH}|商家|卖家|店铺)(?=[^,。]{{0,14}}(?:向{VENDORS_ZH}[^,。]{{0,4}}(?:缴纳|支付|交纳|赔偿)"
    r"|上交|上缴))"
    r"|(?:自行(?:承担|负责|备份|准备|负担|解决|购买)|自备|自理|自负)"
)
_RUNS = Pattern(
    r"\b(?:contracts?|subscriptions?|agreements?|memberships?|terms?|plans?|polic(?:y|ies)|licen[cs]es?|leases?)\b"
    r"[^,.;]{0,20} (?:(?:is|are|shall be|will be|shall|will) )?(?:automatically|tacitly) (?:renew|extend|prolong)\w*"
    r"|\b(?:contracts?|subscriptions?|agreements?|memberships?|plans?|polic(?:y|ies)|licen[cs]es?"
    r"|leases?)\b[^,.;]{0,20}"
    r" (?:(?:is|are) )?(?:renew|extend|prolong)(?:s|ed)? (?:automatically|by itself|itself|tacitly)"
    r"|\b(?:credits?|points?|miles|vouchers?|balances?|minutes|lessons?|hours|tokens?|coins|allowances?|stamps?"
    r"|rides)\b"
    r"[^,.;]{0,40} (?:expires?|lapses?|(?:is|are) (?:lost|voided|wiped|cleared|cancelled)|becomes? void)\b"
    r"|^loss of (?:all |any |the )?(?:\w+ )?(?:points|rights?|claims?|deposit|bonus|credits?|privileges?|membership"
    r"|entitlements?|status|discount)\b"
    r"|\b(?:commissions?|prices?|rents?|fees?|rates?|premiums?|deposits?|excess|dues)\b[^,.;]{0,40} (?:rises?"
    r"|increases?"
    r"|goes up|go up|doubles?) (?:to|by|from|every|each|at|as|when|once|after)\b(?![^.;]*\b(?:at most|no more|only"
    r"|agents?|employees?)\b)"
    r"|(?:自动续[费期订约]|到期自动(?:续|扣))(?!可|前|的?提醒)|(?:清零|作废|失效)$|(?:清零|作废)(?=[,。]|$)"
)
"""What goes on, lapses or rises by itself."""
_TAKES = (_PENALTIES, _EXCLUDES, _GIVES_UP, _COST, _RUNS)
_BUYS = r"(?:distributor|dealer|reseller|retailer|agent)s? (?:shall|must) (?:purchase|buy|order|stock)\b"
_DUTY = r"(?:must|shall|(?:is|are) (?:to|bound to|obliged to)|ha(?:s|ve) to|undertakes? to|covenants? to|agrees? to)"
_SERVED = rf"(?:the |all |every |each )?{READERS}"
_DUTIES = Pattern(
    heads_first(
        rf"^the {_BUYS}"
        rf"|^(?:the |each |every |any |all |an? )?(?:[\w-]+ ){{0,2}}?(?!distributors?\b|teachers?\b|interpreters?\b"
        rf"|caterers?\b"
        rf"|drivers?\b|pilots?\b|carers?\b|nurses?\b|sponsors?\b|porters?\b|cleaners?\b|couriers?\b|crew\b|(?:shop"
        rf"|inn|store)keepers?\b"
        rf"|sub-?contractors?\b){READERS}(?: of [^,.;]{{1,30}}| who [^,.;]{{1,40}})? {_DUTY}"
        r"(?: always| also| at all times| promptly)? (?!be\b|have\b|receive|retain|enjoy|own\b|approve|agree|consent"
        r"|sign off|not \w+ (?:for )?(?:more|longer) than|not (?:be|have|pay|owe|bear"
        r"|lose|suffer|need)|pay (?:no|only|nothing)|lose no|get\b|hear\b|remain\b|in no)\w+"
        rf"|^(?!{_SERVED}\b)(?:(?!(?:when|if|before|until|once|who|that|after)\b)[^\W_][\w'-]* ){{1,6}}?(?:is|are"
        rf"|must be"
        rf"|shall be|(?:is|are) to be) (?:always |also )?"
        r"(?:emptied|vacated|(?:dry-)?(?:cleaned|washed|disinfected|rinsed|dried) (?:before|after)|worn|ridden|parked"
        r"|leashed|muzzled|switched off|turned off|handed in|taken off"
        r"|wiped (?:down|off)|stacked|put back|kept on (?:an?|the|their) (?:short )?(?:lead|leash)|kept (?:shut|quiet)"
        r"|left (?:outside|at the (?:door|gate|entrance))|packed in (?:its|their|the) original"
        r"|returned (?:clean|empty|fully|full of|with a full|in (?:their|its|the) original))\b"
        rf"|^(?:the |each |every |any |all )?(?:[\w-]+ )?(?!distributors?\b|teachers?\b|translators?\b|interpreters?\b"
        rf"|caterers?\b"
        rf"|drivers?\b|pilots?\b|carers?\b|nurses?\b|you\b){READERS} (?:returns?|vacates?|cleans?|sweeps?|strips?"
        rf"|registers?|signs?"
        r"|submits?|hands? (?:in|over|back)|switch(?:es)? off|removes?|wears?|compl(?:y|ies) with|observes?"
        r"|refrains?)\b"
        r"|\b(?:is|are) (?:\w+ )?(?:cleaned|swept|cleared|maintained|repaired|mowed|mown|watered|removed|replaced"
        r"|returned"
        r"|collected|insured|emptied|washed|waxed|oiled|greased|polished|carried out|provided|supplied|done|carried"
        r"|brought|fetched)"
        rf" (?:\w+ly )?by (?:the |each )?(?:[\w-]+ )?(?!members of\b){READERS}\b(?!'s)"
        r"|(?:商品|物品|货物|包裹|行李|宠物|犬只|车辆|衣物|设备)(?:均|一律)?(?:必?须|应当?|需)(?:附|保持|贴|牵|停放"
        r"|寄存"
        r"|出示|洗净|自)"
    )
)
"""What a reader has to do, also where it is said as a fact of things that only a reader handles."""
_LOSES_ANYHOW = Pattern(
    heads_first(
        rf"^(?:the |an? |any )?(?:[\w-]+ ){{0,2}}?{READERS} (?:who [^,.;]{{1,40}} )?(?:(?:is|are"
        rf"|shall be) not (?:entitled|eligible"
        r"|permitted|allowed)|(?:has|have|shall have) no (?:right|claim|entitlement|recourse))\b(?!.*\bwithout\b)"
        r"|\b(?:silence|failure to (?:object|reply|respond|answer)|non-response|no reply)\b[^.;]{0,40}(?<!not )"
        r"(?:counts?|(?:is|are|shall be) (?:deemed|treated|taken|regarded)|constitutes?|means?|amounts?)\b[^.;]{0,60}"
        r"\b(?:approv|accept|consent|agree)\w*"
        rf"|^(?!(?:we|the (?:[\w-]+ )?{VENDORS})\b)[^,.;]{{1,40}}? (?:assigns?|transfers?|cedes?) (?:all|the|any|its"
        rf"|his"
        rf"|her|their) [^.;]*"
        rf"\bto (?:us|the (?:[\w-]+ )?{VENDORS})\b"
        r"|\b(?:is|are) (?:not |non-)(?:transferable|refundable|exchangeable|redeemable)\b"
        rf"|\bbelongs? to (?:us|the (?:[\w-]+ )?{VENDORS})\b"
        r"|^(?!your\b|personal\b|data\b)[^,.;]{1,40}? (?:cannot|can not|may not) be (?:returned|exchanged|refunded"
        r"|redeemed"
        rf"|combined|postponed|extended|carried over|paid out|claimed|transferred|re-?used)\b(?![^.;]*\bby (?:us"
        rf"|the (?:[\w-]+ )?{VENDORS})\b)"
        r"|\b(?:policy|insurance|cover|warranty|guarantee)s? (?:(?:does|do) not (?:cover|include|extend|apply)"
        r"|excludes?)\b"
        r"|\b(?:warrant(?:y|ies)|guarantees?|cover|insurance|rights?(?: (?:to|of) [\w ]{1,30}?)?) (?:lapses?|expires?"
        r"|becomes? void|is void|ends? (?:if|when|after|on|once|as soon))\b"
        r"|\b(?:leads? to|results? in|entails?|is punished with|is penali[sz]ed with|means) (?:an? |the )?(?:immediate "
        r"|automatic )?"
        r"(?:exclusion|disqualif\w+|expulsion|terminat\w+|loss of|fine|penalt\w+|suspension|blocking|closure|forfeiture"
        r"|dismissal|ban)\b"
        r"|^(?:all |any )?(?:unclaimed|abandoned|uncollected|forgotten|lost|wrongly parked"
        r"|illegally parked) [^,.;]{1,40}?"
        r" (?:is|are|may be|will be|can be) (?:sold|scrapped|disposed of|destroyed|auctioned|removed|thrown away|towed"
        r"|impounded)\b"
        r"|^(?:any |each |every )?(?:lost|damaged|broken|missing|additional|extra"
        r"|replacement) [^.;]{1,40}? costs? (?!nothing)"
        rf"|\b{READERS} (?:is|are|will be) (?:tracked|filmed|monitored|searched|profiled|scored|weighed|recorded"
        rf"|photographed)\b"
        r"|^your [^,.;]{1,40}? (?:is|are|will be) (?:analysed|analyzed|tracked|profiled|evaluated|combined|scanned|sold"
        r"|used)\b"
        r"[^.;]*\b(?:advertis\w+|marketing|profil\w+|commercial)\b"
        rf"|^(?:the |each |every |any |all |an? |by [^,;]{{1,40}}, )?(?:[\w-]+ )?(?:{READERS}"
        rf"|inventors?) (?:hereby )?(?:irrevocably )?"
        r"(?:consents? to|agrees? (?:to|that)|assigns? (?:all|the|any|its|his|her)|cedes?|submits? to|acknowledges?"
        r"|undertakes? to"
        r"|authori[sz]es? (?:us|the)|grants? (?:us|the))\b"
        r"|\b(?:is|are) deemed (?:to be |to have been )?(?:included|waived|abandoned|withdrawn)\b"
        r"|\b(?:is|are) charged (?:in full|at full|extra|double|separately|additionally|on top)\b"
        r"|^(?!the (?:pilot|captain|doctor|artist)\b)the [\w-]+ may (?:exclude|expel|ban|dismiss|search|evict"
        r"|disqualify"
        r"|eject"
        r"|confiscate|impound|fine|scrap|dispose)\b"
        r"|^(?!your\b|no\b|nobody\b|none\b|neither\b|personal\b)[^,.;]{1,40}? (?:may|can|will) be (?:scrapped"
        r"|disposed of"
        r"|towed|confiscated|impounded|evicted"
        r"|expelled|excluded|disqualified|fined|searched|banned|ejected)\b"
        r"|不可(?:兑换|转让|退|折现|叠加)|不(?:找零|可退)|取消[^,。]{0,4}资格|拒绝[^,。]{1,10}而?(?:无需|无须|不)说明"
        r"|(?:未取走|无人认领|逾期未领|未领取)[^。]{0,16}(?:处理|处置|变卖)|信息[^,。不]{0,6}(?:提供|出售|共享"
        r"|披露)给[^,。]{0,6}(?:广告|合作|第三方|关联|数据)"
        rf"|(?:客人|{READERS_ZH})[^,。]{{0,2}}(?:损坏|丢失|遗失|污损|弄丢)[^。]{{1,14}}(?:赔偿|照价)"
        rf"|^no (?:refunds?|returns?|exchanges?|compensation|claims?|warranty|guarantee|reimbursement|credit|allowance"
        rf"|discount)"
        r" (?:\w+ ){0,3}?(?:is|are|will be|shall be|can be|may be) (?:given|granted|made|accepted|possible|paid|offered"
        r"|provided"
        r"|entertained|issued)\b"
        rf"|^(?:all |the )?{READERS} (?:who|that) [^,.;]{{1,60}}? (?:pays?|owes?|(?:are|is) (?:docked|charged|billed"
        rf"|fined|suspended|expelled"
        r"|excluded|banned|barred)|loses?)\b(?! (?:no|nothing|only|half|less|the same|an? reduced|at)\b)"
        r"|^(?:whoever|anyone who|anybody who|those who|he who) [^,.;]{1,60}?,? (?:pays? (?:for|the|an?)|is (?:charged"
        r"|fined|liable|expelled"
        r"|excluded)|bears?|forfeits?)\b"
        r"|^(?!.*\b(?:consumer|home|lives?|resid\w+)\b).*\b(?:exclusively|solely|only) (?:before|in|by"
        r"|to) the courts?\b"
        rf"|\b(?:becomes?|(?:shall|will) become|pass(?:es)? into) the (?:\w+ )?property of the (?:[\w-]+ )?{VENDORS}\b"
        r"|^(?:an? |all |any )?(?:lost|stolen|damaged|missed|late|forgotten) [^,.;]{1,40}? (?:is|are) not (?:replaced"
        r"|refunded"
        r"|made up|repeated|accepted|admitted|returned|considered|processed)\b"
        rf"|^(?:we|(?:the )?{VENDORS}) (?:shares?|sells?|pass(?:es)?|discloses?|rents?)\b(?!.*\b(?:only|never|not"
        rf"|consent"
        r"|agree\w*)\b)"
        r"[^.;]*\b(?:with|to)\b[^.;]*\b(?:advertis\w+|partners?|brokers?|collectors?|affiliates?|third part\w+"
        r"|market\w+)\b"
        r"|\b(?:is|are) (?:passed on|sold|rented out|handed on|shared)\b(?!.*\b(?:only|never|not|consent|agree\w*)\b)"
        r"[^.;]*\b(?:to|with)\b[^.;]*\b(?:advertis\w+|brokers?|collectors?|affiliates?|data compan\w+|marketers?)\b"
        r"|^(?!.*\b(?:not|no|never|only)\b)[^.;]*\bwithout (?:any )?(?:extra |additional |further )?"
        r"(?:pay|compensation|compensating|remuneration|refund)\b"
    )
)
_NO_LIABILITY = r"(?:answerable|liable|responsible|accountable|held (?:liable|responsible))"
_FREES = Pattern(
    heads_first(
        rf"^(?:the |our )?(?:[\w-]+ ){{0,2}}?{VENDORS}(?: and (?:its|the) [\w-]+)? (?:shall |will )?(?:is|are|be)? ?"
        rf"(?:not|never|no longer|in no (?:case|event|way))(?: be)?(?: \w+ly)? {_NO_LIABILITY}\b"
        rf"|^(?:we|(?:the |our )?(?:[\w-]+ ){{0,2}}?{VENDORS}) (?:gives?|accepts?|assumes?|takes?|makes?"
        rf"|offers?) no (?:\w+ )?(?:guarantees?"
        r"|warrant(?:y|ies)|claims?|liability|responsib\w+|refunds?|returns?)\b"
        rf"|^(?:in no event|under no circumstances) (?:shall|will|may) (?:the |our )?(?:[\w-]+ ){{0,2}}?{VENDORS} be"
        rf" {_NO_LIABILITY}\b"
        rf"|^(?:we|(?:the |our )?(?:[\w-]+ ){{0,2}}?{VENDORS}) (?:is|are|shall be|will be) (?:released|relieved|freed"
        rf"|discharged"
        r"|exempt(?:ed)?) (?:from|of)\b"
        rf"|^(?:the |our )?(?:[\w-]+ )?(?:{VENDORS}(?:'s|')|our) (?:freedom|right|power|option|discretion"
        rf"|privilege) (?:to|of)\b"
        rf"|{VENDORS_ZH}[有权可以]{{0,2}}不再?(?:承担|负)[^,。]{{0,8}}(?:责任|义务)|赔偿(?:总额|责任|金额"
        rf"|上限)[^,。]{{0,6}}(?:不超过|以)"
    )
)
"""The other side is free of something."""
_KINDLY = (
    r"(?:not|only|never|appeal|object|assist|help|support|represent|speak|accompany|attend|grant|offer|refund|extend"
    r"|waive"
    r"|reimburse|pay|reduce|lend)"
)
_BODIES = (
    r"(?:unions?|councils?|committees?|associations?|societ(?:y|ies)|clubs?|teams?|schools?|boards?|trustees?"
    r"|foundations?)"
)
_ADVERSE = (
    r"(?:refus|reject|exclud|expel|remov|chang|alter|amend|cancel|suspend|terminat|clos|rais|increas|charg|shar"
    r"|disclos|sell"
    r"|den[yi]|withh|search|enter|delet|destroy|deduct|call in|mov|replac|order|demand|set|fix|lower|shorten|overbook"
    r"|ban|end"
    r"|disqualif|use|withdraw|audit|impos|levy)\w*"
)
_SPEAKS = rf"(?!(?:the |our )?(?:[\w-]+ ){{0,2}}?{_BODIES} (?:may|can) (?!{_ADVERSE}))"
"""A body that may speak for readers, and is not heard to do them harm."""
_POWERS = Pattern(
    heads_first(
        rf"^(?!(?:the |an? )?{READERS}\b)[^,.;]{{1,40}}? reserves? (?:the|a) right to\b"
        rf"|^(?!(?:the |an? |any |each )?(?:[\w-]+ )?(?:{READERS}|owners?|sellers?|hosts?|pilots?"
        rf"|doctors?)\b){_SPEAKS}[^,.;]{{1,40}}?"
        rf" (?:may|can) {_ADVERSE} [^.;]*\b(?:at any time|at will|as (?:it|they|he|she) (?:sees?|thinks?) fit"
        rf"|without (?:notice|warning"
        rf"|giving|stating|an? (?:hearing|reason)))\b(?!.*\bonly\b)"
        rf"|^(?!{READERS_ZH})[^,。]{{0,4}}{VENDORS_ZH}有权(?:随时|单方|自行)"
        rf"|^(?!.*\b(?:only|unless|provided|consent|agree\w*|prior)\b){_SPEAKS}(?:we|(?:the "
        rf"|our )?(?:[\w-]+ ){{0,2}}?{VENDORS})"
        rf" (?:(?:may|can)(?! {_KINDLY}\b)|reserves? (?:the|a) right to|(?:is|are) (?:free|entitled"
        rf"|authori[sz]ed) to)\b"
        rf"|^(?!{READERS_ZH})[^,。]{{0,4}}{VENDORS_ZH}(?:有权|可以?)(?:在|于)?(?:任何时候|随时|单方|自行"
        rf"|不经[^,。]{{1,8}})[^,。]{{0,4}}"
        r"(?:要求|提高|上调|变更|修改|解除|终止|收回|暂停|取消|关闭|扣|调整|更换|停止|拒绝)"
    )
)
"""What the other side may do at its pleasure: an act that serves the reader is left to the other rules."""
_ACTS = (
    r"(?:smoking|parking|benchmarking|scraping|reverse|sub-?letting|resale|reselling|use|entry|access|admission"
    r"|bicycles?"
    r"|bikes?|pets?|dogs?|children|refunds?|returns?|exchanges?|liability|compensation|guarantees?|warrant(?:y|ies)"
    r"|claims?"
    r"|entitlement|reimbursement|photography|filming|music|noise|open fires?|barbecues?|glass|alcohol|food|drinks?"
    r"|outside|shoes|diving|running|cycling|swimming|camping|fishing|cooking|loud|visitors?|overnight|transfers?)"
)
_ITEMS = Pattern(
    heads_first(
        rf"^no {_ACTS}\b(?![^.;]*\b(?:fees?|charges?|costs?|applies|apply|against|your|personal|by us|of the (?:hirer"
        rf"|tenant|customer|user|member|guest|buyer|borrower|lessee|insured)|is|are|will"
        r"|shall|may|can|must)\b)"
        rf"|^(?:an? |the )?(?:obligation|duty|undertaking|requirement)(?: of (?:the )?{READERS})? (?:not )?to\b"
        r"|^(?:compulsory|mandatory|obligatory) (?!cover|insurance (?:paid|at)|rest|break|notice|review)\w+"
        rf"|^(?:proof|evidence|presentation|production|registration) of\b|^an? non-compet\w+"
        r"|^wearing of\b|^an? (?:\w+ )?(?:fee|charge) of [^.;]* for\b"
        rf"|^liability of (?:the )?{READERS} for [^.]*$|^no bringing\b"
        r"|^deposit of (?:the|an?|your) [^.;]*\bwith\b|^(?:a |the )?(?:ban|prohibition) (?:on|of)\b"
        r"|^surrender of\b|^(?:final )?cleaning (?:at|by) the\b"
        r"|^(?:禁止|严禁|谢绝)(?!(?:我们|平台|公司))|^(?:自行|自费)"
    )
)
"""An item of a list that forbids, or names a duty."""
