"""What goes away with a sentence: rights that were saved, and duties said in the passive, are promises."""

from __future__ import annotations

import pytest

from clausewatch.core.grade import Context, grade_removed
from clausewatch.core.model import Grade

PROMISES = (
    "Nothing in these terms takes away rights that you have as a consumer under the law of your country.",
    "Nothing in this agreement limits your statutory rights.",
    "None of these conditions excludes or restricts the buyer's remedies under consumer law.",
    "Your statutory rights are not affected.",
    "Your rights under the warranty law remain unaffected by this guarantee.",
    "These terms do not affect your mandatory rights as a consumer.",
    "This guarantee is in addition to your legal rights.",
    "Mandatory consumer protection law of your country remains untouched.",
    "本协议不影响您依法享有的权利。",
    "本条款不排除消费者的法定权利。",
    "消费者依法享有的其他权利不受影响。",
    "Before a robot decision is carried out, you are told what the robot has decided and on which facts.",
    "You are informed of every change to the timetable.",
    "Patients are shown their file on the day they ask.",
    "The applicant is heard before a decision is made.",
    "Residents are asked before work in their flat begins.",
    "Users are given a copy of the report.",
    "You are sent a reminder a week before the loan expires.",
    "Claimants are told the reasons for a refusal.",
    "Every exhibitor is offered the same stand again.",
    "The child is never left alone with one adult.",
    "我们会告知您处理的目的。",
    "申请人会被告知拒绝的理由。",
    "住户在施工前会收到通知。",
    "决定作出前，当事人有机会陈述意见。",
)
NO_PROMISES = (
    "Nothing in these terms limits our rights against you.",
    "You are required to keep your password secret.",
    "You are asked to cancel in good time.",
    "You are advised to make backups.",
    "Nothing in these terms makes us partners.",
    "Headings have no legal effect.",
    "You are bound by these terms.",
    "Visitors are asked not to touch the exhibits.",
)


@pytest.mark.parametrize("sentence", PROMISES)
def test_a_saved_right_or_a_duty_in_the_passive_that_is_gone_is_critical(sentence: str) -> None:
    assert grade_removed(sentence, Context()).grade is Grade.CRITICAL


@pytest.mark.parametrize("sentence", NO_PROMISES)
def test_what_is_asked_of_the_customer_or_saved_for_the_vendor_is_not(sentence: str) -> None:
    assert grade_removed(sentence, Context()).grade < Grade.CRITICAL
