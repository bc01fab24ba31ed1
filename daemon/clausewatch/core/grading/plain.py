"""One form for set phrases that mean the same: "prior to" and "before", "in the event that" and "if".

``plain`` is applied to both sides before the rules read them, so it may only exchange what no lawyer would tell
apart. Strength is never touched here: a duty stays a duty, and a condition a condition.
"""

from __future__ import annotations

import functools
import re

from clausewatch.core.grading.pattern import Pattern, Phrases

_HAS = "".join(f"(?<!{word} )" for word in ("not", "may", "might", "will", "would", "could", "should", "shall", "we"))
"""What does not stand before "has to" where it is a duty."""
_NO_WISH = "".join(
    f"(?<!{word} )"
    for word in ("not", "who", "we", "you", "may", "might", "will", "would", "could", "should", "they", "longer", "and")
)
"""What does not stand before "need to" where it is a duty."""
_A_RULE = (
    r"(?= (?:the|these|this|our|its|your|all|any) (?:\w+ )?(?:rules?|terms|laws?|agreement|contract|polic(?:y|ies)"
    r"|instructions|conditions|regulations|obligations|deadlines?)\b)"
)
_PHRASES = (
    ("6 months", r"half a year(?!')"),
    ("30 minutes", r"half an hour(?!')"),
    ("14 days", r"(?:a|one) fortnight(?!')"),
    ("18 months", r"(?:one|1) and a half years|a year and a half"),
    ("pounds", r"pounds sterling"),
    ("km", r"kilomet(?:re|er)s?"),
    ("kg", r"kilogram(?:me)?s?"),
    ("one", r"an?(?= (?:hour|day|week|month|year)'s\b)"),
    ("early", r"ahead of (?:schedule|time)|before schedule"),
    ("weekend", r"week-end"),
    ("weekends", r"week-ends"),
    ("website", r"web site"),
    (
        "before",
        r"prior to(?= (?:the|any|such|your|our|its|a|an|each|every|this|that|we|it|they|\w+ing|\w+ation|signature"
        r"|delivery|departure|collection|completion|installation|shipment|publication)\b)"
        r"|in advance of|ahead of(?! time)",
    ),
    ("not agree", r"disagrees?(?= (?:with|to|about)\b)"),
    ("shall", r"(?:shall|will|must) not fail to"),
    ("with", r"together with|along with"),
    ("after", r"subsequent to|following(?= (?:the|any|such|your|our|its|a|an|termination|expiry|receipt)\b)"),
    ("if", r"in the event (?:that|of)|in case(?! of)|in the case that"),
    ("to", r"in order to|so as to"),
    ("give", r"makes? available(?= to\b)"),
    ("immediately", r"without delay|at once(?! \w+ed)|forthwith|straight ?away|right away"),
    ("one", r"an?(?= (?:hour|day|week|month|year) (?:before|after|in advance|later|ahead)\b)"),
    ("is not available", r"is (?:unavailable|inaccessible)"),
    ("are not available", r"are (?:unavailable|inaccessible)"),
    ("can not", r"(?:is|are|be) (?:unable|not able) to"),
    ("can", r"(?:is|are) able to"),
    ("once", r"as soon as(?! (?:possible|practicable|reasonably|you can|we can|feasible))"),
    ("current", r"up-to-date|up to date"),
    ("as soon as possible", r"as (?:soon|early|quickly) as (?:possible|you can|(?:is )?practicable)"),
    ("offset", r"set off(?= against\b)"),
    (
        "whenever",
        r"whenever (?:you|he or she|it|they|he|she) (?:likes?|wants?|wish|wishes|pleases?|chooses?)"
        r"|at any time(?= (?:and|or)?$|[.,;]|$)",
    ),
    (
        "never",
        r"at no time|(?:do|does|will|shall) not(?:,? at any time|,? under any circumstances|,? in any event|,?"
        r" ever),?(?= )",
    ),
    ("without", r"without (?:first |previously )?(?:obtaining|having obtained)"),
    ("no longer", r"ceases? to"),
    ("without", r"in the absence of|absent(?= (?:your|the|any|prior|such)\b)"),
    ("such as", r"for example|for instance|e\.g\.?"),
    ("about", r"with respect to|in respect of|with regard to|in relation to|relating to|concerning|regarding"),
    ("under", r"pursuant to|in accordance with"),
    ("by", r"by means of|by way of"),
    ("increases", r"goes up(?! to\b)"),
    ("increase", r"go up(?! to\b)"),
    (
        "free of charge",
        r"costs? (?:you |them )?nothing|for nothing|gratis|free of cost|without cost|without payment"
        r"|without incurring (?:any |an? )?(?:fee|charge|cost)s?"
        r"|pays? nothing(?: at all)?(?: for)?",
    ),
    ("is free of charge", r"(?:does|do) not cost (?:\w+ )?(?:anything|a penny)|(?:is|are) free(?= for\b)"),
    ("free of charge", r"(?<=[a-z] )free(?=[.,;]|$| and\b)"),
    ("not", r"rather than|as opposed to"),
    ("regardless", r"irregardless|irrespective"),
    ("free of charge", r"without (?:having to pay|paying)(?: (?:anything|a fee|for it|a charge|any fee))?"),
    ("do not meet", r"fail to meet"),
    ("does not meet", r"fails to meet"),
    ("because of", r"due to|owing to|by reason of|on account of"),
    ("within", r"no later than(?= (?:\w+ ){1,5}after\b)|not later than(?= (?:\w+ ){1,5}after\b)"),
    (
        "free of charge",
        r"(?:at|with) no (?:extra |additional )?(?:cost|charge|fee|expense)s?(?: to (?:you|them|(?:the"
        r" )?(?:customer|client"
        r"|buyer|tenant|worker|employee|patient|user|consumer|guest|member|passenger|applicant)s?))?"
        r"|without (?:any )?charge|for free",
    ),
    ("is prohibited", r"is (?:not (?:permitted|allowed)|forbidden)"),
    ("are prohibited", r"are (?:not (?:permitted|allowed)|forbidden)"),
    (
        "will not exceed",
        r"(?:is|are|shall be|will be) (?:limited to|capped at)"
        r"(?= (?:the (?:amounts?|fees?|sum|total|lesser|greater|higher|lower|price)|[\d$€£]|usd|eur|an amount"
        r"|\w+ (?:percent|months|times)))",
    ),
    ("must", rf"(?:need|needs) to(?= be )|{_NO_WISH}needs? to(?= \w)"),
    ("ensure", r"(?:make|see) (?:sure|certain|to it)(?: that)?|(?:take care|procure|ensure) that"),
    ("ensures", r"(?:makes|sees) (?:sure|certain|to it)(?: that)?|(?:takes care|procures|ensures) that"),
    (
        "know of",
        r"(?:becom(?:e|es|ing)|became|(?:is|are|being|been|was|were)(?: made)?) aware of|learn(?:s|ing|ed|t)? of"
        r"|(?:gain|obtain|acquire|ha)(?:s|ve|d|ing|ed)? knowledge of|hear(?:s|ing|d)? of|obtaining knowledge of",
    ),
    ("know", r"(?:becom(?:e|es|ing)|became) aware(?= that\b)|com(?:e|es|ing) to know|(?:find|finds|finding) out"),
    ("cooperate", r"(?:work|works) (?:together|jointly|hand in hand)"),
    ("does not", r"(?<!not )(?<!never )(?:fails|has failed|neglects|omits) to"),
    ("do not", r"(?<!not )(?<!never )(?:fail|have failed|neglect|omit) to"),
    ("is not paid", r"(?:is|remains|is still|goes) unpaid|has not been paid"),
    ("are not paid", r"(?:are|remain|are still|go) unpaid|have not been paid"),
    ("is with", r"(?:lies|rests) with"),
    ("is", r"constitutes|amounts to|qualifies as(?= (?:a|an|the)\b)"),
    (
        "are",
        r"(?<!not )(?<!to )(?<!the )(?<!an )(?<!any )(?<!this )(?<!that )(?<!full )(?:constitute|count as|amount to)",
    ),
    (
        "are",
        r"(?:are (?:under|subject to|bound by) an? (?:obligation|duty) of|are bound to|have (?:committed"
        r"|bound) themselves"
        r" to)(?= (?:confidentiality|secrecy|silence)\b)",
    ),
    ("one", r"(?:(?<=within )|(?<=for )|(?<=after ))an?(?= (?:hour|day|week|month|year)\b)|a single"),
    (
        "without",
        r"unless(?= (?:\w+(?:'s)? ){1,4}(?:(?:has|have) )?(?:\w+ )?(?:agree[sd]|consent(?:s|ed)|approve[sd])\b)",
    ),
    ("at least", r"(?:no|not) later than(?= (?:\w+ ){1,5}(?:before|prior to|in advance|ahead))"),
    ("apply", r"(?:take|takes) effect|(?:come|comes) into (?:force|effect)|(?:become|becomes) effective"),
    ("implement", r"(?:put|puts) in place"),
    ("record", r"(?:keep|maintain) (?:an? )?(?:records?|logs?) of"),
    ("records", r"(?:keeps|maintains) (?:an? )?(?:records?|logs?) of"),
    ("end", r"stop(?= (?:the|your|our|this) (?:subscription|membership|contract|plan)\b)"),
    ("secure", r"securely"),
    ("participate", r"take part(?= in\b)"),
    ("participates", r"takes part(?= in\b)"),
    ("investigate", r"look into"),
    ("investigates", r"looks into"),
    ("waive", r"give up(?= (?:the|any|your|our|its|his|her|their|a) (?:\w+ )?(?:rights?|claims?)\b)"),
    ("waives", r"gives up(?= (?:the|any|your|our|its|his|her|their|a) (?:\w+ )?(?:rights?|claims?)\b)"),
    ("complete", r"fill (?:in|out)"),
    ("completes", r"fills (?:in|out)"),
    ("completed", r"filled (?:in|out)"),
    ("establish", r"set up(?= (?:the|an?|any|our|your)\b)"),
    ("omit", r"leave out"),
    ("omitted", r"left out"),
    ("resolve", r"sort out"),
    ("calculate", r"work out(?= (?:the|your|how|any|what)\b)"),
    ("comply with", rf"(?:keep|stick) to{_A_RULE}"),
    ("complies with", rf"(?:keeps|sticks) to{_A_RULE}"),
    ("dispose of", r"get rid of"),
    ("required by law", r"legally required|required by statute"),
    ("by mistake", r"in error|inadvertently|mistakenly|erroneously"),
    ("because of", r"as a (?:result|consequence) of|in consequence of|on the grounds? of"),
    ("except for", r"with the exception of"),
    ("voluntarily", r"of (?:your|their|his|her|its|our) own (?:accord|free will|volition)"),
    ("contact", r"make contact with"),
    ("in writing", r"in written form"),
    ("while", r"whilst|during the time (?:that|when)"),
    ("until", r"up until|till|until such time as"),
    ("when", r"at the time when|at such time as|as and when"),
    ("because", r"on the grounds that|for the reason that|(?:owing|due) to the fact that|in view of the fact that"),
    ("if", r"in such cases? where|in circumstances (?:where|in which)"),
    ("most", r"the majority of"),
    ("many", r"a (?:large|great) number of|a great many"),
    ("several", r"a number of"),
    ("later", r"at a later (?:date|time|stage)"),
    ("conclude", r"enter into(?= (?:an?|the|this|any) (?:\w+ )?(?:agreement|contract|lease|deed)\b)"),
    ("decide", r"(?:make|take|reach) a decision"),
    ("decides", r"(?:makes|takes|reaches) a decision"),
    ("apply for", r"make an application for"),
    ("complain to", r"(?:make|file|lodge|submit|raise) a complaint with"),
    ("complain", r"(?:make|file|lodge|submit|raise) a complaint"),
    ("object", r"(?:make|file|lodge|submit|raise) an objection"),
    ("appeal", r"(?:make|file|lodge|submit|bring) an appeal"),
    ("pay", r"(?:make|effect) (?:the )?payment of"),
    ("pays", r"(?:makes|effects) (?:the )?payment of"),
    ("deliver", r"(?:make|effect) delivery of"),
    ("repair", r"carry out (?:the )?repairs? (?:to|of|on)"),
    ("assign", r"make an assignment of"),
    ("inspect", r"(?:make|carry out|conduct) an inspection of"),
    ("if", r"where(?= (?:you|the \w+) (?:(?:do |does )?not agree|disagrees?|objects?|refuses?)\b)"),
    ("use", r"make use of"),
    ("uses", r"makes use of"),
    ("in force", r"in full force(?: and effect)?"),
    ("at least", r"(?:no|not) (?:fewer|less) than|a minimum of"),
    ("at most", r"(?:no|not) more than|a maximum of"),
    ("are entitled to", r"(?:shall|will) be entitled to"),
    ("breaches", r"commits a breach of"),
    ("breach", r"commit a breach of"),
    ("by giving", r"upon (?:the )?(?:provision|giving) of|by providing|(?:up)?on giving"),
    (
        "may",
        r"(?:remains?|continues? to be|stays?|(?:shall|will) remain) (?:entitled|permitted|allowed|free|at liberty) to"
        r"(?! (?:an?|the|your|its|their|our|any|all|full|such|\\w+(?:ment|tion|ance|ity|age|ages|sion|pay))\\b)",
    ),
    ("ends", r"comes to an end|ceases to (?:have effect|be in force|apply|be effective)"),
    ("end", r"come to an end|cease to (?:have effect|be in force|apply|be effective)"),
    ("which is", r"found to be"),
    ("before", r"pre-?dating"),
    ("will", r"(?:undertakes|promises|agrees|covenants|warrants) that (?:it|he|she|they) (?:will|shall)"),
    ("shall", r"(?:doth |do |does )?(?:hereby )?covenants? to"),
    ("shall not", r"(?:is|are) under (?:an?|the) (?:duty|obligation) not to"),
    ("fix", r"makes? good(?= (?:all |any |the )?(?:defects?|damage|faults?)\b)"),
    ("indemnified", r"(?:indemnified and )?(?:held|kept|saved) harmless"),
    ("indemnifies", r"(?:indemnifies and )?(?:holds|keeps) harmless"),
    ("is liable for", r"answers for"),
    ("be liable for", r"answer for"),
    ("is deemed", r"(?:is|shall be|will be) (?:treated|regarded|considered) as|counts as"),
    ("are deemed", r"are (?:treated|regarded|considered) as"),
    ("no longer bound by", r"released from(?= (?:the|this) (?:contract|agreement)\b)"),
    ("and", r"as well as"),
    ("besides", r"in addition to"),
    ("regardless of", r"(?:regardless of |irrespective of |no matter )?whether or not|regardless of whether"),
    ("except for", r"(?<!kept )(?<!held )(?<!keep )(?<!hold )(?<!stored )(?<!store )apart from|aside from"),
    ("refused", r"turned away"),
    ("refuse", r"turn away"),
    ("removed", r"taken down"),
    ("remove", r"take down"),
    ("dies", r"passes away"),
    ("in", r"for the purposes? of(?= (?:clause|section|article|paragraph|this|these)\b)"),
    ("the", r"^said(?= \w)"),
    ("must", rf"{_HAS}has to(?! (?:offer|say|prove))|(?:can|may|shall|must) not (?:refuse|decline) to"),
    ("will", r"will not (?:refuse|decline) to"),
    (
        "may not",
        r"(?:is|are|shall be|will be) (?:precluded|barred|debarred|prohibited|banned) from(?= \w+ing\b)"
        r"|(?:shall|will|must) not be (?:permitted|allowed|entitled|at liberty) to",
    ),
    ("shall not", r"(?:shall|must) (?:refrain|abstain|desist) from(?= \w+ing\b)"),
    ("will not", r"will (?:refrain|abstain|desist) from(?= \w+ing\b)"),
    ("does not", r"(?:abstains|desists) from(?= \w+ing\b)"),
    (
        "may",
        r"(?:is|are|remains?|shall be|will be) (?:always )?(?:free|at liberty)(?: at any time)? to"
        r"|(?:shall|will|may|must|can|is"
        r"|are) not (?:be )?(?:prevented|precluded|barred|stopped) from",
    ),
    (
        "need not",
        r"(?:(?:shall|will|must) not be|(?:is|are) not) (?:obliged|required|bound|under (?:an?|any) (?:duty"
        r"|obligation)) to"
        r"|(?:shall have|will have|has|have|(?:is|are|shall be) under) no (?:duty|obligation) to",
    ),
    ("promptly", r"without (?:any )?(?:undue|unreasonable) delay"),
    (
        "shall",
        r"(?:is|are|shall be) (?:obliged|bound|required) to(?! be )|promises? to|commits? to(?! (?:the"
        r"|an?|any|this|our|your)\b)|(?:has|have) (?:an|the) (?:duty|obligation) to"
        r"|(?:undertakes?|commits? (?:itself|himself|themselves)) to|(?:is"
        r"|are) under (?:an?|the) (?:duty"
        r"|obligation) to",
    ),
    (
        "not be liable",
        r"have no (?:liability|responsibility)|bear no (?:liability|responsibility)|not be (?:held )?responsible",
    ),
    ("not be liable", r"be (?:relieved of|released from|exempt from|free of|free from) (?:any |all )?liability"),
    (
        "is not liable",
        r"(?:has|bears|accepts) no (?:liability|responsibility)"
        r"|is (?:relieved of|released from|exempt from|free of|free from) (?:any |all )?liability",
    ),
    ("liable for", r"answerable for|accountable for"),
    ("is not affected", r"(?:is|remains|stays|shall remain|will remain|shall be) (?:unaffected|untouched|intact)"),
    ("are not affected", r"(?:are|remain|stay) (?:unaffected|untouched|intact)"),
    (
        "only",
        r"(?:nobody|no one|none)(?:,)? (?:other than|but|except|save)"
        r"|and (?:(?:by|to|with|in|for|from|at) )?(?:nobody|no one|none"
        r"|nowhere) else(?:'s)?|and for no other (?:purpose|use|reason)",
    ),
    ("only", r"if,? (?:and|but) only(?= if\b)"),
    ("as long as", r"so long as"),
    ("on time", r"when due|punctually"),
    ("equally", r"in equal (?:shares|parts|portions)"),
    ("indemnify", r"(?:indemnify and )?(?:hold|keep|save) harmless"),
    ("compensate", r"make good(?= (?:to|any|the|all)\b)"),
    ("despite", r"(?:notwithstanding|despite) (?:anything|any provision)(?: to the contrary)?(?: contained)? in"),
    ("despite", r"notwithstanding|in spite of"),
    ("during", r"in the course of|over the course of|for the duration of|throughout"),
    ("above", r"in excess of|exceeding"),
    ("automatically", r"(?:by|of) itself|by themselves"),
    (
        "is",
        r"(?:becomes|falls)(?= (?:ill|sick|due|payable|void|vacant|insolvent|bankrupt)\b)|is found to be"
        r"|proves(?: to be)?(?= (?:faulty|defective|invalid|wrong)\b)|turns out to be",
    ),
    (
        "24 hours one day",
        r"(?:a)?round the clock|day and night|24/7|24 hours (?:a|per|each|every) day"
        r"|at (?:any (?:hour|time) of (?:the )?(?:day or night|day)|all hours)",
    ),
    ("set out", r"laid down|set forth|laid out"),
    ("apply", r"(?:enter|enters) into force"),
    ("always", r"at all times|at any and all times"),
    ("at any time", r"at any moment"),
    ("involuntarily", r"against (?:their|your|his|her|its) will"),
    ("contact", r"(?:get|be|come) in(?:to)? (?:touch|contact) with"),
    ("collect", r"pick up(?= \w)"),
    ("withhold", r"hold back(?= \w)"),
    ("withholds", r"holds back(?= \w)"),
    ("to the extent that", r"in ?so ?far as"),
    ("email", r"(?:write|send an e-?mail) to(?= \S+@\S)|electronic mail"),
    ("10 years", r"(?:a|one) decade(?! (?:or|and)\b)"),
    ("vat", r"value[- ]added tax(?: \(vat\))?"),
    ("separately from", r"(?:(?<=kept )|(?<=held )|(?<=stored )|(?<=keep )|(?<=hold )|(?<=store ))apart from"),
    ("repurchase", r"buy back(?= \w)"),
    ("repurchases", r"buys back(?= \w)"),
    ("include", r"are inclusive of"),
    ("includes", r"is inclusive of|(?:shall|is|are|will) (?:be )?(?:taken|deemed|understood|considered) to include"),
    ("to be clear", r"for the avoidance of doubt"),
    ("in force", r"in effect"),
    ("is part of", r"(?:forms|is) (?:an )?(?:integral )?part (?:and parcel )?of|forms? a part of"),
    ("are part of", r"(?:form|are) (?:an )?(?:integral )?part (?:and parcel )?of"),
    ("this", r"the present(?= (?:agreement|contract|addendum|terms|policy|deed|document|lease|licence|warranty)\b)"),
    ("as soon as possible", r"at the (?:earliest|first) (?:possible )?(?:opportunity|moment)"),
    ("come", r"(?:turn|show) up(?=[.,;]| (?:at|for|on|in|to)\b)"),
    (
        "in transit",
        r"(?:while|when) (?:(?:it is|they are) )?being (?:carried|transported|shipped)|on the way(?=[.,;]|$| to\b)",
    ),
    ("stock", r"keep in stock"),
    ("stocked", r"kept in stock"),
    (
        "remains in force",
        r"(?:stays|remains|continues)(?: to be)? (?:in (?:full )?(?:force|effect)(?: and effect)?)|continues to apply",
    ),
    (
        "remain in force",
        r"(?:stay|remain|continue)(?: to be)? (?:in (?:full )?(?:force|effect)(?: and effect)?)|continue to apply",
    ),
    ("void", r"null and void"),
    ("on behalf of", r"for the account of"),
    ("compensates", r"pays compensation to"),
    ("compensate", r"pay compensation to"),
    ("good condition", r"good (?:order|repair)"),
    ("continues", r"goes on(?= (?:for|until|after|to run)\b)"),
    ("admitted", r"let in(?:to)?"),
    ("are under", r"are bound by(?= an? (?:duty|obligation)\b)"),
    ("is under", r"is bound by(?= an? (?:duty|obligation)\b)"),
    ("exceeds", r"goes over"),
    ("exceed", r"go over"),
    ("exceeding", r"going over"),
    ("will no longer", r"will (?:stop|cease)(?= \w+ing\b)"),
    ("look after", r"take care of"),
    ("looks after", r"takes care of"),
    ("until", r"pending(?= (?:the )?\w+(?:ment|tion|sion|ance)\b)"),
    ("is not", r"(?:does|shall|will) not (?:count|operate) as(?= an? )"),
    ("erect", r"put up(?= (?:the|an?|any)\b)"),
    ("redo", r"do (?:it|the work) again"),
    ("waiting", r"kept waiting"),
    ("no longer", r"has ceased to"),
    ("appeal", r"appeal against"),
    ("within", r"up to(?= (?:\w+ ){1,3}(?:after|of|from)\b)"),
    (
        "on or before",
        r"(?:no|not) later than(?= (?:the )?(?:\d{1,2}(?:st|nd|rd|th)|\d{1,2}:\d\d|\w+teenth|first|second|third|last"
        r"|fifth|tenth|end|january|february|march|april|june|july|august|september|october|november|december)\b)",
    ),
    ("for", r"for the purposes? of(?= \w{3,}ing\b)"),
    ("is not with", r"does not (?:lie|rest) with"),
    ("fails", r"breaks down|stops working|ceases to work"),
    ("fail", r"break down|stop working|cease to work"),
    ("posted", r"sent by (?:post|mail)"),
    ("post", r"sends? by (?:post|mail)"),
    ("except", r"save(?= (?:where|when|if|for|on|with|in|to the extent|that)\b)"),
    (
        "in",
        r"(?:contained|set out|set forth|laid down|listed|appearing) in(?= (?:this |these )?(?:agreement"
        r"|terms|exhibit|annex|schedule|appendix|section"
        r"|clause|article|paragraph|part)\b)",
    ),
    ("remaining", r"left over|still outstanding"),
    ("unexpired", r"still to run|yet to run"),
    ("unless", r"(?:save|except) as(?= otherwise\b)"),
    ("forgotten", r"left behind"),
    ("reception", r"(?:the )?front desk"),
    ("provided that", r"on (?:the )?condition that|on the (?:proviso|understanding|basis) that"),
    ("in working order", r"in working condition"),
    ("warrants", r"gives (?:a|the|its) warranty(?= that\b)"),
    ("guarantees", r"gives (?:a|the|its) guarantee(?= that\b)"),
    ("why", r"(?:of )?the reasons? (?:for which|why)"),
    ("after", r"(?<!not )(?<!no )later than(?= \d)"),
    ("may not", r"(?:has|have) no (?:authority|power) to"),
    ("may", r"(?:has|have) (?:the )?(?:authority|power) to"),
    ("the", r"the (?:said|aforesaid|aforementioned|abovementioned)"),
    ("present", r"in attendance"),
    ("fair wear and tear", r"(?:normal|ordinary|reasonable) wear(?: and tear)?"),
    ("everyone", r"all (?:persons|people)(?= (?:who|holding|having)\b)|everybody"),
    ("may", r"(?:is|are) (?:hereby )?(?:authori[sz]ed|empowered) to"),
    ("responsible for", r"in charge of"),
    ("except as", r"save as(?= (?:set out|stated|provided|specified|described|agreed|shown)\b)"),
    ("it", r"(?<!the )(?<!this )(?<!that )same(?= (?:without|free of|within|at|by)\b|[.,;]|$)"),
    ("also", r"as well(?! as)"),
    ("by hand", r"manually"),
    ("secure", r"(?:tie|lash|strap)s? down"),
    ("tied", r"(?<=are )strapped|(?<=is )strapped"),
    ("paid", r"paid off"),
    (
        "per",
        r"(?:(?<=billed )|(?<=charged )|(?<=paid )|(?<=priced )|(?<=hired )|(?<=rented )|(?<=calculated ))by the"
        r"(?= (?:second|minute|hour|day|night|week|month|year|kilo|tonne)\b(?! (?:of|on|when|that|after|before)\b))",
    ),
    ("with", r"subject to(?= an? (?:minimum|maximum) (?:of|charge)\b)"),
    ("in writing", r"(?<=be )(?:given|made|put) in writing|by way of writing"),
    ("the day", r"the same day(?= (?:that|on which)\b)"),
    (
        "has the meaning in",
        r"ha(?:s|ve) (?:the same meanings?|the meanings?)(?: (?:given|assigned|ascribed|attributed)(?: to"
        r" (?:it|them))?| as)? in",
    ),
    ("neither party", r"neither of (?:us|the parties|them)"),
    ("both parties", r"both of (?:us|the parties)"),
    ("either party", r"either of (?:us|the parties)"),
    ("resign", r"give up(?= (?:his|her|their|its|the) (?:seat|office|post|mandate|position)\b)"),
    ("resigns", r"gives up(?= (?:his|her|their|its|the) (?:seat|office|post|mandate|position)\b)"),
    (
        "on request",
        r"(?:up)?on being (?:so )?(?:requested|asked)(?: so)?(?: to(?: do)?)?(?: so)?"
        r"|when (?:so )?(?:asked|requested)(?: to(?: do so)?)?(?=[.,;]|$)",
    ),
    ("whoever", r"(?:the|any) (?:party|person|one) (?:that|who|which)"),
    ("asks for", r"calls for"),
    (
        "ownership of",
        r"title (?:to )?and (?:property|ownership) (?:in|of)|(?:property|ownership) (?:in|of)? ?and title to"
        r"|title to and property in",
    ),
    ("does not include", r"is exclusive of"),
    ("do not include", r"are exclusive of"),
    ("applicable rate", r"rate (?:then )?(?:in force|in effect|prevailing|applicable)(?= *[.,;]|$)|prevailing rate"),
    ("third parties", r"(?<=any )third (?:party|person)"),
    ("delivered", r"handed over"),
)
_OPPOSITES = (
    ("need not", r"(?:do|does) not (?:have|need) to"),
    ("keep", r"do not (?:lose|forfeit)"),
    ("keeps", r"does not (?:lose|forfeit)"),
    ("will keep", r"(?:will|shall) not (?:lose|forfeit)"),
    ("return", r"(?:give|hand|send) back(?! to (?:normal|work))"),
    ("returns", r"(?:gives|hands|sends) back"),
    ("returned", r"(?:given|handed|sent) back"),
    ("refuse", r"turn down|decline(?! in\b)"),
    ("refuses", r"turns down|declines(?! in\b)"),
    ("declined", r"turned down"),
)
_PHRASES_ZH = (
    ("未经", r"在?(?:没有|未)(?:征得|获得?|取得|得到)(?=[^,。]{0,8}同意)|非经(?=[^,。]{0,8}同意)"),
    ("未经", r"除非(?:已)?(?:征得|获得|取得|得到|经过?)?(?=[^,。]{0,8}(?:同意|授权|许可|批准))"),
    ("之前", r"以前"),
    ("之后", r"以后"),
    ("除法律另有规定外", r"(?:但|除非)?法律(?:、?法规)?另有(?:规定|约定)的?,?(?:从其(?:规定|约定)|[依按]其规定|除外)"),
    ("逾期每天", r"每(?:逾期|延期|延迟|迟延|超期)(?:一|1)?[日天]"),
    (
        "可以",
        r"(?<![许认不即])可(?=免费|免[收缴交]|获[得赔取]|分期|追[究偿加]|撤[回销](?!的)|持(?!续)|用[于以]|再次"
        r"|复[议核印查]|移交|读取)",
    ),
    ("不能", r"无法(?!再?(?:识别|复原|关联|还原|区分|追溯)|[^,。]{2}的)"),
    ("不收取", r"免(?:予)?收(?:取)?|(?<!概)不收(?![取回到集录受入悉治]|费(?:用)?(?:[,。;]|$))"),
    ("立即", r"即[时刻](?=告知|通知|退|支付|删除|停止|终止|报|送|处理|答复|修复|恢复|更正|返还)"),
    ("每日", r"按日(?=支付|计[收算付]|加收|收取|偿付|承担)"),
    ("每", r"(?<!或)按(?=月(?!.*每月|度?或)|季(?!.*每季|度?或)|年(?!.*每年|度?或))(?!年[龄份薪终]|月份)"),
    ("立即", r"即刻|马上|立时"),
    ("严格", r"严加"),
    ("妥善", r"妥为"),
    ("擅自", r"(?<=不得|不准|不可)自行"),
    ("拒绝收货", r"拒收|拒绝(?:接收货物|收取货物|签收)"),
    ("第三方", r"第三[人者](?![责称])"),
    ("应", r"(?<![没无不负])有义务(?=[\u4e00-\u9fff]{2})"),
    (
        "通讯地址见此处",
        r"(?:通讯|通信|联系|邮寄|来信|客服中心|投诉)地址(?:[为是:])[^,。;]{4,40}",
    ),
    ("擅自", r"(?:在)?(?:未经|未获|没有)(?:许可|准许|批准|授权|允许|同意)(?:的情况下)?(?=[,不访使复修改变转])"),
    ("凭", r"持(?!有(?!效)|续|卡[人者])(?=[^,。]{0,8}(?:证|卡|票|码|券|单)(?:件|据)?)"),
    ("负责", r"(?<![不免再非无毋])承担(?:相应的?)?责任"),
    ("赔偿", r"(?<![不免再非无毋])(?:承担|负有?|负担)(?:相应的?)?赔偿责任|(?<![不免])负责赔偿"),
    ("接到", r"(?<![直连衔承对间迎转])接(?=(?:报修|通知|投诉|举报|来电|电话|报警|来函))"),
    ("如果", r"倘若|假如|假使|若是|如若|要是"),
    ("上月", r"上一?个月"),
    ("下月", r"下一?个月"),
    ("当月", r"当个月"),
    (
        "每天",
        r"(?:一[天日]|每一[天日]|1[天日]|每日)(?=(?:至少|最多|不少于|不超过|不得少于|不得超过"
        r"|限)?[\d一二两三四五六七八九十]+[次遍回])",
    ),
    (
        "不少于",
        r"(?:不得|不能|不可|不应|不会)(?:少于|低于)|(?:至少|最少|起码)(?=[^,。]{0,2}[\d一二两三四五六七八九十百千])",
    ),
    (
        "不超过",
        r"(?:不得|不能|不可|不应|不会)(?:超过|多于|高于|超出)(?![^,。]{0,12}?(?:范围|权限|目的|授权))|(?:至多|最多"
        r"|不多于)(?=[^,。]{0,2}[\d一二两三四五六七八九十百千])",
    ),
    ("后", r"之日起(?=[\d一二两三四五六七八九十百]+ ?个?(?:日|天|工作日|自然日|小时|月|周))"),
    (
        "可以",
        r"(?<=[\u4e00-\u9fff,])(?<![不未取获所值觉使懂记难免显心应只赢求博舍做来贏必才])得(?=(?:于|在|以|由|向"
        r"|随时|自行|要求|请求|拒绝"
        r"|解除|终止|中止|暂停|停止|变更|收取|扣除|使用|依法|按|根据|申请|撤回|撤销|查阅|选择|委托|延长|拒|不予"
        r"|视|单方|主张|另行|将|对))",
    ),
)


