"""What a reader who quoted a clause loses with it: whatever it gave them is critical, all else major."""

from __future__ import annotations

import pytest

from clausewatch.core.compare import compare
from clausewatch.core.grade import Context, grade_lost
from clausewatch.core.model import Grade, Tracked, TrackedQuote, Verdict
from core.prose import document

GIVEN = (
    "Breakfast is included for children under six.",
    "Pupils who fall ill during an exam may sit it again in the autumn.",
    "Lockers can be used free of charge during opening hours.",
    "Passengers who miss a connection are rebooked at no extra cost.",
    "The staff council may inspect the duty rosters.",
    "Delivery is on us from the second order on.",
    "The landlord pays for the repair of the boiler.",
    "The insurer bears the cost of the expert.",
    "Householders receive a copy of the inspection report.",
    "No photograph of a child is published without the parents having agreed.",
    "Tickets may be returned until the day before the performance.",
    "Season tickets can be paused for up to two months.",
    "The garage lends a car for as long as the repair takes.",
    "A tenant who has paid on time for two years has first refusal on the flat.",
    "Volunteers are not charged for the course.",
    "Residents need not pay for the first key.",
    "The guarantee period is five years.",
    "Members get a reminder before their card expires.",
    "Whoever orders before noon receives the goods the next day.",
    "Applicants hear from the committee within six weeks.",
    "The association may name a witness.",
    "Dogs are walked three times a day.",
    "There is always a lifeguard at the pool.",
    "The deposit comes back in full within ten days.",
    "Missed lessons can be made up in the same term.",
    "The price quoted is the price paid.",
    "患者可要求更换主治医生。",
    "Lost parcels are replaced within a week.",
    "Unused credit rolls over to the next month.",
    "Your seat stays reserved for twenty minutes after the start.",
    "The first lesson costs nothing.",
    "Support answers within two hours on working days.",
    "A doctor is on duty around the clock.",
    "Prices stay the same for the whole of the contract.",
    "Children under twelve travel at half price.",
    "首次维修不收上门费。",
    "租客可提前一个月解约。",
    "会员生日当月享受九折优惠。",
    "学员因病缺课的，可免费补课。",
    "平台先行赔付买家的损失。",
    "价格在合同期内保持不变。",
    "业主委员会有权查阅账目。",
    "快递丢失的，按保价金额赔偿。",
    "设备保修期为两年。",
    "家长可随时查看孩子的上课录像。",
    "Should the same defect recur thrice within the Guarantee Period, the Purchaser shall be at liberty to reject it.",
    "The union may send an observer to every meeting.",
    "A player whose account is about to be closed hears from us ten days in advance.",
    "No decision to withdraw housing benefit is taken without a caseworker having looked at the file.",
)
ONLY_TOLD_OR_ASKED = (
    "Tenants hand in the keys on the last day.",
    "Members must wipe down the machines after use.",
    "Please arrive ten minutes early.",
    "The school may exclude a pupil who cheats.",
    "Guests are not given a key to the cellar.",
    "No discount is given on sale items.",
    "Garments are cleaned at the customer's risk.",
    "Interest at five per cent is due on late payments.",
    "Plot holders keep their hedges below two metres.",
    "平台可随时取消活动。",
    "活动期间不享受其他优惠。",
    "Guests are asked to keep quiet after ten.",
    "Employees submit their expenses by the fifth of the month.",
    "Visitors may not take photographs.",
    "Participants pay the fee before the course begins.",
    "The tenant bears the cost of heating.",
    "Passengers who arrive late are charged for the taxi.",
    "Dogs are not allowed in the dining room.",
    "The hotel is situated in the old town.",
    "This policy describes how the library works.",
    "Late entry is not possible without a ticket.",
    "Parcels left behind may be disposed of after a month.",
    "We may change the timetable at any time.",
    "We are not liable for lost coats.",
    "Do not leave bags unattended.",
    "Riders wear a helmet at all times.",
    "The lessee insures the machine against theft.",
    "Our office is closed on public holidays.",
    "The course consists of ten lessons.",
    "Subscribers shall report the meter reading each year.",
    "住户应在每月五日前缴纳物业费。",
    "乘客不得携带宠物。",
    "请提前十分钟到场。",
    "学员须自备教材。",
    "本公司成立于一九九八年。",
    "会员应妥善保管会员卡，遗失补办收取工本费。",
    "逾期未取的物品，本店有权处理。",
    "用户不得将账号转借他人。",
)


@pytest.mark.parametrize("sentence", GIVEN)
def test_what_gave_the_reader_something_is_critical(sentence: str) -> None:
    assert grade_lost(sentence, Context()).grade is Grade.CRITICAL


@pytest.mark.parametrize("sentence", ONLY_TOLD_OR_ASKED)
def test_what_burdened_or_merely_informed_the_reader_is_major(sentence: str) -> None:
    assert grade_lost(sentence, Context()).grade is Grade.MAJOR


def test_a_quoted_clause_that_is_gone_is_never_minor_and_an_untracked_one_may_be() -> None:
    before = "# Rules\n\nThe doors open at eight.\n\nThe stage faces the car park.\n"
    after = "# Rules\n\nThe doors open at eight.\n"
    found = compare(document(before), document(after), Tracked(quotes=(TrackedQuote("The stage faces the car park."),)))
    assert found.clauses[0].verdict is Verdict.REMOVED
    assert found.clauses[0].graded.grade is Grade.MAJOR
    assert compare(document(before), document(after)).graded.grade is Grade.MINOR


@pytest.mark.parametrize(
    ("taken", "given"),
    [
        ("The hirer pays a penalty of ten euros.", "The company pays the hirer a penalty of ten euros."),
        ("Claims for hidden flaws are excluded.", "Claims for hidden flaws are never excluded."),
        ("The member waives the right to object.", "The club waives the joining fee."),
        ("Keys are replaced at the tenant's expense.", "Keys are replaced at the landlord's expense."),
        ("The burden of proof lies with the buyer.", "The burden of proof lies with the bank."),
        ("The gym may change the rota at any time.", "The gym may change the rota only with a month's notice."),
        ("Memberships renew automatically.", "Memberships do not renew automatically."),
        ("- no refunds after departure", "- no minimum term"),
        ("The mill was built in 1811.", "The mill was built in 1811 and is inspected every month."),
        ("风险全部由买方承担。", "风险全部由卖方承担。"),
    ],
)
def test_one_construction_takes_of_one_side_and_gives_of_the_other(taken: str, given: str) -> None:
    assert grade_lost(taken, Context()).grade is Grade.MAJOR
    assert grade_lost(given, Context()).grade is Grade.CRITICAL
