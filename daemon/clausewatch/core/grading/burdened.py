"""What a promise costs now: a charge that was put into it, a cap on what was owed in full.

A promise stays a promise word for word, and is worth less all the same, where somebody has to pay for it or where
only a part of it is owed.
"""

from __future__ import annotations

from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.extent import explained
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import burdens
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.voice import negations, voice
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE
_PAYER = (
    r"(?:you|your|customers?|users?|clients?|buyers?|purchasers?|tenants?|members?|guests?|passengers?|patients?"
    r"|parents?"
    r"|recipients?|borrowers?|owners?|applicants?|claimants?|subscribers?|consumers?|insured(?: person)?|licensees?"
    r"|students?|visitors?|participants?|policyholders?|holders?|senders?|authors?|exhibitors?|travell?ers?)"
)
_CHARGE = Pattern(
    r"\b(?:an?|the|any|our|flat|small|modest|reasonable|usual|standard|current|daily|monthly|yearly|extra|additional"
    r"|separate|fixed|\w+ing|\w+ation) (?:\w+ ){0,2}(?:fee|charge|surcharge|contribution|co-?payment|deductible"
    r"|levy|toll"
    r"|deposit|tariff|supplement|postage)s?\b(?= (?:being|is|are|to be|will be|shall be|applies|apply|of|per|for"
    r"|towards?"
    r"|in advance|by)\b|[.,;]|$)"
    r"|\b(?:invoiced|billed|chargeable|charged (?:for|to|at|separately|by|per|extra)|payable (?:by|to|on|in|upon"
    r"|per|each)"
    r"|(?:subject to|against|upon|for|on|after) (?:prior |advance )?payment)\b"
    r"|\b(?:costs?|expenses?|expenditure|effort|postage|freight|price|difference|share|half|part|remainder"
    r"|rest)\b[^.;,]{0,24}"
    r" (?:is|are|being|to be|will be|shall be) (?:borne|paid|met|shared|split|passed on|covered|carried|reimbursed"
    r"|owed)"
    rf" (?:by|between|with|to) (?:the |each |every )?{_PAYER}\b"
    rf"|\bat (?:the )?{_PAYER}(?:'s?)? (?:own )?(?:costs?|expenses?|charge)\b|\bat cost price\b"
    rf"|\b(?:half(?: of)?|part of|a share of|a third of|\d+ ?%? of) the (?:costs?|expenses?|price|postage|fee)s?\b"
    rf"|(?<!if )(?<!when )(?<!where )\b{_PAYER} (?:will |shall |must |then |also )?(?:pay|bear|owe|cover|contribut"
    rf"|reimburs|refund)"
    r"(?:e?s|ing|e)?\b|\b(?:deducted|deducting|after deduction|less (?:an?|the) \w+)\b"
    r"|收取|收费|计费|自付|自费|自理|付费|手续费|工本费|有偿|押金|差价|扣除|扣减|分摊|共同承担|承担(?:一半|部分)"
    r"|承担[^,。]{0,6}%"
    r"|(?:您|你|用户|客户|买家|买方|消费者|乘客|租户|承租人|患者|会员|收件人|被保险人)(?:方|应|须|需|自行|另行"
    r"|先行)*(?:承担|负担|支付|补足)"
)
_MAY_CHARGE = Pattern(
    r"\b(?:fee|charg|surcharg|contribut|co-?payment|deduct|levy|toll|deposit|tariff|supplement|postage|invoiced|billed"
    r"|pay|paid|costs?\b|expense|borne|met\b|shared|split|passed|cover|carried|reimburs|ow|bear|refund|less\b)"
    r"|[收计付费自有押差扣分共承负支补]"
)
"""Without one of these there is nothing of the kind; the full expression may begin at any word."""
_DENIED = Pattern(r"\b(?:no|not|never|without|waived?|free|refund\w*|nor)\b|免|不|无[需须]|退[还款]")


def charged(pair: Pair) -> Iterator[Finding]:
    """A charge stands in a sentence that promised something and asked nothing for it."""
    if pair.heading or pair.rewritten or not _MAY_CHARGE.search(pair.new.lower) or _charges(pair.old.lower):
        return
    if explained(pair):
        return
    asked = [match for clause in pair.new.clauses if not _DENIED.search(clause) for match in lex.found(_CHARGE, clause)]
    if asked:
        grade = Grade.MAJOR if burdens(pair) else Grade.CRITICAL
        yield Finding(grade, Reason.AMOUNT, "", ", ".join(dict.fromkeys(asked)), _WORSE)


def _charges(lower: str) -> bool:
    return _MAY_CHARGE.search(lower) is not None and _CHARGE.search(lower) is not None


_OWED = Pattern(
    r"\bliab(?:le|ility)\b|\b(?:answers?|answerable|responsible) for\b|\bcompensat\w+|\bindemnif\w+|\breimburs\w+"
    r"|\bdamages\b"
    r"|\bmakes? good\b|赔偿|补偿|责任"
)
_UNCAPPED = Pattern(
    r"\b(?:unlimited(?:ly)?|without (?:any )?(?:limit|limitation|ceiling|cap|restriction)|not (?:limited|capped)"
    r"|uncapped"
    r"|no (?:limit|cap|ceiling)|in full|full(?:y)?|entire(?:ly)?|whole|every loss|all (?:loss|damage)(?:es|s)?)\b"
    r"|无限|不设上限|没有上限|不受限制|全额|全部|一切损失|足额"
)
_CAPPED = Pattern(
    r"\b(?:limited to|capped?|up to|at most|(?:not|never) exceed\w*|exceeds?|exceeding|maximum|max|ceiling|equal to"
    r"|no more than"
    r"|not more than|restricted to|fixed at|lump sum)\b|上限|为限|限于|不超过|不得超过|最高|至多|封顶|限额"
)


def capped(pair: Pair) -> Iterator[Finding]:
    """What is owed for damage was owed in full, and now a cap stands on it."""
    old, new = pair.old.lower, pair.new.lower
    if (
        pair.heading
        or not (_OWED.search(old) and _OWED.search(new))
        or voice(old).customer
        or lex.DISCLAIMER.search(_UNCAPPED.sub("", old))
    ):
        return
    came = [word for word in lex.found(_CAPPED, new) if word not in old]
    went = [word for word in lex.found(_UNCAPPED, old) if word not in new]
    lifted = _UNCAPPED.search(new) and not _UNCAPPED.search(old)
    if (came or went) and not _CAPPED.search(_UNCAPPED.sub("", old)) and not lifted and (came or not negations(new)):
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, ", ".join(went), ", ".join(came), _WORSE)


RULES = (charged, capped)