_ENGLISH = Phrases((form, Pattern(rf"\b(?:{phrases})(?!\w)")) for form, phrases in (*_PHRASES, *_OPPOSITES))
_CHINESE = Phrases((form, Pattern(phrases)) for form, phrases in _PHRASES_ZH)


_INVERTED = re.compile(r"(?:^|(?<=[.;:!?] ))should(?= (?!you\b.{0,40}\?)(?:\w+ ){1,6}\w+[^?]*,)")
"""A condition by inversion: "should we close the service, …"."""


_DUTY_ZH = re.compile("(?<![不无免])(?:负有?|承担)([\u4e00-\u9fff]{2,4})(?:的)?义务")
_RIGHT_ZH = re.compile("(?<![不无没])(?:享有|拥有|有)([\u4e00-\u9fff]{2,14}?)(?:的权利|之权(?![利益]))")
_NO_RIGHT_ZH = re.compile("(?:不享有|没有|并无|不具有)([\u4e00-\u9fff]{2,14}?)的权利")
_A_RIGHT_ZH = re.compile(",?(?:此|这)(?:为|系|是)(?:您|其|[\u4e00-\u9fff]{2,4})的?权利")
"""What is a right already, called so once more."""
_UNPREVENTED = re.compile(
    r"\b(?:there is )?(?:nothing|no (?:clause|provision|term))(?: (?:in |of )(?:this|these|the|our) \w+)?"
    r" (?:(?:shall |will )?(?:prevents?|stops?|precludes?|hinders?|keeps?)|to (?:stop|prevent))"
    r" (?P<who>(?:the |any |an? )?\w+) from"
)
"""A freedom by denial: "nothing in these terms prevents you from …"."""
_PAID_BY = re.compile(
    r"\b(?P<what>[^,.;]{3,60}?) (?:is|are|shall be|will be) (?P<done>\w+ed) at (?P<who>(?:the )?[\w-]+)'s"
    r" (?:own |sole )?(?:expense|cost)\b"
)
_AT_ANY_WORD = (
    ("from", _UNPREVENTED, r"\g<who> may"),
    ("'s", _PAID_BY, r"\g<who> pays for \g<what> \g<done>"),
)
"""Phrases that may begin with any word, so that every place would be tried: a sign of each, asked for first."""
_TURNED = Phrases(
    (form, Pattern(rf"\b{phrase}\b"))
    for phrase, form in (
        (
            r"(?:nothing|no (?:clause|provision|term)) (?:in |of |contained in )(?P<what>(?:this|these|the|our) \w+)"
            r" (?:shall |will )?(?P<act>affect|prejudice|restrict|exclude|limit)s?",
            r"\g<what> does not \g<act>",
        ),
        (
            r"(?:leaves?|shall leave|will leave) (?P<what>[^,.;]{3,80}?) (?:unaffected|untouched|intact)",
            r"does not affect \g<what>",
        ),
        (
            r"it (?:is|shall be|will be) the (?:duty|obligation|responsibility) of"
            r" (?P<who>(?:the |our |your |each )?[\w-]+(?: [\w-]+)?) to",
            r"\g<who> shall",
        ),
        (
            r"it (?:is not|shall not be|will not be) (?:necessary|required) for (?P<who>(?:the |an? )?[\w-]+) to",
            r"\g<who> need not",
        ),
        (
            r"(?P<act>bring|brings) (?P<what>[^,.;]{3,60}?) to (?:the )?(?P<who>\w+)'s (?:attention|notice)",
            r"inform the \g<who> of \g<what>",
        ),
        (
            r"there (?:is|are|will be|shall be) no (?:charges?|fees?|costs?) (?P<what>for|to)",
            r"it is free of charge \g<what>",
        ),
        (
            r"no (?:charge|fee|cost)s? (?:is|are|shall be|will be) (?:payable|due|charged|made|levied)"
            r" (?P<who>by (?:the |our )?\w+ )?(?P<what>for|to)",
            r"free of charge \g<who>\g<what>",
        ),
        (
            r"(?:send|give|hand)s? (?P<what>(?:the|your|our|his|her|its|all|any) [\w-]+(?: [\w-]+)?) back",
            r"return \g<what>",
        ),
        (r"it is (?:hereby )?(?:agreed|understood|declared) that (?P<rest>\w+)", r"\g<rest>"),
        (
            r"the burden of (?P<act>proving|showing|demonstrating|establishing)(?P<what>[^.;]{3,80}?)"
            r" (?:lies|rests|is|falls) (?:on|upon|with) (?P<who>(?:the )?\w+)",
            r"\g<who> must \g<act>\g<what>",
        ),
        (
            r"(?:the|all|any) (?:costs?|expenses?)(?: of| for) (?P<what>[^,.;]{3,60}?) (?P<duty>shall|must|will)"
            r" be (?:borne|paid|met) by (?P<who>(?:the |our |your )?[\w-]+)",
            r"\g<who> \g<duty> pay for \g<what>",
        ),
        (
            r"(?:the|all|any) (?:costs?|expenses?)(?: of| for) (?P<what>[^,.;]{3,60}?) (?:is|are)"
            r" (?:borne|paid|met) by (?P<who>(?:the |our |your )?[\w-]+)",
            r"\g<who> pays for \g<what>",
        ),
        (r"(?:bears?|meets?) (?:the|all|any) (?:costs?|expenses?) (?:of|for)", "pays for"),
        (
            r"(?:(?P<duty>shall|must|will) bear|bears?) the (?:burden|onus) of"
            r" (?P<act>proving|showing|demonstrating|establishing)",
            r"must \g<act>",
        ),
        (
            r"(?:once|when) (?P<time>[\w-]+ (?:\w+ )?(?:hours?|days?|weeks?|months?|years?)) (?:have|has)"
            r" (?:passed|elapsed|expired|gone by)",
            r"after \g<time>",
        ),
        (r"it (?:is|shall be) our (?:duty|obligation|responsibility|job)(?:, not yours,)? to", "we must"),
        (r"it (?:is|shall be) your (?:duty|obligation)(?:, not ours,)? to", "you must"),
        (
            r"puts? (?P<what>(?:it|them|(?:the|any|all|such) \w+|defects|faults|errors|mistakes)) right",
            r"remedy \g<what>",
        ),
        (r"put right", "remedy"),
        (
            r"(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty) or more"
            r" (?P<what>(?:business |working |calendar )?(?:hours|days|weeks|months|years))",
            r"at least \g<n> \g<what>",
        ),
        (
            r"(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty)"
            r" (?P<what>(?:business |working |calendar )?(?:hours|days|weeks|months|years)) or more",
            r"at least \g<n> \g<what>",
        ),
        (
            r"(?:gives?|hands?) (?P<whom>you|them|customers|passengers) (?P<what>(?:the|your|their|its) [\w-]+) back",
            r"refunds \g<whom> \g<what>",
        ),
        (
            r"(?P<get>gets?|receives?) (?:your|their|his or her|his|her|its) (?:money|payment) back",
            r"\g<get> a refund",
        ),
        (r"lets? (?P<who>us|you|them|customers?|users?|(?:your|the) \w+) know", r"tell \g<who>"),
        (r"by anything (?:contained |said )?in (?P<what>these|this|the|our)\b", r"by \g<what>"),
        (
            r"(?:in the absence of|without|absent) (?:an?|any) written objection(?= (?:within|by|before)\b)",
            "if nobody objects in writing",
        ),
        (
            r"(?:in the absence of|without|absent) (?:an?|any) (?:timely )?objection(?= (?:within|by|before)\b)",
            "if nobody objects",
        ),
        (r"aged (?P<n>\d+|eighteen|sixteen|twenty-one) or (?:over|above|older)", r"at least \g<n> years old"),
        (r"(?P<when>for|within) the first year(?! (?:of|after))", r"\g<when> the first 12 months"),
        (r"(?:in|during) the first year(?! (?:of|after))", "during the first 12 months"),
        (r"commits? an? (?P<how>material|serious|grave|gross) breach of", r"\g<how>ly breaches"),
        (
            r"(?:in no event|under no circumstances|at no time) (?P<must>shall|will|may|can)"
            r" (?P<who>[^,.;]{2,40}?) be\b",
            r"\g<who> \g<must> not be",
        ),
        (
            r"(?:in no event|under no circumstances|at no time) (?P<must>shall|will|may|can) (?P<who>we|you|they|it)\b",
            r"\g<who> \g<must> not",
        ),
        (
            r"(?P<who>we|you),? (?:and )?(?:not|rather than) (?:you|us|we),? (?P<must>must|shall|will)",
            r"\g<who> \g<must>",
        ),
        (
            r"^(?P<who>(?:the |each |our )?[\w-]+) (?:hereby )?agrees? to"
            r" (?P<act>(?!the\b|an?\b|any\b|all\b|our\b|your\b|these\b|this\b|be\b|its?\b|receive\b)\w+)",
            r"\g<who> shall \g<act>",
        ),
        (
            r"picks? (?P<what>(?:it|them|(?:the|your|any) \w+|goods|parcels|children|pupils|passengers)) up",
            r"collect \g<what>",
        ),
        (
            r"there (?:is|shall be|will be) no (?:upper )?(?:limit|cap) (?:on|to) (?P<what>[^,.;]{3,80}?)(?=[,.;]|$)",
            r"\g<what> is unlimited",
        ),
        (r"(?:each|every) (?P<time>year|month|quarter|term|week)'s end", r"the end of every \g<time>"),
        (
            r"(?:the |each |every )?(?P<time>year|month|quarter|term|week) (?:ends|is over)(?=[,.;]|$| to\b)",
            r"the end of the \g<time>",
        ),
        (r"it (?:is|shall be) (?:for|incumbent (?:on|upon)) (?P<who>(?:the |our )?\w+) to", r"\g<who> must"),
        (r"(?:send|give|hand) (?P<what>it|them|you|him|her) back", r"return \g<what>"),
        (r"(?:sends|gives|hands) (?P<what>it|them|you|him|her) back", r"returns \g<what>"),
        (
            r"for (?P<what>(?!these|those|such|other|any|all|the|following|different|lawful|its|our|your|own)\w+)"
            r" purposes(?! of)",
            r"for \g<what>",
        ),
        (r"(?:need|needs) not pay (?:anything |a fee )?(?=for\b)", r"free of charge "),
        (
            r"(?:when|once) (?P<what>(?:the|your|our|this|a) [\w-]+(?: [\w-]+)?) (?:ends|expires|is over)",
            r"at the end of \g<what>",
        ),
        (r"(?:on|upon) (?:the )?(?:expiry|expiration) of", r"at the end of"),
        (
            r"(?P<when>before|until) (?P<what>(?:the|your|our|a) [\w-]+(?: [\w-]+)?)"
            r" (?:starts|begins|commences|takes place)",
            r"\g<when> \g<what>",
        ),
        (
            r"(?P<duty>shall|must|will) cause (?P<what>(?:the |its |all )?\w+(?: \w+)?) to be",
            r"\g<duty> have \g<what>",
        ),
        (
            r"(?P<what>seconds|minutes|hours|days|weeks|months|years|times) in a row",
            r"consecutive \g<what>",
        ),
        (
            r"(?P<act>reimburse|pay)s? (?P<who>you|him|her|them|customers|passengers|guests) back",
            r"reimburse \g<who>",
        ),
        (
            r"no (?:charge|fee|cost)s? (?:is|are|shall be|will be) (?:payable|due|charged|made|levied) for doing so",
            "free of charge",
        ),
        (
            r"(?:(?:will|shall|do|does) not|never) charge (?:you )?(?:anything |an? fee |any fee |extra )?(?=for\b)",
            "free of charge ",
        ),
        (
            r"(?:shall|will|do|does) not (?:have to |need to )?pay (?:anything |(?:an?|any) (?:fee|charge"
            r"|cost)s? )(?=for\b)",
            "free of charge ",
        ),
        (
            r"(?P<act>keep|hold|store)s? (?P<what>[^,.;]{2,40}?) apart from",
            r"\g<act> \g<what> separate from",
        ),
        (r"adds? (?:it|them|this|(?:the )?interest) to (?P<what>(?:your|the|his|her) account)", r"credit \g<what>"),
        (
            r"(?P<when>before|until) (?:the |an? )?(?:lease|contract|agreement|deed) (?:is|has been|was) signed",
            r"\g<when> signature",
        ),
        (r"before (?P<what>\w{4,}(?:ation|ition|ment|ing|ery)) (?:starts|begins|commences)", r"before \g<what>"),
        (r"when (?P<what>[^,.;]{3,60}?) (?:takes?|will take) place", r"the date of \g<what>"),
        (
            r"no (?P<what>smoking|parking|photography|camping|swimming|fishing|diving|pets|dogs|\w{3,}ing) (?:is|are)"
            r" (?:permitted|allowed)",
            r"\g<what> is prohibited",
        ),
        (
            r"(?:indemnify and )?(?:hold|keep|save) (?P<who>(?:the |its |our |their )?[\w-]+(?: [\w-]+)?)"
            r" harmless(?: (?:from and )?(?:against|from|for))?",
            r"indemnify \g<who> against",
        ),
        (
            r"(?P<act>indemnify|indemnifies) (?P<who>(?:the |its |our |their )?[\w-]+(?: [\w-]+)?) for"
            r" (?=(?:any|all|the|every)? ?(?:claims?|loss(?:es)?|damages?|injur(?:y|ies)|costs?)\b)",
            r"\g<act> \g<who> against ",
        ),
        (
            r"(?:is|are) exempt(?:ed)? from (?P<what>(?:paying )?(?:the |any )?[^,.;]{0,24}?\b(?:levy|fee"
            r"|charge|tax|toll"
            r"|contribution|dues|rent|subscription)s?)\b",
            r"need not pay \g<what>",
        ),
        (
            r"(?P<ref>(?:annex|schedule|appendix|section|clause|exhibit) [\w.]+) (?:explains|says|states"
            r"|sets out|describes"
            r"|specifies|governs) how (?P<rest>[^.;]+)",
            r"\g<rest> under \g<ref>",
        ),
        (
            r"(?:gives?|states?|explains?) (?:the |its |his |her |their )?reasons?(?: for (?:it|this|doing"
            r" so))?(?=[.,;]|$)",
            "explains why",
        ),
        (r"(?:carries|carry) out no (?P<what>\w+)", r"does not carry out \g<what>"),
        (r"(?:bears?|meets?) the (?:costs?|expenses?) (?:thereof|of (?:it|this|doing so))", "pays for it"),
        (r"(?:the )?(?:cost|expense)s? thereof", "the cost of it"),
        (r"at the (?:close|conclusion) of", "at the end of"),
        (r"before (?:it|they|you|we) (?:starts?|begins?) (?P<what>\w{3,}ing)", r"before \g<what>"),
        (
            r"nothing (?:contained )?in (?P<what>(?:this|these|the) \w+) (?:entitles|gives|grants)",
            r"\g<what> does not entitle",
        ),
        (
            r"(?P<do>do|does) not (?:give|grant) (?P<who>(?:the )?\w+) (?:any|the|an?) right to",
            r"\g<do> not entitle \g<who> to",
        ),
        (r"(?P<unit>month|quarter|year|week)ly in arrears?", r"at the end of every \g<unit>"),
        (
            r"(?P<day>last day|(?:first|last) (?:business|working|calendar) day) of (?:the|every) month",
            r"\g<day> of each month",
        ),
        (r"(?:brings?) (?P<what>(?:the|your|it|them)(?: [\w-]+)?) back", r"return \g<what>"),
        (
            r"(?:call|reach|phone|ring|telephone)s? (?P<who>(?:us|our|the)(?: [\w-]+){0,3}?) (?:on|at) (?P<n>[\d+(])",
            r"contact \g<who> on \g<n>",
        ),
        (r"(?:it is|is|are) not (?:prohibited|forbidden) to", "you may"),
        (r"(?:is|are) not (?:prohibited|forbidden)", "is allowed"),
        (r"(?:is|are) (?:no|not) (?:higher|more|greater) than", "does not exceed"),
        (
            r"withholds? (?:its |his |her |their )?(?P<what>consent|approval) unless (?:it |that )?(?:is"
            r"|would be) reasonable"
            r"(?: to do so)?",
            r"unreasonably withhold \g<what>",
        ),
        (r"(?:of|after|from|upon) (?:you (?:ask|request)(?: us)?(?: to(?: do so)?)?)(?=[.,;]|$)", "after your request"),
        (r"(?P<days>days|hours|weeks|months) (?:of|from|following) your request", r"\g<days> after your request"),
        (
            r"(?P<what>(?:the|all|any) (?:other|remaining|rest)[^,.;]{0,40}?) (?:remains?|stays?|continues?)(?: to be)?"
            r" (?:fully )?(?:in (?:full )?force|valid|effective|binding)(?: and effect)?",
            r"\g<what> is not affected",
        ),
        (
            r"(?:this |that |it )?(?:does|shall|will) not affect (?P<what>(?:the|any|all) (?:other|remaining"
            r"|rest)[^,.;]*)",
            r"\g<what> is not affected",
        ),
        (
            r"(?:show|present|produce)s? (?P<what>(?:valid |his |her |their |an? |the |your )*(?:id|identification"
            r"|ticket|warrant|card|passport|proof|licence|badge|permit|(?:photo|photographic) \w+))\b",
            r"show \g<what>",
        ),
        (r"(?:do|does|shall|will) not (?:have to|need to) pay (?=for\b)", "free of charge "),
        (r"pays? back (?=(?:what|the|any|all)\b)", "reimburse "),
        (r"what (?P<what>(?:the|your|an?) [\w-]+(?: [\w-]+)?) costs?(?=[.,;]|$)", r"the cost of \g<what>"),
        (r"unless (?:somebody|someone|anybody)", "unless anyone"),
        (r"(?:is|are|shall be) (?:in|ir)(?P<what>\w{3,}able)(?<!valuable)(?<!capable)", r"can not be \g<what>"),
        (
            r"(?:is|are|shall be|will be) (?P<what>exercis|termin|transfer|revoc|assign|cancell?)able",
            r"can be \g<what>able",
        ),
    )
)
"""Phrases whose parts change places: "it is the duty of the owner to" / "the owner shall"."""


