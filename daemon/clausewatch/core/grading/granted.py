"""What a sentence looks like that gives its reader something, whatever else it says."""

from __future__ import annotations

from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.sides import READERS, READERS_ZH, VENDORS, VENDORS_ZH, heads_first
from clausewatch.core.grading.voice import negations


def grants(lower: str) -> bool:
    """Whether a sentence (folded, lower case) gives by a construction that is for nothing else."""
    if any(kind.search(lower) for kind in (_SPARES, _SERVES, _BINDS_VENDOR, _POWERS, _KEEPS, _MEASURES, _CHINESE)):
        return True
    paid = _VENDOR_PAYS.search(lower)
    return paid is not None and not negations(lower[: paid.end()])


_DONE = (
    r"(?:closed|reduced|cut|shortened|lowered|lost|cancelled|withdrawn|counted|charged for|billed|deducted|terminated"
    r"|deleted"
    r"|erased|sold|shared|disclosed|published|forfeited|increased|raised|interrupted|ended|broken off|levied|imposed"
    r"|suspended|disconnected|evicted"
    r"|dismissed"
    r"|penali[sz]ed|punished|passed on|handed on|tracked|profiled|affected|delayed|downgraded|blocked|recorded)"
)
_CHARGES = (
    r"(?:excess|fees?|charges?|deposits?|deductions?|surcharges?|interest|penalt(?:y|ies)|minimum|commission|costs?"
    r"|rent"
    r"|tolls?|fines?|limit|waiting (?:period|time)s?|notice period)"
)
_UNPAID = r"(?!.*\b(?:refunded|returned|repaid|paid (?:on|out|for)|given|granted|credited|reimbursed|offered)\b)"
_SPARES = Pattern(
    heads_first(
        rf"^(?!you\b|we\b)[^,.;]{{1,60}}? (?:is|are|will be|shall be) (?:not|never) (?:\w+ly )?{_DONE}\b(?! (?:unless"
        rf"|until|before)"
        r" (?:you|the full|payment|paid))"
        rf"|^{_UNPAID}no (?:\w+ ){{0,2}}{_CHARGES} (?:applies|apply|is|are|will|shall|accrues?|may|falls?|arises?)\b"
        rf"|^no (?:liability|responsibility|duty|obligation) (?:of|for|on) (?:the )?{READERS}\b"
        r"|^no [^,.;]{1,50}? (?:is|are|will be|shall be) (?:published|sold|shared|disclosed|passed on|recorded|stored"
        r"|made public"
        r"|deducted|raised|dismissed|refused (?:because|on|for))\b"
        r"|^[^,.;]{1,60}? (?:may|must|shall|can)(?: not|not) be (?:levied|imposed|charged|raised|increased|deducted"
        r"|withheld"
        r"|disclosed|published|shared|evicted|dismissed|recorded)\b"
        rf"|^neither [^,.;]{{1,50}} (?:shall|may|will|must|can|is|are) (?:be )?(?:levied|charged|imposed|taken|deducted"
        rf"|sold|shared"
        r"|disclosed|raised|withheld|searched|opened)\b"
        r"|\b(?:shall|will|may|can|must) be \w+(?: \w+)? [^.;]*\bbefore (?:he|she|they|it|the \w+|you) (?:hath|has|have"
        r"|had) been"
        r" (?:heard|told|asked|warned|informed|consulted)\b"
        r"|\b(?:released|excused|absent|on leave|sent home|off work|stays? away|time off) (?:with|on) (?:full "
        r"|continued )?(?:pay"
        r"|salary|wages)\b|\b(?:on|with|at) full (?:pay|salary|wages)\b"
    )
)
"""What is not done to the reader, or not charged."""
_US = rf"(?:us|(?:the |any |our )?(?:[\w-]+ )?{VENDORS})"
_BINDS_VENDOR = Pattern(
    heads_first(
        rf"(?<!not )(?<!never )\bbind(?:s|ing)?(?: (?:up)?on)? {_US}\b|\b(?:is|are|shall|must|will) (?:to )?be (?:heard"
        rf"|consulted) (?:\w+ )?(?:before|on|when"
        r"|first|about)\b"
        rf"|\b(?:burden|onus) of (?:proof|proving)\b[^.;]*\b(?:on|with|upon|to|by) {_US}\b"
        rf"|\b{_US} (?:bears?|has|carries|carry|shoulders?) the (?:burden|onus)\b|\bwe (?:bear|have"
        rf"|carry) the (?:burden"
        rf"|onus)\b"
        rf"|\b(?:consent|agreement|signature|approval|permission)s? of (?:the |both |all |each "
        rf"|every )*{READERS} (?:is|are) (?:required"
        r"|needed|necessary)\b"
        rf"|\bit (?:shall be|is) for {_US} to (?:prove|show|demonstrate|establish)\b"
        rf"|\b(?:needs?|requires?|subject to|takes) (?:the )?(?:[\w-]+ )?{READERS}(?:'s|') (?:\w+ ){{0,2}}?(?:agreement"
        rf"|consent"
        r"|approval|permission|signature)\b"
        r"|^(?:all |the |any )?[\w -]{1,40}? (?:is|are) (?:published|displayed|fixed|drawn up|circulated|issued"
        r"|sent out"
        r"|announced"
        r"|posted) (?:no later than|at least|not less than|a minimum of)?[^,.;]{1,30} (?:in advance|beforehand|ahead)\b"
    )
)
"""What binds the vendor: a finding, a hearing, a burden of proof, somebody's consent."""
_VENDOR_PAYS = Pattern(
    r"\b(?:paid|borne|met|carried|reimbursed|refunded|covered|funded|advanced|shouldered|maintained|repaired|replaced"
    r"|insured"
    rf"|made good|kept up|supplied|cleaned)(?: \w+ly| in full| alone)? by {_US}\b"
    rf"|\b(?:is|are|will be|shall be) (?:paid|credited|refunded|repaid) (?:back |out )?to (?:you|(?:the |each |every "
    rf"|any )?"
    rf"(?:[\w-]+ )?{READERS})\b|\b(?:is|are) (?:staffed|paid out)\b"
    rf"|\bat (?:our|(?:the )?(?:[\w-]+ )?{VENDORS}(?:'s|')) (?:own )?(?:costs?|expense|risk)\b"
)
_SERVES = Pattern(
    heads_first(
        rf"^(?:we|(?:the |our )?(?:[\w-]+ ){{0,2}}?{VENDORS}) (?:always |also |then )?(?:(?:explains?|describes?|shows?"
        rf"|tells?|gives?"
        rf"|informs?|notif(?:y|ies)|warns?|calls?|consults?|hands?|sends?|pays?|sells?)\b[^,.;]{{0,40}}?\b{READERS}\b"
        r"|(?:refunds?|replaces?|repairs?|insures?|reimburses?|compensates?)\b)(?! (?:no|nothing)\b)"
    )
)
"""What the vendor does for the reader, said as a fact."""
_POWERS = Pattern(
    heads_first(
        rf"^(?:the |our )?(?:[\w-]+ ){{0,2}}?{VENDORS} (?:shall|will|may|must|can)(?: not |not )(?!be (?:liable"
        rf"|responsible|obliged|required"
        r"|bound|held|able|answerable|accountable)|accept|refund|reimburse|guarantee|warrant|provide|cover|assume|pay\b"
        r"|offer|issue|give"
        r"|replace|compensate|entertain|consider|answer)\w+"
        r"|\brights?\b[^.;]* (?:cannot|may not|can not) be (?:waived|excluded|limited|taken away|restricted|lost"
        r"|shortened)\b"
        r"|\bif (?:he|she|they|you|the \w+) so (?:wish|desire|request|choose|ask)\w*|"
        rf"^(?:we|(?:the |our )?(?:[\w-]+ ){{0,2}}?{VENDORS}) (?:may|can) [^;]*\b(?:only|and must|but must"
        rf"|not more than"
        rf"|at most)\b|"
        rf"^(?:the |an? |any |each |every )?(?:[\w-]+ )?{READERS}(?:, [^,.;]{{1,50}},)? (?:may|can) (?!not|be|only"
        rf"|never"
        rf"|lose|face"
        r"|incur|cause|result|expect|find|see|become|contact|reach|forfeit|expire|need|have to)\w+"
        rf"|^the (?!(?:[\w-]+ ){{0,2}}{VENDORS}\b)[\w-]+ (?:may|can) (?:reject|withhold|rescind|withdraw|terminate"
        rf"|resign"
        rf"|leave"
        r"|keep|retain|return|claim|demand|appeal|object|choose|decline|audit|require|insist|deduct the)\b"
        rf"|\bmay be (?:\w+ly )?\w+(?:ed|en) (?:\w+ )?by (?:every|each|any|all|the) (?:[\w-]+ )?{READERS}\b"
        rf"|^(?:the |an? |all |every )?(?:[\w-]+ )?{READERS} (?:\w+ ){{1,4}}without (?:giving|stating|having to give"
        rf"|any) (?:an? |any"
        r" )?reasons?\b|"
        rf"\b{READERS} (?:each )?(?:votes? (?:on|in|for)|ha(?:s|ve) (?:an? |one |equal )?(?:votes?|say|seat|voice))\b"
    )
)
"""What somebody who is not the vendor may do."""
_HELD = (
    r"(?:intellectual property|copyrights?|rights?|ownership|title|tips|entitlements?|claims?|seniority|earnings"
    r"|royalties"
    r"|proceeds|bonus|points|seat|place|number|job|status|benefits?|terms|price|rate|tariff|patents?)"
)
_KEEPS = Pattern(
    heads_first(
        rf"^(?:the |an? |every |each |all )?(?:[\w-]+ )?{READERS} (?:shall|must|will) (?:approve|have (?:(?:an? |the "
        rf"|first )*(?:right|claim|option|choice|access|benefit"
        r"|use|call|priority|say|vote)|every (?:second|other|\w+day)|at least|no less|\d|one|two)|receive|(?:not"
        r"|never) be (?:set|made|put|left|kept|sent|forced|required|asked|told|called|disturbed|moved|disclosed"
        r"|exposed|separated)|not \w+ (?:for )?(?:more|longer) than|be (?:supervised|accompanied|free to|told|informed"
        r"|heard"
        r"|consulted|present when))\b|"
        rf"\b{READERS} (?:keeps?|retains?) (?:all |their |the |his |her |its |any |full "
        rf"|every )*(?:\w+ )?{_HELD}\b(?! belts?)"
        r"|\b(?:is|are|shall be|will be) (?:kept|held) (?:open|free|apart|separately|safe|available"
        r"|in (?:an? |the )?(?:\w+ )?(?:separate|segregated|blocked|trust|escrow)|on trust)\b"
    )
)
"""What stays with the reader, or is kept for them."""
_STATED = r"(?:at least|no(?:t)? (?:less|fewer|lower|later) than|not under|a minimum of)"
_MEASURES = Pattern(
    r"^(?:the )?(?:term |word |expression )?\"[^\"]+\" (?:also |likewise |further )(?:includes?|covers?|extends?"
    r"|means?)\b"
    rf"|^\"[^\"]+\" means (?:\d|[^.]*\b(?:included|{_STATED}|every day)\b)"
    rf"|\b(?:is|are|shall be) (?:to be )?(?:heated|cleaned|lit|ventilated|staffed|tested|inspected|checked|calibrated"
    rf"|disinfected"
    rf"|maintained|guarded)\b(?![^.;]*\bby (?:the )?{READERS}\b)[^.;]*\b{_STATED}\b"
    r"|\b(?:billed|charged|calculated|sold|offered) at (?:the )?(?:domestic|local|same|members?'?|reduced|lowest"
    r"|national"
    r"|wholesale|original|old|internal) (?:\w+ )?(?:rates?|prices?|tariffs?|fares?)\b"
)
"""A standard, a wide definition, a price that is no higher."""
_CHINESE = Pattern(
    heads_first(
        r"照[常旧发付]|垫付|先行(?:赔|支付)"
        rf"|举证责任[^,。]{{0,4}}(?:由|在){VENDORS_ZH}|{VENDORS_ZH}[^,。]{{0,12}}(?:负|承担|负有)举证(?:责任|义务)"
        rf"|由{VENDORS_ZH}[^,。]{{0,6}}举证"
        r"|不会(?:被|因此?)(?!退还|受理|录取|接受|返还)"
        rf"|不会?(?:清零|过期|失效|作废|涨价|中断|泄露)|{READERS_ZH}[^,。]{{0,4}}(?:无须|无需|不必|不用)"
        r"|可以?[^,。]{1,10}而(?:不|无需|无须)(?:承担|负|支付)"
        rf"|^(?!{READERS_ZH})[^,。]{{0,14}}?(?:至少|应当?|须)?提前(?:至少)?[^,。]{{1,8}}(?:书面)?(?:告知|通知|公告|公示"
        rf"|公布)"
        rf"(?!{VENDORS_ZH}|前台|客服)"
        rf"|{VENDORS_ZH}[^,。不]{{0,30}}(?:支付|承担|赔付)[^,。]{{0,6}}(?:违约金|补偿|赔偿)"
        rf"|(?<!不)向(?:贵方|{READERS_ZH})[^,。]{{0,6}}(?:支付|退还|返还|赔偿|赔付|补偿|发放|给付|赠送)"
        rf"|{VENDORS_ZH}(?:在[^,。]{{1,10}})?(?:均|一律)?不得(?!不)"
        rf"|^(?!{READERS_ZH})[^,。]{{1,12}}?不得(?:强制|强迫|诱导|收取|加收|克扣|拖欠|泄露|歧视|推诿)"
        r"|不(?:因|随)[^,。]{1,14}而(?:减少|降低|上涨|中断|终止|变更|取消)"
    )
)
