"""Who says what to whom, and for whose good: the reading of one clause on which the rules stand.

A policy sentence is a *guard* (it protects the customer: "we will never sell", "you may cancel", 我们会通知您), a
*licence* (it frees the vendor or burdens the customer: "we may share", "you must pay", "we are not liable") or
*plain*. Taking a guard away, weakening it, or adding a licence is what the customer must hear about first; the other
direction is news, too, but not an alarm. The reading is lexical and errs towards guard: an alarm too many can be
dismissed, a promise that vanished unheard cannot be got back.
"""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import names
from clausewatch.core.grading.pattern import Pattern


class Force(enum.IntEnum):
    """How strongly a clause binds its subject."""

    BARE = 0
    """Stated as a fact: "data is encrypted"."""
    PERMISSION = 1
    AIM = 2
    SHOULD = 3
    PROMISE = 4
    RIGHT = 5
    """A right of the customer; of the vendor it is a permission."""


class Stance(enum.Enum):
    GUARD = "guard"
    LICENCE = "licence"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Voice:
    """One clause, read."""

    customer: bool
    """The subject is the customer; otherwise the vendor, or nobody named."""
    negative: bool
    force: Force
    protective: bool
    intrusive: bool
    disclaims: bool
    spared: bool
    """The customer is told what they need not do or bear."""
    obliged: bool
    """The vendor is under a duty (shall, must, 应), which nobody takes on for doing harm."""
    benefits: bool
    """Something is given, sent or shown to the customer."""
    restricted: bool
    """Holds an ``only`` or says where data lies: a plain statement with it is a promise."""
    addressed: bool
    """Speaks of somebody or something the rules know: a party, an act, data."""

    @property
    def is_a_power(self) -> bool:
        """Somebody else than the reader may do it: what binds it is good for the reader."""
        return self.force is Force.PERMISSION and not self.customer

    @property
    def is_a_duty(self) -> bool:
        """The reader has to do it."""
        return self.customer and self.force in (Force.PROMISE, Force.SHOULD)

    @property
    def stance(self) -> Stance:
        if self.disclaims and not self.spared:
            return Stance.LICENCE
        return self._customer_stance() if self.customer else self._vendor_stance()

    def _customer_stance(self) -> Stance:
        if self.spared:
            return Stance.GUARD
        if self.negative or self.force in (Force.PROMISE, Force.SHOULD):
            return Stance.LICENCE
        return Stance.GUARD if self.force in (Force.PERMISSION, Force.RIGHT) else Stance.PLAIN

    def _vendor_stance(self) -> Stance:
        if self.negative:
            return Stance.GUARD if self.addressed else Stance.PLAIN
        if self.force is Force.PERMISSION:
            return Stance.LICENCE if self.addressed else Stance.PLAIN
        if self.protective or self.restricted:
            return Stance.GUARD
        if self.obliged:
            return Stance.GUARD
        if self.intrusive:
            return Stance.LICENCE if self.addressed else Stance.PLAIN
        return Stance.GUARD if self.force in (Force.PROMISE, Force.RIGHT) else Stance.PLAIN


@functools.lru_cache(maxsize=4_096)
def negations(lower: str) -> int:
    """How often a clause denies, a denial of a denial ("nothing prevents", 不拒绝) counted as none."""
    text = lex.masked(lower)
    particles = [match.span() for match in lex.NEGATION.finditer(text)]
    denials = [match.span() for match in lex.DENIAL.finditer(text)]
    if not particles or not denials:
        return len(particles) + len(denials)
    cancelled = sum(1 for start, _ in denials if any(0 <= start - end <= _REACH for _, end in particles))
    return max(len(particles) - cancelled, 0) + len(denials) - cancelled


_REACH = 24
"""Characters between a particle and the denial that it cancels ("nothing in these terms prevents")."""