_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_NTH = {
    word: f"{at}{'th' if at in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(at % 10, 'th')}"
    for at, word in enumerate(_ORDINALS.split("|"), 1)
}
_DAY_OF = re.compile(
    rf"\bthe (?P<day>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINALS})(?: day)?(?= of (?:(?:each|every|the|any|that|a)"
    r" (?:calendar |following |next )?month|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b)"
)
"""A day of the month, in figures or in words."""


@functools.lru_cache(maxsize=4_096)
def plain(lower: str) -> str:
    """A folded text in lower case, its set phrases in one form."""
    for sign, anywhere, form in _AT_ANY_WORD:
        lower = anywhere.sub(form, lower) if sign in lower else lower
    for form, phrase in _TURNED.worth_a_search(lower):
        lower = phrase.sub(form, lower)
    if " of " in lower:
        lower = _DAY_OF.sub(lambda match: f"the {_NTH.get(match['day'], match['day'])}", lower)
    lower = _in_one_form(_ENGLISH, _INVERTED.sub("if", lower) if "should" in lower else lower)
    if lower.isascii():
        return lower
    lower = _DUTY_ZH.sub(r"应\1", lower) if "义务" in lower else lower
    if "权利" in lower or "之权" in lower:
        lower = _RIGHT_ZH.sub(r"有权\1", _NO_RIGHT_ZH.sub(r"无权\1", _A_RIGHT_ZH.sub("", lower)))
    return _in_one_form(_CHINESE, lower)


