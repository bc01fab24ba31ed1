"""Chinese clauses that say the same in another construction, and those that only look like it."""

from __future__ import annotations

import pytest

from clausewatch.core.grade import Context, grade_edit

SAID_ALIKE = (
    ("演出门票售出后不退不换。", "演出门票一经售出，概不退换。"),
    ("艺人有权查阅与其有关的演出合同。", "与艺人有关的演出合同，艺人有查阅之权。"),
    ("检测报告将于采样后十个工作日内出具。", "自采样之日起十个工作日内，我们会出具检测报告。"),
    ("婚介所对会员的个人资料负有保密义务。", "会员的个人资料，婚介所有义务予以保密。"),
    ("竞买人未按时付款的，保证金不予退还。", "竞买人逾期付款的，其保证金将不予返还。"),
    ("业主可随时查阅物业服务合同。", "物业服务合同供业主随时查阅。"),
    ("医院应尊重患者的知情权。", "患者的知情权应得到医院的尊重。"),
    ("培训教材的版权归本公司所有。", "本公司享有培训教材的版权。"),
    ("只有馆长本人能够开启保险柜。", "除馆长本人外，无人能够开启保险柜。"),
    ("会费可按季度或按年度缴纳。", "会费可按年度或按季度缴纳。"),
    ("争议由被告住所地人民法院管辖。", "争议应向被告住所地人民法院提起诉讼。"),
    ("奖券不可转让。", "奖券不能转让。"),
    ("承租人应在租赁期满时交还钥匙。", "租期届满时，承租人须归还钥匙。"),
    ("退票手续见本规则第七条。", "退票手续见本规则第八条。"),
)
BROKEN = (
    ("培训教材的版权归编写教师所有。", "本公司享有培训教材的版权。"),
    ("展品受损的，由主办方证明其无过错。", "展品受损的，参展商应及时联系主办方。"),
    ("门市标价即为成交价格。", "门市标价仅供参考。"),
    ("培训违约金以学校实际支付的费用为限。", "培训违约金为人民币二十万元。"),
    ("用户投诉将由专人处理。", "用户投诉将由智能客服处理。"),
    ("会员有权查阅账目。", "会员无权查阅账目。"),
    ("奖券不可撤销。", "奖券可以撤销。"),
    ("我们承担寄回的运费。", "您承担寄回的运费。"),
)
ANOTHER_ONE = (
    ("干线运输由德邦承运。", "干线运输由顺丰承运。"),
    ("工资由招商银行代发。", "工资由中信银行代发。"),
    ("船舶在青岛港交付。", "船舶在宁波港交付。"),
    ("本平台支持中文和英文客服。", "本平台支持中文、英文和日文客服。"),
    ("我们读取您的通话状态和设备标识。", "我们读取您的通话状态、设备标识和网络制式。"),
)


@pytest.mark.parametrize(("old", "new"), SAID_ALIKE)
def test_another_construction_is_a_matter_of_wording(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade.word == "minor"


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_promise_broken_in_few_words_is_critical(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade.word == "critical"


@pytest.mark.parametrize(("old", "new"), ANOTHER_ONE)
def test_another_house_or_place_or_one_thing_more_is_no_broken_promise(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade.word == "major"
