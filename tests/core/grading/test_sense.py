"""Whether two sentences say the same: evidence is needed, and one word without it is enough to say no."""

from __future__ import annotations

import pytest

from clausewatch.core.grade import Context, explain_edit, grade_edit
from clausewatch.core.grading.plain import plain
from clausewatch.core.grading.sense import content, stem
from clausewatch.core.model import Grade


@pytest.mark.parametrize(
    ("one", "other"),
    [("deletes", "erased"), ("sold", "sale"), ("notified", "informing"), ("cookies", "cookie"), ("ends", "terminate")],
)
def test_forms_and_synonyms_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("consent", "content"), ("keep", "delete"), ("tell", "ask"), ("refund", "credit"), ("own", "use")],
)
def test_other_acts_have_another_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_binding_words_are_no_content() -> None:
    assert content("we shall not have been doing that to the parcels") == ("we", "parcel")


def test_a_set_phrase_has_one_form() -> None:
    assert plain("we do not, at any time, look") == plain("we never look")
    assert plain("prior to the change") == "before the change"
    assert plain("with your prior consent") == "with your prior consent"


SAME = [
    ("Our bots never read drafts.", "Drafts are never read by our bots."),
    ("You may not lend your key.", "Lending your key is not permitted."),
    ("We ship within a week after payment.", "We ship no later than a week after payment."),
    (
        "You must not copy it without our written approval.",
        "You must not copy it unless we have given written approval.",
    ),
    ("没有征得您的同意，我们不会公开照片。", "未经您同意，我们不会公开照片。"),
    ("馆方应在闭馆前三日通知读者。", "馆方须于闭馆前三日告知读者。"),
    ("出版社应在样书印毕后把两份合同寄给作者。", "出版社须于样书印毕后将两份协议寄送作者。"),
    ("房东在接到租客通知后五日内退还押金。", "出租人在收到承租人通知后五日内将押金返还。"),
    ("车位每日至少巡查两次。", "车位一天不得少于两次巡查。"),
    ("每位学员可领取一套教材。", "每名学员可领取一套教材。"),
    ("教练每堂课辅导三位学员。", "教练每堂课辅导三名学员。"),
    ("读者有权随时撤销预约。", "读者可以随时撤销预约。"),
    ("出版社未经作者许可，不得修改标题。", "出版社修改标题，应当取得作者的许可。"),
    ("主办方应在十日内退费。", "主办方应于10日内将费用退还。"),
    ("除法定节假日外，展馆每日开放。", "展馆每日开放，法定节假日除外。"),
    ("借阅超期的，每逾期一日收取0.05%的违约金。", "借阅逾期的，逾期每日收取万分之五的违约金。"),
    ("会员可免费停车。", "会员可以免费停车。"),
    ("受托人得随时查阅账簿。", "受托人可以随时查阅账簿。"),
    ("本店保存录像的时间，法律另有规定的从其规定，不得超过30日。", "除法律另有规定外，本店保存录像的时间不超过30日。"),
]
OTHER = [
    ("Drafts are never read by our bots.", "Drafts are never read by our partners."),
    ("The lessor pays the lessee.", "The lessee pays the lessor."),
    ("We answer at our expense.", "We answer at your expense."),
    ("We may lend it and must log it.", "We must lend it and may log it."),
    ("It is lent if you ask and we agree.", "It is lent if you ask or we agree."),
    ("押金由出租人返还承租人。", "押金由承租人返还出租人。"),
    ("本店不得转让会员的照片。", "本店可以转让会员的照片。"),
    ("本店在收到货款后发货。", "本店在收到定金后发货。"),
    ("园方每天向家长报告两次。", "园方每周向家长报告两次。"),
    ("人工客服全天在线。", "智能客服全天在线。"),
    ("馆方应当在二十四小时内告知捐赠人。", "馆方应当在查明原因后告知捐赠人。"),
    ("通知自送达之日起生效。", "通知自发出之日起生效。"),
    ("出版社未经作者书面许可，不得修改标题。", "出版社修改标题，应当取得作者的许可。"),
    ("印刷厂应当赔偿差价。", "委托方结清全部款项的，印刷厂应当赔偿差价。"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_same_in_other_words_is_minor_both_ways(old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        assert max((each.grade for each in explain_edit(one, other, Context())), default=Grade.NONE) <= Grade.MINOR


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_one_thing_said_otherwise_is_more_than_minor(old: str, new: str) -> None:
    assert max(each.grade for each in explain_edit(old, new, Context())) >= Grade.MAJOR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will not refuse a claim unless the form is late.", "We will refuse a claim only if the form is late."),
        ("The Lessee shall not sublet save with permission.", "The Lessee shall sublet only with permission."),
        ("The dental plan does not exclude old conditions.", "The dental plan covers old conditions."),
        ("You are not required to use the payment gateway.", "Use of the payment gateway is optional for you."),
    ],
)
def test_one_rule_from_its_other_side_is_minor_both_ways(one: str, other: str) -> None:
    for old, new in ((one, other), (other, one)):
        assert grade_edit(old, new, Context()).grade <= Grade.MINOR


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We will not refuse a claim unless the form is late.", "We will refuse a claim if the form is late."),
        ("The dental plan does not exclude old conditions.", "The dental plan does not cover old conditions."),
        (
            "The Lessee shall not sublet save with permission.",
            "The Lessee shall only sublet the garage with permission.",
        ),
        ("We share data only if you opt in.", "We do not share data if you opt in."),
    ],
)
def test_a_rule_that_is_turned_is_critical(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade is Grade.CRITICAL
