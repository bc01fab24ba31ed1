"""A silence breaks when a term appears as a word of its own, in whatever inflection."""

from __future__ import annotations

import pytest

from clausewatch.core.model import Occurrence, SilenceVerdict, TrackedSilence
from clausewatch.core.sentences import prose_of
from clausewatch.core.silences import judge

BROKEN = (
    ("train", "We train our staff."),
    ("train", "Training happens."),
    ("train", "It trains itself."),
    ("fine-tune", "We do fine tuning of models."),
    ("fine-tune", "We fine-tune models."),
    ("fine-tune", "We finetuned it."),
    ("opt-out", "Opt out here."),
    ("machine learning", "We use machine-learning tools."),
    ("policy", "See our policies."),
    ("share", "Sharing your data is our business."),
    ("opt", "You are opting out."),
    ("SOC 2", "We hold a SOC2 report."),
    ("SOC 2", "We hold a SOC-2 report."),
    ("ISO 27001", "certified to ISO/IEC 27001 and ISO 27001:2022"),
    ("arbitrator", "ARBITRATORS decide."),
    ("subprocessor", "The subprocessor’s duties"),
    ("人脸", "我们会收集您的人脸信息。"),
    ("AI模型", "我们使用 AI 模型提供服务。"),
    ("SOC 2", "我们通过SOC 2认证。"),
    ("US", "Data goes to the US."),
    ("ISO 27001", "certified to ISO/IEC 27001:2022"),
    ("advertising", "We never advertise to children."),
    ("training", "We train our models on it."),
    ("selling", "We sell it."),
    ("subprocessors", "A subprocessor helps us."),
    ("cookies", "One cookie is set."),
    ("policies", "This policy holds."),
    ("SLAs", "There is an SLA."),
    ("access", "They accessed it."),
    ("训练", "我們會使用您的資料進行訓練。"),
    ("訓練", "用于模型训练。"),
)

SILENT = (
    ("train", "You must restrain yourself."),
    ("train", "The constraint trainwreck."),
    ("SOC 2", "SOC 21 and SOC 3"),
    ("AI", "We said again."),
    ("US", "Contact us."),
    ("opt", "An optional choice."),
    ("人脸", "人的脸"),
    ("machine learning", "The machine is learning."),
    ("news", "There are new ways."),
    ("Beijing", "The beij of Bei."),
    ("status", "We stat it."),
    ("everything", "An everyth."),
)


def verdict(term: str, text: str, *exceptions: str) -> SilenceVerdict:
    (finding,) = judge(prose_of("Nothing here."), prose_of(text), (TrackedSilence((term,), exceptions),))
    return finding.verdict


@pytest.mark.parametrize(("term", "text"), BROKEN)
def test_a_term_in_any_inflection_breaks_the_silence(term: str, text: str) -> None:
    assert verdict(term, text) is SilenceVerdict.BROKEN


@pytest.mark.parametrize(("term", "text"), SILENT)
def test_a_term_inside_another_word_does_not(term: str, text: str) -> None:
    assert verdict(term, text) is SilenceVerdict.SILENT


def test_an_exception_does_not_count_but_a_second_mention_does() -> None:
    assert verdict("training", "We offer training of staff.", "training of staff") is SilenceVerdict.SILENT
    assert verdict("training", "Training of staff, and model training.", "training of staff") is SilenceVerdict.BROKEN
    assert verdict("certification", "See GDPR certifications.", "GDPR Certification") is SilenceVerdict.SILENT


def test_the_sentence_that_broke_it_is_named() -> None:
    silence = TrackedSilence(("arbitration", "class action"))
    (finding,) = judge(prose_of("We talk."), prose_of("We talk. No class actions are allowed."), (silence,))
    assert finding.found == (Occurrence("class action", "No class actions are allowed."),)


def test_what_was_never_silent_cannot_break() -> None:
    text = prose_of("We hold a SOC 2 report.")
    (finding,) = judge(text, text, (TrackedSilence(("SOC 2",)),))
    assert finding.verdict is SilenceVerdict.NOT_SILENT
    assert finding.found[0].text == "We hold a SOC 2 report."


def test_a_page_that_repeats_a_term_is_shown_in_part() -> None:
    (finding,) = judge(prose_of("Hello."), prose_of("\n".join(["We train."] * 500)), (TrackedSilence(("train",)),))
    assert len(finding.found) == 20