@functools.lru_cache(maxsize=4_096)
def voice(lower: str) -> Voice:
    """Read one clause or a whole sentence, folded and in lower case."""
    text = lex.masked(lower)
    customer = _customer_speaks(text)
    force = _force(text, customer)
    protective, intrusive = _acts(text)
    denied = negations(lower) > 0
    return Voice(
        customer=customer,
        negative=denied,
        force=force,
        protective=protective,
        intrusive=intrusive,
        obliged=force is Force.PROMISE and not customer and _DUTY.search(text) is not None,
        benefits=not customer and _BENEFITS.search(text) is not None,
        restricted=bool(lex.ONLY.search(text)) or _placed(text),
        spared=customer and _SPARED.search(text) is not None,
        disclaims=bool(lex.DISCLAIMER.search(lower)) or (not denied and bool(lex.UNASKED.search(lower))),
        addressed=protective or intrusive or bool(lex.VENDOR.search(text)) or bool(lex.DATA.search(text)),
    )


_BENEFITS = Pattern(
    r"\b(?:send|give|show|tell|offer|provide|pay|grant|hand|bring|lend|call|answer|warn|remind|advise)s?"
    r" (?:\w+ ){0,2}?(?:to )?(?:you|customers?|the customer|the user)\b(?! to)"
    r"|\b(?:available|shown?|given|sent|paid|returned|explained?|delivered) (?:\w+ ){0,2}?to (?:you|customers?"
    r"|the customer)\b"
    r"|\bfor (?:you|customers?|the customer)\b(?! to)"
    r"|(?:通知|提醒|告知|返还|归还|赠送|补偿|赔偿|协助|答复)您|(?:向|为|给)您(?:提供|支付|返还|赠送|补偿|赔偿"
    r"|寄送|退)"
)
_DUTY = Pattern(
    r"\b(?:shall|must|undertakes?|obliged|required|bound)\b"
    r"|应当|必须|须|有义务|(?<![相响对适反供效回])应(?![用急对答收聘])"
)
PERSONS = (
    r"you|users?|customers?|clients?|subscribers?|licensees?|data subjects?|individuals?|members?|buyers?|sellers?"
    r"|shoppers?"
    r"|travell?ers?|passengers?|guests?|patients?|tenants?|pupils?|students?|parents?|policyholders?"
    r"|insured(?: persons?)?"
    r"|borrowers?|drivers?|developers?|visitors?|residents?|consumers?|controllers?|purchasers?|merchants?|holders?"
    r"|payers?"
    r"|depositors?|employees?|workers?|applicants?|claimants?|authors?|exhibitors?|donors?|candidates?|players?"
    r"|participants?"
    r"|owners?|readers?|riders?|families|citizens?|persons?|people|everyone|anyone|child|children|learners?"
    r"|viewers?|artists?"
    r"|creators?|victims?|complainants?|recipients?|senders?|beneficiar(?:y|ies)|couriers?|hosts?|volunteers?"
    r"|neighbours?"
)
"""Those for whom something is done, as the subject of a passive."""
_SPARED = Pattern(
    r"\b(?:not|never|no longer) (?:be )?(?:liable|responsible|required|obliged|obligated|bound|charged|billed"
    r"|asked)\b"
    r"|\bwill (?:(?:always|also|then|still|only) )?(?:be able|receive|get|have|hear from|hear about|find|see"
    r"|be (?:notified|informed|told|paid"
    r"|refunded|reimbursed|given|asked|entitled|offered|credited|sent|compensated|warned|released))\b"
    r"|\b(?:may|must|shall|will|can|could) (?:not|never) be (?:\w+ed|given|sent|told|made|taken|put|left|held"
    r"|kept|sold"
    r"|shown)\b"
    r"|\b(?:is|are) never \w+ed\b|\b(?:not|never) (?:need|have|owe)\b|\bneed not\b|\b(?:under )?no obligation\b"
    r"|(?:您|用户|客户)[^,。]{0,6}(?:无需|无须|不必|不用|不承担|不负)"
)


def _customer_speaks(text: str) -> bool:
    """Whether the first named subject is the customer."""
    customer = lex.CUSTOMER_SUBJECT.search(text)
    if customer is None:
        return False
    if _SAID_OF_ANOTHER.search(text[: customer.start()]):
        return False
    vendor = lex.VENDOR.search(text)
    return vendor is None or vendor.start() >= customer.start()


