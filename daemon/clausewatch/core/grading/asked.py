"""What a sentence asks of its reader in so many words: a duty, a prohibition, a fee. It gives nothing beside that."""

from __future__ import annotations

from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.sides import READERS, VENDORS, heads_first, vendor_acts


def asks(lower: str) -> bool:
    """Whether a sentence (folded, lower case, English) asks something of its reader and grants nothing with it."""
    if _REFUSES.search(lower) and not _KEPT_AWAY.search(lower):
        return True
    if _RELIEVES.search(lower):
        return False
    if any(kind.search(lower) for kind in (_MUST, _DOES, _THINGS, _PLEASE, _GRANTS_US)):
        return True
    return not _SPARES.search(_IN_CASE.sub("", lower)) and any(
        _not_by_the_vendor(kind, lower) for kind in (_FEES, _PAYS)
    )


def _not_by_the_vendor(kind: Pattern, lower: str) -> bool:
    found = kind.search(lower)
    return found is not None and not vendor_acts(lower[: found.start()])


_RELIEVES = Pattern(
    r"\b(?:(?<!royalty-)free(?! of (?:litter|dirt|rubbish|snow|ice|debris|waste|weeds)\b)|discount\w*|at our"
    r"|entitled|wherever"
    r"|whichever|however|regardless|whenever you|as often as|for as long as"
    r"|of (?:their|his|her|its|your) (?:own )?choice|reduced|halved|reducing balance"
    r"|(?<!no )(?<!non-)(?<!without )(?<!not )refund(?:s|ed)?|reimburse[sd]?"
    r" (?!us\b|the )|repaid|at most|at the most|no more than|not exceed|up to (?:an? |the )?(?:total|maximum"
    r"|\$?\d+)|gross(?:ly)? negligen\w+|until the|fault|caused by (?:his|her|its|their)|which (?:he|she"
    r"|they) caused|need not|free of charge|compensation)\b"
    rf"|\b(?:we|the (?:[\w-]+ )?{VENDORS}) (?:will|shall|must|undertakes?|agrees?|refunds?|pays?|returns?|bears?)\b"
    rf"|\b(?:may|can) (?:then |also |still )?(?:keep|bring|cancel|choose|object|claim|demand|refuse|appeal|withdraw)\b"
    rf"|\b(?:paid|payable|accrues?|credited|given|returned|owed|due) (?:back |out )?to (?:you"
    rf"|(?:the )?(?:[\w-]+ )?{READERS})\b"
)
"""A word by which a sentence gives something, whatever it asks beside that."""
_STAFF = (
    r"(?:distributors?|teachers?|interpreters?|translators?|caterers?|drivers?|pilots?|carers?|nurses?|nann(?:y|ies)"
    r"|sponsors?|cleaners?|porters?|keepers?|colleagues?|(?:sub-?)?contractors?|crew members?|(?:shop|inn|store"
    r"|goal)keepers?|staff members?|board members?|couriers?|growers?|farmers?|guarantors?|payers?|models?|you)\b"
)
"""Readers who at times are the people that a house sends."""
_PEOPLE = (
    rf"(?:(?!{_STAFF}){READERS}|contributors?|occup(?:ier|ant)s?|uploaders?|posters?|callers?|anyone"
    r"|everyone|pupils'? parents|owners? of (?:dogs?|pets?|vehicles?|animals?)"
    r"|(?:wedding |walking |school )parties|(?:tour |school )?groups|stylists?|sellers|skaters?|bathers?|users?)"
)
_WHO = (
    r"(?:(?:after|before|during|for|in|on|upon|at|until|within|while|when|where|if|once) [^,;]{2,60}, )?"
    r"(?:you|(?:the |each |every |any |all |an? |our(?! (?:employees|workers|interns|staff|volunteers)) "
    r"|both )?(?!no\b|neither\b|nobody\b|none\b|employees of|our (?:employees|workers|interns"
    r"|volunteers))(?:(?!(?:of|than|that|which|who"
    rf"|with|and|or|to|for|by|from)\b)[\w-]+(?:'s?)? ){{0,2}}?{_PEOPLE})(?: (?:of|in|on|at|with|from|under|over|aged"
    r"|bringing|using|wishing|arriving)(?: (?!(?:can|may|will|shall|must|is|are|has|have|do|does|receives?|gets?"
    r"|keeps?)\b)[^ ,.;]+){1,7}?| (?:who|that) [^,.;]{1,50}?)?"
)
"""Who reads, at the head of a sentence or behind an occasion."""
_RECEIVING = (
    r"(?:be|have|receive|retain|enjoy|own|approve|agree|consent|sign off|get|hear|remain|benefit|only|never be"
    r"|pay (?:no|only|nothing|at most|half|the same|less)|lose|suffer|owe|bear|forfeit|expect|need|in no)"
)
_AT_WORK = r"(?:work|drive|fly|serve|stand|be on duty|dive|row|perform|rehearse|train|lift|carry)"
_MUST = Pattern(
    heads_first(
        rf"^{_WHO} (?:must|shall|should|ha(?:s|ve) to|needs? to|(?:is|are) (?:kindly |also |hereby )?(?:asked|requested"
        r"|required|obliged|bound|expected|instructed|reminded|urged|advised) (?:not )?to|(?:is|are) to|undertakes? to"
        r"|commits? to|agrees? (?:not )?to|covenants? (?:not )?to|will need to|will have to)"
        rf" (?:also |always |promptly |themselves )?(?:not )?(?!not\b|{_RECEIVING}\b)\w+"
        r"|^(?:the |each |every |any |all |an? )?(?:[\w-]+ )?(?:lessees?|licensees?|franchisees?|hirers?|borrowers?"
        r"|grantors?|shippers?|tenants?) (?:shall|must) (?:have|pay|procure|cause) (?:the|its|all|any) [^.;]*\b(?:every"
        r"|by|before|within|each|for)\b"
        rf"|^{_WHO} (?:must|should|shall|ha(?:s|ve) to|needs? to) be (?:at least|over|under|aged|between|\d|at the"
        rf"|in the"
        r"|on (?:time|the|board)|present|punctual|seated|ready|registered|enrolled|logged in|in possession|resident"
        r"|of (?:full|legal)|fully|sober|dressed|polite|courteous|quiet|considerate|members? of|holders? of|leashed"
        r"|kept on|[\w-]+ years)\b"
        rf"|^{_WHO} (?:may|shall|must|can|should|will)(?: not|not) (?!{_RECEIVING}\b|{_AT_WORK} [^.;]*\b(?:more|longer"
        r"|over|before|without|unless|until|alone|hours)\b)\w+"
        rf"|^{_WHO} (?:may|shall|must|can)(?: not|not) be (?:parked|left|brought|carried|hung|taken|used) "
        rf"|^(?:the |all |our )?{_STAFF} (?:should|(?:is|are) (?:kindly )?(?:asked|requested) to) (?!{_RECEIVING}\b"
        rf"|not be)\w+"
        rf"|^{_WHO} (?:is|are|remains?|shall be|will be) (?:solely |fully |alone |also |personally )?(?:responsible"
        r"|liable|answerable|accountable) for (?!no\b|nothing|only)\w+"
    )
)
"""Who must, is asked to, or may not."""
_HANDLED = (
    r"(?:arrives?|reports?|wipes?|rotates?|checks? (?:in|out|their|his|her|the)|leaves? (?:the|their|his|her|its) "
    r"(?:room|pitch|flat|house|premises|keys?|cabin|locker|site|pool|shoes|changing)|vacates?|parks?|collects?"
    r" (?:their|his|her)|hands? (?:in|over|back)|submits?|notif(?:y|ies) (?:us|the)|informs? (?:us|the)|provides?"
    r"|returns? (?:the|their|all|any|it)|dismantles?|removes?"
    r"|brings? (?:their|his|her) own|cleans?|sweeps?|tid(?:y|ies)|empt(?:y|ies)|sorts?|registers? (?:with|at|by|online)"
    r"|signs? (?:the|an?|in|out)|wears?|shows? (?:the|their|his|her|an?) (?:\w+ )?(?:cards?|tickets?|pass|badge|id"
    r"|licen[cs]e|papers)|presents? (?:the|their|an?)|declares?|complies with|follows? the"
    r"|observes?|refrains?|purchases?|acknowledges?|accepts? (?:that|the (?:risk|terms|rules|decision))|indemnif(?:y"
    r"|ies) (?:us|the)|commits? to|guarantees? (?:an?|the) (?:minimum|turnover|spend)|deposits?|insures? (?:the|their)"
    r"|maintains? (?:the|their|its)|keeps? (?:the|their|its|his|her) (?:\w+ )?(?:clean|tidy|locked|secret|dogs?|shut)"
    r"|labels?|packs?|repays?|pledges?|mortgages?|warrants? that|represents? that|undertakes?|renounces?"
    r"|suppl(?:y|ies)"
    r" (?:their|his|her|its|the) own|ensures?|makes? sure|procures?|obtains? (?:the|all|any|an?)|abides? by"
    r"|respects? the|cooperates?|attends? (?:all|the|every|an?)|consents? to|confirms? (?:that|by)|allows? (?:us"
    r"|the)|arranges?|tak(?:e|es) out|lodges?|furnish(?:es)?|bears? all|cedes?|assigns?|waives?|surrenders?"
    r"|log (?:in|off|out)|switch(?:es)? off)"
)
_DOES = Pattern(
    heads_first(
        rf"^(?!.{{0,60}}\b(?:who|that)\b){_WHO} {_HANDLED}\b(?! (?:no|nothing|with us|half)\b)"
        r"|^you (?:deliver|send|ship|provide|supply|hand|bring|pack|label|return|indemnify|warrant|represent"
        r"|acknowledge"
        r"|accept|undertake|commit|consent|confirm|agree) (?!to (?:you|receive))\w+"
        r"|^by (?:\w+ing|your \w+|the use) [^,;]{1,60}?,? (?:you|the \w+|an? \w+) (?:accepts?|agrees?|consents?"
        r"|submits?"
        r"|acknowledges?|confirms?|grants?|waives?|authori[sz]es?|undertakes?)\b"
        rf"|^{_WHO} works? [^,.;]{{1,20}} (?:hours|days|shifts) (?:an?|each|every|per) (?:year|season|month) (?:on"
        rf"|in|at"
        r"|for) (?:the|our)\b"
        rf"|^{_WHO} keeps? (?:the|their|his|her|its|your) [\w -]{{2,40}}? (?:clean|tidy|trimmed|shut|closed|locked"
        r"|clear|dry|(?:below|under|shorter than) (?!the (?:price|rate|cap|limit)\b))\b"
        rf"|^(?:all |the )?{READERS} are not (?:given|handed|offered|issued|granted) (?:an?|the|any)\b(?!.*\b(?:without"
        r"|unless|until|before)\b)"
        rf"|^{_WHO} [^.;]{{3,80}}?,? (?:failing which|on pain of|or (?:pays? for|forfeits?|loses?))\b"
    )
)
"""What readers do, said as a fact and meant as a rule."""
_THEIRS = (
    r"(?:claims?|complaints?|objections?|applications?|bookings?|reservations?|requests?|orders|notices? (?:of"
    r" (?:defects?|termination|departure|absence)|to quit)|waste|rubbish|litter|refuse|laundry|washing|trailers?"
    r"|caravans?|dogs?|cats|pets?|horses|bicycles|bikes|scooters|prams|pushchairs|barbecues|(?:parked )?vehicles"
    r"|cars|drones?|tripods|food|drinks?|alcohol|bags|rucksacks|luggage|shoes|boots|wetsuits|towels|helmets?"
    r"|life ?jackets?|gloves|badges?|passes|tickets?|vouchers?|cards?|coupons?|entry forms?|forms|assignments|essays"
    r"|homework|books|keys|badges|allotment|plots?|pitch(?:es)?|grass|lawns?|hedges?|stairs?|locker|lockers|blood"
    r"|mobile"
    r" phones?|phones|cameras?|lighters|cheques?|payments?|fees|instalments|references?|identification|id"
    r"|deliveries|pallets|samples|manuscripts?|entries|photos|defects|damage|accidents|losses|absences?|thefts?"
    r"|changes? of (?:address|name)|equipment|racquets|costumes?|instruments?|tools|passwords?|posts?|uploads?"
    r"|standing orders?|permits?|licen[cs]es|credentials)"
)
_TO_DO = (
    r"(?:lodged|filed|submitted|raised|made (?:in writing|within|by|before|at|to|through)"
    r"|reported|notified (?:to|in|within)|sent (?:to|by|in)|sorted|separated|bagged|dug|weeded|mown|cut|hung|parked"
    r"|left"
    r"|stored|stacked|switched|turned (?:off|down)|worn|shown|presented|produced|carried|leashed|kept (?:on|in|off|out"
    r"|shut|clear|secret|at)|muzzled|tied|locked|taken (?:into|onto|off|home|on an)|consumed|brought (?:in|onto"
    r"|into|along)|cleaned|washed|swept|rinsed|emptied|handed in|returned (?:by|to|in|within|on|clean|rinsed|full"
    r"|empty)"
    r"|paid (?:by|in|on|within|before|at)|booked|ordered|placed|set up|cancelled (?:by|at least|no later)"
    r"|filled|signed|typed|written|drawn (?:on|in)|used|declared|insured by"
    r"|supervised by|enclosed|validated|stamped|changed (?:every|each|at)|stated)"
)
_THINGS = Pattern(
    heads_first(
        r"^(?!.*\b(?:manuscripts?|photos|entries|samples|payments?|fees|luggage"
        r"|losses)\b.*\breturned\b)(?!.*\b(?:daily|every day|weekly|answered)\b)(?:the |each |every |any |all |an? "
        r"|our |your |two |three |both )?(?!no\b|not\b)(?:(?!(?:by|we|us)\b)[\w-]+,? )"
        rf"{{0,3}}?{_THEIRS}(?: [^,.;]{{1,50}}?)? (?:must|should|shall|ha(?:s|ve) to|may not|can ?not|must not"
        rf"|needs? to"
        rf"|(?:is|are) (?:always )?to) (?:always |not |only )?be {_TO_DO}\b(?![^.;]*\bby (?:us"
        rf"|the (?:[\w-]+ )?{VENDORS})\b)"
        r"|^(?:the |each |every |any |all |an? |our |two |three |both )?(?!no\b)(?:[\w-]+,? )"
        rf"{{0,3}}?{_THEIRS}(?: [^,.;]{{1,50}}?)? (?:is|are) (?:shown|presented|handed in|surrendered"
        rf"|submitted) (?:to|at)"
        rf" (?:the|us|our)\b"
        r"|^(?:[\w-]+,? ){0,3}?(?:dogs?|pets?|horses|bicycles|bikes|drones?|tripods|prams|strollers|alcohol|food"
        r"|children"
        r"|groups|motor\w+|glass(?:es)?|guide dogs|luggage|shoes|selfie sticks)(?: (?:of|over|under|with|above|larger"
        r"|from|in) [^,.;]{1,40})?(?: (?:is|are)|:) (?:strictly )?not (?:admitted|allowed|permitted|welcome|accepted)\b"
        rf"|^(?!no\b)[^,.;]{{1,50}}?{_THEIRS}[^,.;]{{0,40}}? (?:is|are) required (?:with|for|before|at|on|to|from"
        rf"|when)\b"
        r"|^(?:a |an |the )?(?:deposit|valid [\w ]{2,24}|proof of [\w ]{2,24}|(?:photo )?(?:id|identification)|prior"
        r" registration|advance booking|helmet|account|password|credit card|reservation|swim\w+ cap)s?(?: (?:of"
        r"|equal to|amounting to) [^,.;]{1,40})? (?:is|are)"
        r" (?:required|compulsory|mandatory|obligatory)\b"
    )
)
"""What has to be done with things that only a reader handles."""
_PLEASE = Pattern(
    r"^(?:please|kindly) (?!contact|feel|enjoy|tell us|call us (?:any|free))\w+|^do not (?!worry|hesitate|sell"
    r"|track)\w+"
    r"|^never (?:share|give|leave|tell|use|open|let|store|write|reply)\b|^(?:anyone|whoever|those) (?:wishing|who wish"
    r"(?:es)?|intending|planning) [^,.;]{1,50} (?:must|should|shall|ha(?:s|ve) to|(?:is|are) (?:asked|required))\b"
)
_GRANTS_US = Pattern(
    rf"(?:^|, |^by [^,]{{3,40}} )(?:you|(?:the |an? |all |each )?{_PEOPLE}) (?:hereby |also |irrevocably "
    rf"|therefore )*(?:grants?|gives?|assigns?|licen[cs]es?|transfers?)"
    rf" (?:us|the (?:[\w-]+ )?(?:{VENDORS}|label)|to (?:us|the (?:[\w-]+ )?{VENDORS}))\b"
    rf"|\b(?:hereby )(?:given|granted|transferred|assigned) to (?:us|the (?:[\w-]+ )?{VENDORS})\b"
    rf"|(?:^|, )(?:you|(?:the |an? |all |each )?{_PEOPLE}) (?:hereby )?(?:authori[sz]es?|empowers?|permits?"
    rf"|allows?) (?:us|the (?:[\w-]+ )?{VENDORS}) to\b"
)
"""What is made over to the drawing side."""
_KEPT_AWAY = Pattern(
    r"\b(?:you|your|automated|consent|agreement|solely|if (?:we|the)|personal|data|information|only|unless|except"
    r"|no (?:guest|passenger|patient|child|pupil|member|customer|claim"
    r"|one)|nobody|never|increas\w+|discriminat\w+|retaliat\w+|sub-?process\w+|sub-?contract\w+|disclos\w+|sharing"
    r"|sales? of"
    r"|surcharges?|evict\w+|overtime|deductions?|advert\w+|profil\w+|track\w+|train\w+|recordings?|monitor\w+|search\w*"
    r"|price|charges?|fees?|free|refunded|penalt\w+|dismiss\w+|liabil\w+|limit\w*|set-off|by us|against|interrupt\w*)\b"
    rf"|\bby the (?:[\w-]+ )?{VENDORS}\b"
)
"""What is kept away from readers, or what is not refused to them."""
_COPIED = (
    r"(?:reproduced|copied|re-?sold|redistributed|distributed|sub-?licensed|duplicated|scraped|decompiled"
    r"|reverse engineered"
    r"|hired|brought|taken (?:out|away|home|into|from|on)|fed|touched|used (?:for|in|with|outside|on|as|while|after"
    r"|before)"
    r"|left|parked|worn|consumed|lit|moved|sub-?let|lent|modified|altered|exported|stored|removed from|attached"
    r"|installed"
    r"|connected|played|flown|carried|published elsewhere|resubmitted|combined|exchanged|transferred|postponed|redeemed"
    r"|returned|cancelled|hung|opened|kept in|photographed|filmed)"
)
_REFUSES = Pattern(
    heads_first(
        r"^(?!we\b|you\b|no\b)[^,.;]{2,70}? (?:(?:will|shall|can|may)(?: not|not) be|(?:is|are) (?:not"
        r"|no longer)) (?:admitted|seated"
        r"|served|accepted|considered(?! (?:an?|as)\b)|processed|entertained|honou?red|valid|redeemable"
        r"|transferable|eligible"
        r"|allowed|permitted|possible|included|provided|supplied|welcome|covered|insured|replaced|made up|reopened"
        r"|let out"
        r"|available for)\b"
        r"|^(?!we\b|you\b|no\b)[^,.;]{2,70}? (?:is|are|will be|shall be|may be) (?:turned away|refused(?=[.;]?$)"
        r"|refused (?:entry|admission|service"
        r"|boarding)|asked to (?:leave|show|produce|present|wait|pay|prove|sign)|sent home|invalid|null and void"
        r"|void|barred|disqualified|rejected"
        r"|ejected|escorted|left unanswered|blacklisted|struck off|strictly forbidden|forbidden|prohibited|off limits"
        r"|out of bounds)\b"
        r"|^(?:no part of )?(?:the|this|these|our|all|any|an?)? ?(?!fees?\b|wages\b)(?:(?!(?:your|data|we|us"
        r"|you)\b)[\w'-]+,? ){1,7}?"
        rf"(?:may|must|can|shall)(?: not|not) be {_COPIED}\b"
        r"|^(?!no\b)[^,.;]{2,70}?\b(?:who|left|parked|without)\b[^,.;]{2,50} (?:is|are|will be) (?:clamped|towed"
        r"|impounded"
        r"|suspended|expelled|fined|removed|excluded|locked out)\b(?!.*\b(?:after|once|until)\b)"
        rf"|^no part of [^.;]* may be {_COPIED}\b"
        r"|^(?:all )?(?:children|minors|under-\w+|pupils|dogs|visitors|guests|learners)\b[^,.;]{0,30} (?:must"
        r"|should|have to|need to)"
        r" be (?:accompanied|supervised) by (?:an?|their|one)\b"
    )
)
"""What is refused, forbidden or turned away."""
_CHARGE = (
    r"(?:fees?|surcharges?|supplements?|penalt(?:y|ies)|fines?|excess(?:es)?|gratuit(?:y|ies)|service charges?|late"
    r" charges?|(?:administration|handling|cancellation|cleaning|booking|processing|admin|storage|call-out) (?:charges?"
    r"|fees?)|charges?|interest|levy|levies)"
)
_AMOUNT = r"(?:\$|gbp |eur |usd )?\d[\d.,]*(?: ?%| percent| per cent| euros?| dollars?| pounds?| francs?| crowns?)?"
_FEES = Pattern(
    heads_first(
        rf"^(?:an? |the )?(?!flat |fixed |reduced |single |one-off |lower |nominal |maximum |minimum )(?:\w+ ){{0,2}}?"
        rf"(?:{_AMOUNT} )?(?:[\w-]+ )?{_CHARGE}(?: (?:of|at|equal to) [^.;]{{1,40}}?)? (?:(?:is|are|will be|shall be)"
        r" (?:automatically |then |also |additionally )?(?:charged|levied|payable|due|added|deducted|imposed|applied"
        r"|collected|billed|withheld|made|retained)|appl(?:y|ies)|falls? due)\b(?! (?:when|once|after|as soon|where"
        r"|if|for the (?:first|months))| on (?:your|the (?:deposit|sale)))"
        rf"|\b(?:and|,) (?:\w+ )?(?:{_AMOUNT} )?{_CHARGE}(?: (?:of|at) [^.;,]{{1,30}}?)? (?:(?:is|are"
        rf"|will be) (?:charged"
        r"|added|due|payable|levied|deducted)|appl(?:y|ies))\b"
        rf"|\b{_CHARGE}(?: (?:of|at) [^;,]{{1,30}}?)? accrues? on (?:overdue|late|unpaid|outstanding|arrears"
        rf"|any (?:overdue|late|unpaid))\b"
        r"|\bthe (?:full|entire|whole|total) (?:price|amount|fee|rent|fare|cost|sum) (?:is|will be|remains|becomes"
        r"|shall be) (?:charged|payable|due|retained|owed|invoiced)\b"
        r"|^(?!your\b)[^,.;]{2,40}? (?:is|are) (?:charged|billed|invoiced) (?:at (?:\$|gbp|eur|\d|(?:the )?full"
        r"|double|twice|cost plus)|per|extra|separately|by the|on top|in addition|in advance)"
        r"|^(?:full )?(?:payment|the balance|the (?:full )?(?:price|amount))\b[^,.;]{0,30} (?:must|shall|has to"
        r"|is to) be (?:received|made|paid|settled|cleared)\b"
        r"|^(?:the |all |co-|joint |several )*(?:tenants?|borrowers?|guarantors?|hirers?|lessees?|spouses|holders"
        r"|account holders|you|parents)\b[^.;]{0,30} jointly and severally (?:liable|responsible)\b"
        r"|^(?:in (?:the )?(?:case|event) of|if|for|on|upon) [^.;]*\b(?:no-show|cancell?\w*|late \w+|delay"
        r"|non-appearance|absence)\b"
        r"[^.;]* (?:is|are|will be) (?:charged|payable|due|retained|billed|invoiced|forfeited)\b"
        rf"|\b{_AMOUNT} (?:per \w+ )?(?:is|are|will be) (?:charged|deducted|added|payable|levied|billed)\b"
        rf"|^(?:lost|missing|damaged|late|replacement|extra|additional|broken|forgotten)\b[^.;]*: ?{_AMOUNT}"
        rf"|\bwill be charged (?:an? |the )?(?:\w+ )?{_CHARGE}\b"
        rf"|\b(?:you|{_PEOPLE}) owes? (?:us )?an? (?:\w+ )?{_CHARGE}\b"
        rf"|\b{_CHARGE} [^.;]{{0,60}}\b(?:is|are) passed on (?:in full(?! to)|to (?:you|the (?:[\w-]+ )?{READERS}))\b"
        r"|\beach (?:further|additional|extra|started|commenced) [^,.;]{1,40} costs?\b"
        r"|\bduring which (?:time )?(?:fees|rent|charges) (?:continue|remain)\b"
        r"|\b(?:prices?|rates?|fees|quotations?|amounts?)(?: \w+)? (?:do(?:es)? not include|(?:is|are) (?:exclusive of"
        r"|subject to|quoted without|net of|plus)|excludes?) (?:\w+ )?(?:vat|tax\w*|duty|duties|delivery|shipping"
        r"|postage"
        r"|sales tax|freight|gratuit\w+)\b"
        r"|^(?:fees|rent|tuition|charges|premiums|dues|invoices|bills|instalments|subscriptions?)(?: [^,.;]{1,30}?)?"
        r" (?:is|are|falls?|must be|shall be|becomes?) (?:due|payable|paid|settled) (?:on|by|in|within|each|every"
        r"|before"
        r"|monthly|annually|quarterly|at)\b"
    )
)
"""A charge that falls on somebody who is not named."""
_SPARES = Pattern(
    r"\b(?:no(?!-)|not|never|only|unless|except|instead of|rather than|without|waives?|waived|cap(?:ped)?|less(?! than)"
    r"|lower|once"
    r"|reduced|halved|until|longer)\b(?! (?:notice|paying in|permission|include|later|warning|prior|paid|returned))"
    r"|\bbefore (?:an?|any) (?:fee|charge|surcharge|penalty|fine)\b[^.;]* (?:applies|is charged|are charged)\b"
    r"|\bowed? by (?:us|the)\b|\bto you\b"
)
"""A fee within bounds."""
_IN_CASE = Pattern(
    r"^(?:if|when|where|should|in case|unless) [^,;]{1,80}, |\bnot (?:paid|returned|used|collected|filed"
    r"|cancelled)\b"
)
"""What is denied of an occasion spares nobody."""
_PAYS = Pattern(
    heads_first(
        rf"^(?!.{{0,60}}\b(?:who|that)\b){_WHO} (?:pays?|reimburses?|defrays?|settles?|makes? good|indemnif(?:y"
        rf"|ies)|remits?) (?:us |for |the |all |any"
        r" |an? |every |its |their )+(?!old|current|original|agreed|reduced|lower|same|member)\w+"
        rf"|^(?!we\b|the (?:[\w-]+ )?{VENDORS}\b)[^,.;]{{1,40}}? (?:shall|must|will|undertakes? to"
        rf"|agrees? to) (?:reimburse|indemnify|compensate|pay|hold harmless)"
        rf" (?:us|the (?:[\w-]+ )?{VENDORS})\b"
    )
)