_UNDONE = (
    ("im", "possible permissible proper practicable"),
    ("in", "complete correct accurate sufficient admissible eligible appropriate applicable compatible effective"),
    ("il", "legible legal"),
    (
        "un",
        "lawful suitable successful necessary accompanied occupied signed insured registered fit safe likely willing",
    ),
    ("non-", "refundable transferable negotiable binding returnable exclusive assignable"),
)
_NOT_SO = {f"not {word}": f"{syllable}{word}" for syllable, words in _UNDONE for word in words.split()}
_NOT = re.compile(r"\bnot [a-z]{3,16}")
_IN_COPIES = re.compile(r"\bin (dup|trip)licate\b")
_COPIES = {"dup": "two", "trip": "three"}


def in_two_words(lower: str, other: str) -> str:
    """With "is not possible" for "is impossible", and "in two copies" for "in duplicate", if the other text has it so:
    said of a subject only, for an unlawful use is a thing of its own."""
    if "plicate" in lower and "copies" in other:
        lower = _IN_COPIES.sub(lambda match: f"in {_COPIES[match[1]]} copies", lower)
    if "not " not in other:
        return lower
    for denied in _NOT.findall(other):
        if denied in _NOT_SO and _NOT_SO[denied] in lower:
            lower = re.sub(rf"\b(is|are|be|was|were|becomes|proves) {_NOT_SO[denied]}\b", rf"\1 {denied}", lower)
    return lower


def _in_one_form(forms: Phrases[str], lower: str) -> str:
    """The leftmost phrase first, and of two at one place the one that is listed first."""
    near = forms.worth_a_search(lower)
    found = [(match.start(), at, match) for at, (_, phrase) in enumerate(near) if (match := phrase.search(lower))]
    parts, end = [], 0
    while found:
        start, which, match = first = min(found)
        form, phrase = near[which]
        if start >= end:
            parts += [lower[end:start], form]
            end = match.end()
        found.remove(first)
        if again := phrase.search_from(lower, max(end, start + 1)):
            found.append((again.start(), which, again))
    return "".join((*parts, lower[end:])) if parts else lower