_SAID_OF_ANOTHER = Pattern(
    r"\b(?:will|shall|must|may|can)\b[^,;]*$|(?<![相响对适反供效回])(?:应当?|须|不得)(?:事先)?(?:[在于经向为与由]|取得|征得|获得|通知|告知|提醒|协助)$"
)
"""Somebody named before does it ("the school will tell parents before any pupil is …")."""


def _force(text: str, customer: bool) -> Force:
    if lex.AIM.search(text):
        return Force.AIM
    if customer and _MUST_ITSELF.search(text):
        return Force.PROMISE
    if customer and lex.RIGHT.search(text):
        return Force.RIGHT
    if lex.PERMISSION.search(text):
        return Force.PERMISSION
    if lex.SHOULD.search(text):
        return Force.SHOULD
    if lex.PROMISE.search(text):
        return Force.PROMISE
    return Force.RIGHT if lex.RIGHT.search(text) else Force.BARE


_MUST_ITSELF = Pattern(
    r"\b(?:you|customers?|users?|clients?|subscribers?|licensees?|controllers?|members?|buyers?|purchasers?"
    r"|merchants?)"
    r" (?:also |hereby |then |further |therefore |always )?(?:must|shall)\b"
    r"(?! (?:not|have|be (?:entitled|able|allowed|permitted|free|given|told|informed|notified)"
    r"|retain|keep|own|remain|receive))"
)
"""A duty of the customer, whatever else its sentence permits ("shall name a contact who can be reached")."""


def _acts(text: str) -> tuple[bool, bool]:
    """Whether the clause's act protects or intrudes: the one that stands first, but a protective act always counts
    when it is what is promised ("we use encryption to protect")."""
    text = _OCCASION.sub("", text)
    if (carried := _CARRIED_OUT.search(text)) and lex.PROTECTIVE.match(carried["act"]):
        return True, False
    protective, intrusive = lex.PROTECTIVE.search(text), lex.INTRUSIVE.search(text)
    if protective and intrusive and _THEN.search(text[: protective.start()]):
        return True, False
    if protective and intrusive:
        first = protective.start() <= intrusive.start()
        return first, not first
    return protective is not None, intrusive is not None


_THEN = Pattern(r"\b(?:and|then)(?: \w+ly| then| also)? $|[并且]$")
"""Before an act that a clause promises beside another one ("we keep it and delete it after a month")."""
_CARRIED_OUT = Pattern(r"(?:进行|予以|加以)(?P<act>[\u4e00-\u9fff]{2})")
"""A Chinese act that stands behind its object: 对…进行加密."""
_LIES = Pattern(r"\b(?:stored?|storage|hosted|located|reside[sd]?|kept|remains?)\b|存储|储存|存放|位于|托管|不出境")


def _placed(text: str) -> bool:
    return bool(_LIES.search(text)) and bool(names.places(text))


_OCCASION = Pattern(r"(?:在|当)[^,。]{1,24}?[时后前](?!间|续)")


def stance_of(clauses: tuple[str, ...]) -> Stance:
    """Of a whole sentence: a guard if any clause of it is one, else a licence if any is."""
    stances = {voice(clause).stance for clause in clauses}
    return next((each for each in (Stance.GUARD, Stance.LICENCE) if each in stances), Stance.PLAIN)


def main_voice(clauses: tuple[str, ...]) -> Voice:
    """Of the clause that carries the sentence: the longest one that is no mere condition or exception."""
    carrying = [clause for clause in clauses if not _subordinate(clause)] or list(clauses)
    return voice(max(carrying, key=len, default=""))


def _subordinate(clause: str) -> bool:
    if _WHEN.match(clause) or clause.endswith(("时", "的", "后", "前")):
        return True
    opens = (kind.search(clause[:_OPENING]) for kind in (lex.EXCEPTION, lex.CONDITION))
    return any(match is not None and match.start() < _AT_ONCE for match in opens)


_OPENING, _AT_ONCE = 24, 4
"""Characters in which a condition's first words stand, and before which they begin."""


_WHEN = Pattern(r"(?:and |or )?(?:until|before|after|once|while|as long as|as soon as|because|since|whether)\b")
SUPPOSITION = Pattern(r"(?:and |or )?(?:if|when|whenever|once|where you|to the extent)\b|如果?|若|当")
"""How a condition begins: its modals promise nothing."""
