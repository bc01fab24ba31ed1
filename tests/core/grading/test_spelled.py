"""The same day, figure or words in another spelling; and others, which are not the same."""

from __future__ import annotations

import pytest

from clausewatch.core.grade import Context, grade_edit

SPELLED = (
    (
        "The licence fee is due on 1 March of each year.",
        "The licence fee is due on March 1st of each year.",
        "cosmetic",
    ),
    (
        "The licence fee is due on 1 March of each year and is payable by bank transfer",
        "The licence fee is due on March 1st of each year and is payable by bank transfer.",
        "cosmetic",
    ),
    ("The season runs from 15 May to 3 October.", "The season runs from May 15th to October 3rd.", "cosmetic"),
    (
        "The season runs from the 1st of March to the 30th of June.",
        "The season runs from 1 March to 30 June.",
        "cosmetic",
    ),
    ("The licence fee is due on 1 March of each year.", "The licence fee is due on 15 March of each year.", "major"),
    ("The licence fee is due on 1 March of each year.", "The licence fee is due on April 1st of each year.", "major"),
    ("会费应于3月1日前缴纳。", "会费应于三月一日前缴纳。", "cosmetic"),
    ("会费应于3月1日前缴纳。", "会费应于3月1号前缴纳。", "cosmetic"),
    ("单个订单的赔付上限为人民币2000元。", "单个订单的赔付上限为人民币贰仟元。", "cosmetic"),
    (
        "晚点超过4小时的，每人可获赔人民币1,000元（以2次为限）。",
        "晚点超过四小时的，每人可获赔人民币一千元（以两次为限）。",
        "cosmetic",
    ),
    ("会员可借阅五本图书，违约金为百分之五。", "会员可借阅5本图书，违约金为5%。", "cosmetic"),
    ("请登陆帐号后查看其它记录。", "请登录账号后查看其他记录。", "cosmetic"),
    ("承租人应应当按月付款。", "承租人应当按月付款。", "cosmetic"),
    ("本店应提供：（一）发票；（二）清单；（三）合格证。", "本店应提供：1. 清单；2. 合格证；3. 发票。", "cosmetic"),
    ("会员可借阅五本图书。", "会员可借阅6本图书。", "major"),
    ("单个订单的赔付上限为2000元。", "单个订单的赔付上限为人民币贰仟圆整。", "cosmetic"),
    ("违约金为人民币15000元。", "违约金为人民币壹万伍仟元整。", "cosmetic"),
    ("违约金为人民币15000元。", "违约金为人民币壹万陆仟元整。", "major"),
    ("我们在三十日内退款。", "我们在叁拾日内退款。", "cosmetic"),
    (
        "The assistant tells you clearly that it is a machine whenever you ask.",
        "The assistant tells you clearly that it's a machine whenever you ask.",
        "cosmetic",
    ),
    (
        "If you do not agree, you will get your money back.",
        "If you don't agree, you'll get your money back.",
        "cosmetic",
    ),
    ("That is your choice, and there is no charge.", "That's your choice, and there's no charge.", "cosmetic"),
    (
        "We have not sold your data and we are not going to.",
        "We haven't sold your data and we're not going to.",
        "cosmetic",
    ),
)
ELSEWHERE = (
    (
        "Parcels are carried by Arden Express from our warehouse in Ghent.",
        "Parcels are carried by Velox Cargo from our warehouse in Ghent.",
        "major",
    ),
    ("Payments are processed by First Pay.", "Payments are processed by Blue Coin.", "major"),
    ("本协议争议由成都市锦江区人民法院管辖。", "本协议争议由成都市武侯区人民法院管辖。", "major"),
    ("争议由杭州市西湖区人民法院管辖。", "争议由北京市海淀区人民法院管辖。", "critical"),
    (
        "Patients are asked to cancel an appointment no later than the evening before.",
        "Patients must cancel an appointment forty-eight hours ahead and otherwise owe the price of the session.",
        "major",
    ),
    (
        "Penalty charges of 35 pounds apply if the car is returned with less fuel than at the start.",
        "Penalty charges of 60 pounds apply if the car is returned with less than half a tank.",
        "major",
    ),
    (
        'The Licensee shall display the notice "Map by Terra Commons" on every map.',
        'The Licensee shall display the notice "Map by Terra Commons" with its logo on every map and in adverts.',
        "major",
    ),
    (
        "Tenants are required to heat the flat in winter.",
        "Tenants are required to heat and air the flat in winter and to keep a written record.",
        "major",
    ),
    (
        "The customer must return the device in its box.",
        "The customer must return the device in its box with the original receipt and all cables.",
        "major",
    ),
    (
        "We may only use your data with your express consent.",
        "We may only use your data with your consent.",
        "critical",
    ),
)


@pytest.mark.parametrize(("old", "new", "grade"), SPELLED)
def test_another_spelling_of_a_day_a_figure_or_a_word_is_cosmetic(old: str, new: str, grade: str) -> None:
    assert grade_edit(old, new, Context()).grade.word == grade


@pytest.mark.parametrize(("old", "new", "grade"), ELSEWHERE)
def test_another_firm_court_or_burden_matters_but_breaks_no_promise(old: str, new: str, grade: str) -> None:
    assert grade_edit(old, new, Context()).grade.word == grade
