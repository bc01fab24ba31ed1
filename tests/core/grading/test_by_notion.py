"""What one word or one turn of a sentence does to a promise, said in trades that no rule was written for."""

from __future__ import annotations

import pytest

from clausewatch.core.grade import Context, grade_edit
from clausewatch.core.grading.thesaurus import akin, is_known
from clausewatch.core.model import Grade

BROKEN = {
    "an exception to a cap of liability, taken out": (
        "The rink's total liability is limited to the price of the season ticket, except in cases of gross negligence.",
        "The rink's total liability is limited to the price of the season ticket.",
    ),
    "what is promised before a harm": (
        "The parish will consult the ringers before it sells any bell.",
        "The parish may consult the ringers before it sells any bell.",
    ),
    "a fixed sum for all of the loss": (
        "Our liability for a broken lens is the cost of its repair or replacement.",
        "Our liability for a broken lens is £25, whatever its repair or replacement would cost.",
    ),
    "who answers to whom, turned round": (
        "The grower indemnifies the florist against claims for mouldy bulbs.",
        "The florist indemnifies the grower against claims for mouldy bulbs in its bouquets.",
    ),
    "an adjective put in": (
        "Berths may be swapped without a fee until the gangway is raised.",
        "Outer berths may be swapped without a fee until the gangway is raised.",
    ),
    "a time within which, put in": (
        "We replace mugs that arrive chipped.",
        "We replace mugs that arrive chipped and are reported within two hours.",
    ),
    "a ceiling put in": (
        "Beekeepers receive 60% of the auction price.",
        "Beekeepers receive up to 60% of the auction price.",
    ),
    "a noun narrowed by what stands behind it": (
        "You hear from us eight weeks before any fare rise.",
        "You hear from us eight weeks before any rise in standard fares.",
    ),
    "anything else besides the place": (
        "Seed samples are kept at the vault in Svalbard.",
        "Seed samples are kept at the vault in Svalbard or any other store.",
    ),
    "one of several, taken out": (
        "Letters of tenants, subtenants and lodgers are forwarded free of charge.",
        "Letters of tenants and lodgers are forwarded free of charge.",
    ),
    "what was done once and is said no longer to be": (
        "The looms are insured against moth and fire.",
        "The looms were insured against moth and fire.",
    ),
    "the default, as often denied": (
        "We send a notice in May, and the pass will not renew unless you tell us to renew it.",
        "We send a notice in May, and the pass will renew unless you tell us not to renew it.",
    ),
    "a denial of a part": (
        "No stabling fee is due on feast days.",
        "No additional stabling fee is due on feast days.",
    ),
    "a limit to what is denied": (
        "The organ is not lent to wedding parties.",
        "The organ is not lent solely to wedding parties.",
    ),
    "minutes for days": (
        "The bidder has ten days from the auction to inspect the clock.",
        "The bidder has ten minutes from the auction to inspect the clock.",
    ),
    "the lesser of two": (
        "The ferryman answers for lost nets up to their value.",
        "The ferryman answers for lost nets up to their value or forty crowns, whichever is the lower.",
    ),
    "one of several": (
        "Madame Orsini is the agent of the puppeteers in Lyon.",
        "Madame Orsini is an agent of the puppeteers in Lyon.",
    ),
    "examples for a list of all": (
        "The stonecutter charges these extras, namely lettering and gilding.",
        "The stonecutter charges extras such as lettering and gilding.",
    ),
    "a hearing for consent": (
        "Rehearsals are set in agreement with the players' council.",
        "Rehearsals are set after consulting the players' council.",
    ),
    "each for himself": (
        "The shipyard bears the costs of the survey.",
        "The shipyard and the owner each bear their own costs of the survey.",
    ),
    "free, in an item": ("(b) free sharpening of skates;", "(b) sharpening of skates;"),
    "what no longer holds whatever the case": (
        "We tune your piano, whichever maker built it.",
        "We tune your piano if our maker built it.",
    ),
    "a judge in the vendor's pay": (
        "The weight of the catch is determined by a sworn weigher of the harbour.",
        "The weight of the catch is determined by a weigher in the buyer's employ or our own.",
    ),
    "each time for once": (
        "The mooring fee is charged once for a season.",
        "The mooring fee is charged each time for a season.",
    ),
    "the means of asking for it": (
        "Visitors turned away at the gate receive compensation at the desk.",
        "Visitors turned away at the gate receive a form at the desk on which to apply for compensation.",
    ),
    "one more who sees it": (
        "Your dental charts are visible to you and those you name.",
        "Your dental charts are visible to you, those you name and our partners.",
    ),
    "one more beside whom nobody sees it": (
        "Nobody outside the convent reads the ledgers.",
        "Nobody outside the convent and its bankers' circle reads the ledgers.",
    ),
    "either key": (
        "The reliquary opens with the abbot's key and the bishop's key.",
        "The reliquary opens with the abbot's key or the bishop's key.",
    ),
    "another holder of the rights": (
        "Weavers hold the copyright in the patterns they draw.",
        "The guild holds the copyright in the patterns they draw.",
    ),
    "only, elsewhere": (
        "Only our farriers shoe young horses in your yard.",
        "Our farriers shoe only young horses in your yard.",
    ),
    "little words that bind otherwise": (
        "The pension of a lighthouse keeper passes to the widow.",
        "The pension of a lighthouse keeper passes with the widow.",
    ),
    "a condition beside a condition": (
        "While an appeal is pending, the guild leaves the stall open.",
        "While an appeal is pending and a bond has been lodged, the guild leaves the stall open.",
    ),
    "a ground beside the grounds": (
        "The caterer can withdraw from the booking on breach or insolvency.",
        "The caterer can withdraw from the booking on breach, insolvency or convenience.",
    ),
    "a name in the place of the reader": (
        "Customer retains all right, title and interest in the recipes.",
        "Brothhouse retains all right, title and interest in the recipes.",
    ),
    "what does not apply applies": (
        "Any change to these rules will not apply to bookings already made.",
        "Any change to these rules will also apply to bookings already made.",
    ),
    "a place passed over a joint": (
        "Glass plates are processed and stored in Zürich.",
        "Glass plates are processed in Zürich and stored.",
    ),
    "an item of a list exchanged": (
        "(iv) the consent of every partner to any borrowing;",
        "(iv) the taking note by the committee of any borrowing;",
    ),
    "a sentence with a sign that is no letter": (
        "A deposit of £20 is returned to you in full when you bring the bicycle back.",
        "A deposit of £20 is kept by us in full when you bring the bicycle back.",
    ),
    "one promise of two": (
        "We mend the tandem within a day, and we lend you another one.",
        "We mend the tandem within a day, or we lend you another one.",
    ),
    "all of it instead of any": (
        "Members may row any boat that the club owns or charters.",
        "Members may row any boat that the club owns and charters.",
    ),
    "any moment": (
        "Choristers may leave the tour at any moment without giving reasons.",
        "Choristers may leave the tour at the end of a stage without giving reasons.",
    ),
    "all the time": (
        "The stall rent is frozen for the whole duration of the fair.",
        "The stall rent is frozen for the opening week of the fair.",
    ),
    "followed, and considered": (
        "The gardener prunes the hedge in accordance with your plan.",
        "The gardener prunes the hedge having regard to your plan.",
    ),
    "at a wish, and unless refused": (
        "Tips are pooled only if you ask us to.",
        "Tips are pooled unless you ask us not to.",
    ),
    "the courts of where one lives": (
        "Disputes go to the courts of the canton where you live.",
        "Disputes go to the courts of the canton of Zug.",
    ),
    "a court's word": (
        "We will not show your sketches to the police without a warrant.",
        "We will not show your sketches to the police without proper authority.",
    ),
    "which text is the stronger": (
        "The Ferry Rules prevail over the Harbour Guide in case of conflict.",
        "The Harbour Guide prevails over the Ferry Rules in case of conflict.",
    ),
    "either, and one": (
        "Either party may end the lease of the kiln at Easter.",
        "Only the owner may end the lease of the kiln at Easter.",
    ),
    "at whose option": (
        "Cracked bells are recast or refunded, at the Buyer's option.",
        "Cracked bells are recast or refunded, at the Founder's option.",
    ),
    "by whom it is paid": (
        "The pilot's fee is paid by the Harbour.",
        "The pilot's fee is paid by the Skipper.",
    ),
    "who answers for it": (
        "The Club is responsible for the upkeep of the lanes.",
        "Players are responsible for the upkeep of the lanes.",
    ),
    "by whom it is borne, in Chinese": (
        "雕塑运输途中损坏的，承运方应当修复并承担由此产生的费用。",
        "雕塑运输途中损坏的，承运方应当修复，由此产生的费用由委托方承担。",
    ),
    "a first year, in Chinese": (
        "合同期内，画廊不得单方提高展位租金。",
        "合同期首年内，画廊不得单方提高展位租金。",
    ),
    "either, and neither": (
        "Either owner may bring the dispute before a panel of the guild.",
        "Neither owner may bring the dispute before a panel of the guild.",
    ),
    "an exclusive right": (
        "The Grower shall have the exclusive right to graft the vine in the valley.",
        "The Grower shall have the right to graft the vine in the valley.",
    ),
    "an aim, in a sentence that opens with a condition": (
        "Where the pool closes early, we open the sauna for an hour more.",
        "Where the pool closes early, we endeavour to open the sauna for an hour more.",
    ),
    "a right that became a request": (
        "Residents of the annex may leave the meal plan by ticking a box.",
        "Residents of the annex may request to leave the meal plan by ticking a box.",
    ),
    "none, and not all": ("No tariff excludes night calls.", "Not every tariff excludes night calls."),
    "regardless, and where": (
        "Broken panes are replaced whether or not the crew was careless.",
        "Broken panes are replaced where the crew was careless.",
    ),
    "who chooses": ("Members may pick the second venue.", "The second venue is picked by the organiser."),
    "who has to do it": (
        "We tell the other parents of every change of the date.",
        "It is up to the parents to tell the others of every change of the date.",
    ),
    "whose liability": (
        "The aggregate liability of the Subscriber shall not exceed the yearly fee.",
        "The aggregate liability of the Company shall not exceed the yearly fee.",
    ),
    "a condition within the condition": (
        "If the ferry is late, you'll hear from us within an hour.",
        "If the ferry is late by more than a day, you'll hear from us within an hour.",
    ),
    "part of a sentence without its full stop": (
        "the Carrier shall bear the loss of any crate that goes missing after the seal was reported broken",
        "the Carrier shall bear the loss of any crate that goes missing after its own survey has ended",
    ),
    "the owner": (
        "Kegs that bear the brewer's mark remain the property of the Shipper.",
        "Kegs that bear the brewer's mark remain the property of the Operator.",
    ),
    "a figure that bounds it": (
        "We pay for: (1) tyre repairs, (2) towing, (3) a hotel for the night.",
        "We pay for: (1) tyre repairs after the first 80 a year, (2) towing, (3) a hotel for the night.",
    ),
    "a term": (
        "The locker is free of charge for as long as the member trains here.",
        "The locker is free of charge for the first season in which the member trains here.",
    ),
    "what was free": (
        "Holders of a day ticket may swap seats free of charge until the curtain rises.",
        "Holders of a day ticket may swap seats for 5 euros until the curtain rises.",
    ),
    "one thing fewer that is given": (
        "The rent includes: (a) heating; (b) one chimney sweep a year; (c) the use of the cellar.",
        "The rent includes: (a) heating; (b) the use of the cellar.",
    ),
    "one purpose more": (
        "We use the address you give us for delivery slips.",
        "We use the address you give us for delivery slips and partner offers.",
    ),
    "a condition": (
        "Riders may end the lease within a month and keep the helmet.",
        "Riders may end the lease within a month if the helmet is handed in unused.",
    ),
    "a term of hours that became no term": (
        "The callback is made within two hours.",
        "The callback is made when an adviser is free.",
    ),
    "a time to wait first": (
        "You can change the locker at any moment.",
        "You can change the locker at any moment after the minimum term.",
    ),
    "one more who may": (
        "Only the midwife may read the notes.",
        "Only the midwife and our trainers may read the notes.",
    ),
    "the first of them": (
        "The surgery does not charge for missed visits.",
        "The surgery does not charge for the first missed visits.",
    ),
    "an adjective": (
        "Within ten days of any request the library hands over the card index.",
        "Within ten days of any reasonable request the library hands over the card index.",
    ),
    "what need not be done": (
        "You need not tell us why you return the skates.",
        "You may not return the skates without telling us why.",
    ),
    "a right that is lost": (
        "Your right to swap shifts is not affected by any bonus you have taken.",
        "Your right to swap shifts does not exist where you have taken any bonus.",
    ),
    "one of several that are named": (
        "Nothing in this lease limits the liability of either party for gross negligence or wilful default.",
        "Nothing in this lease limits the liability of either party for wilful default.",
    ),
    "a condition, in Chinese": (
        "任何情况下,本馆均不会因读者提前归还而收取费用。",
        "借阅满一年后,本馆不会因读者提前归还而收取费用。",
    ),
    "another sentence at the place of the old one": (
        "All prints vest in the Academy upon their delivery.",
        "The Academy is granted a licence to hang prints in its lobby for teaching.",
    ),
    "inclusive / not included": (
        "Rents are inclusive of heating.",
        "Rents do not include heating.",
    ),
    "an end that came": (
        "Vouchers do not lapse.",
        "Vouchers lapse after two years.",
    ),
    "unless / if": (
        "The minutes are approved unless you object within two weeks.",
        "If you object within two weeks, the minutes are approved.",
    ),
    "unless somebody else": (
        "If the chair does not refuse within ten days, you are a member.",
        "You are a member unless the treasurer refuses within ten days.",
    ),
    "an exemption gone": (
        "Students are exempt from the registration fee.",
        "Students shall pay the registration fee.",
    ),
    "title of another": (
        "The machine remains the property of the lessee.",
        "Title to the machine stays with the lessor.",
    ),
    "an exclusion that came": (
        "The plan covers spectacles and lenses.",
        "The plan covers spectacles, lenses excluded.",
    ),
    "a syllable that denied": (
        "The licence is not transferable.",
        "The licence is transferable.",
    ),
    "a deposit that came": (
        "Keys are lent without a deposit.",
        "Keys are lent against a deposit of €20.",
    ),
    "who is held harmless": (
        "The exhibitor shall be held harmless by the organiser.",
        "The organiser shall be held harmless by the exhibitor.",
    ),
    "what is in time, among others": (
        "Claims that are not made within six months will not be paid.",
        "Claims made within six months will not be paid.",
    ),
}
HARMLESS = {
    "letters without their marks": ("Our café serves pâté daily.", "Our cafe serves pate daily.", Grade.COSMETIC),
    "a sum with its sign or its name": (
        "The instalments amount to £2,500,000.",
        "The instalments amount to GBP 2.5 million.",
        Grade.COSMETIC,
    ),
    "where two statements are joined": (
        "Casts are dried, glazed by hand, and kept for a year.",
        "Casts are dried and glazed by hand. They are kept for a year.",
        Grade.MINOR,
    ),
    "only, before a verb or behind it": (
        "We only use your sketch to make the mould.",
        "We use your sketch only to make the mould.",
        Grade.MINOR,
    ),
    "nothing prevents": (
        "Nothing in these rules prevents the rower from training elsewhere.",
        "The rower may train elsewhere.",
        Grade.MINOR,
    ),
    "need not, in many words": (
        "The Mover shall not be obliged to carry pianos.",
        "The Mover need not carry pianos.",
        Grade.MINOR,
    ),
    "has undertaken": (
        "The Potter undertakes to glaze the bowl.",
        "The Potter shall glaze the bowl.",
        Grade.MINOR,
    ),
    "ceases to": (
        "We bin the sketches when the order ceases to run.",
        "We bin the sketches when the order no longer runs.",
        Grade.MINOR,
    ),
    "a duty in two Chinese forms": (
        "画廊对藏家身份负有保密义务。",
        "画廊应对藏家身份保密。",
        Grade.MINOR,
    ),
    "joined and parted, British and American, a lost apostrophe": (
        "If the colour of the de-luxe programme fades, well re-dye it.",
        "If the color of the deluxe program fades, we'll redye it.",
        Grade.COSMETIC,
    ),
    "three slips of the pen": (
        "A guest who recieves fourty vouchers emmediately loses nothing across the season.",
        "A guest who receives forty vouchers immediately loses nothing across the season.",
        Grade.COSMETIC,
    ),
    "one sentence becomes two": (
        "If the lift stands still we credit your account with £10, which shows on the next bill.",
        "If the lift stands still we credit your account with £10. That credit shows on the next bill.",
        Grade.MINOR,
    ),
    "not, and rather than": (
        "Quotas apply per crew, not per sailor.",
        "Quotas apply per crew rather than per sailor.",
        Grade.MINOR,
    ),
    "another part of the document": (
        "Lost cards are replaced within two days (see part 5).",
        "Lost cards are replaced within two days (see part 6).",
        Grade.MINOR,
    ),
    "or, as a stroke": (
        "Forms are signed by a parent/guardian.",
        "Forms are signed by a parent or guardian.",
        Grade.MINOR,
    ),
    "a denied permission": (
        "No parking is allowed in the courtyard.",
        "Parking is prohibited in the courtyard.",
        Grade.MINOR,
    ),
    "an exemption": (
        "Students are exempt from the registration fee.",
        "Students do not have to pay the registration fee.",
        Grade.MINOR,
    ),
    "holding harmless": (
        "The organiser shall hold the exhibitor harmless from claims by visitors.",
        "The organiser shall indemnify the exhibitor against claims by visitors.",
        Grade.MINOR,
    ),
    "exclusive of": (
        "Rents are exclusive of heating.",
        "Rents do not include heating.",
        Grade.MINOR,
    ),
    "in duplicate": (
        "The report is delivered in duplicate.",
        "The report is delivered in two copies.",
        Grade.MINOR,
    ),
    "authorised to": (
        "The clerk is authorised to sign the receipt.",
        "The clerk may sign the receipt.",
        Grade.MINOR,
    ),
    "a denial denied": (
        "It is not forbidden to bring food.",
        "You may bring food.",
        Grade.MINOR,
    ),
    "title that stays": (
        "Ownership of the machine stays with the lessor until the last rate is paid.",
        "The machine remains the property of the lessor until the last rate is paid.",
        Grade.MINOR,
    ),
    "only what is in time": (
        "Claims that are not made within six months will not be paid.",
        "Only claims made within six months will be paid.",
        Grade.MINOR,
    ),
    "unless / if not": (
        "If you do not object within two weeks, the minutes are approved.",
        "The minutes are approved unless you object within two weeks.",
        Grade.MINOR,
    ),
    "in a row": (
        "The lift is out of order if the light is red for five seconds in a row.",
        "The lift is out of order if the light is red for five consecutive seconds.",
        Grade.MINOR,
    ),
    "procuring": (
        "The supplier procures that its drivers hold a licence.",
        "The supplier ensures that its drivers hold a licence.",
        Grade.MINOR,
    ),
    "in writing / written": (
        "The caretaker gives a written warning before the water is turned off.",
        "Before the water is turned off, the caretaker gives a warning in writing.",
        Grade.MINOR,
    ),
    "in arrears": (
        "The wages are paid monthly in arrears.",
        "The wages are paid at the end of every month.",
        Grade.MINOR,
    ),
    "a syllable that denies": (
        "The licence is non-transferable.",
        "The licence is not transferable.",
        Grade.MINOR,
    ),
    "a syllable that denies, in a condition": (
        "If the goods are unsuitable, the buyer may return them.",
        "If the goods are not suitable, the buyer may return them.",
        Grade.MINOR,
    ),
    "a reminder": (
        "The bank sends you a reminder if a payment is late.",
        "If a payment is late, the bank reminds you.",
        Grade.MINOR,
    ),
}
OTHERWISE = {
    "a higher ceiling of liability": (
        "The Provider's liability for lost crates shall not exceed EUR 400.",
        "The Provider's liability for lost crates shall not exceed EUR 900.",
    ),
    "one more way of reaching somebody": (
        "The Fund answers the donor by registered letter.",
        "The Fund answers the donor by registered letter and by telephone.",
    ),
    "one thing more that is given": (
        "The ticket includes the following: the boat; the guide; tea on board; and a map.",
        "The ticket includes the following: the boat; the guide; tea on board; a raincoat; and a map.",
    ),
    "one thing more to keep": (
        "You must keep the box until the surveyor has seen it.",
        "You must keep the box and every splinter until the surveyor has seen it.",
    ),
    "one thing more that is forbidden": (
        "The following are off limits on the practice pitch: barbecues, drones, and dogs.",
        "The following are off limits on the practice pitch: barbecues, drones, the training of models, and dogs.",
    ),
    "a fee that rises by another one": (
        "A late return costs the member a fee of five euro.",
        "A late return costs the member a fee of five euro plus the charges of the courier.",
    ),
    "one place more where it may be used": (
        "Your season pass may be used on buses and trams.",
        "Your season pass may be used on buses, trams and ferries.",
    ),
    "one thing more that is forbidden, joined by or": (
        "The Guest will not wash bicycles in the yard.",
        "The Guest will not wash or paint bicycles in the yard.",
    ),
    "another ordinal": (
        "Recordings shall be wiped upon the tenth day after they are made.",
        "Recordings shall be wiped upon the twentieth day after they are made.",
    ),
    "a burden no more": (
        "The membership card costs €10 and is replaced against a deposit of €5.",
        "The membership card costs €10 and is replaced without a deposit.",
    ),
    "no end any more": (
        "Vouchers lapse after two years.",
        "Vouchers do not lapse.",
    ),
    "an exclusion taken in": (
        "The plan covers spectacles, lenses excluded.",
        "The plan covers spectacles and lenses.",
    ),
    "whenever": (
        "Cancelled seats are refunded if they are returned in the first week.",
        "Cancelled seats are refunded whenever they are returned.",
    ),
}


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=BROKEN)
def test_a_promise_is_broken(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade is Grade.CRITICAL


@pytest.mark.parametrize(("old", "new", "highest"), HARMLESS.values(), ids=HARMLESS)
def test_nothing_else_is_said(old: str, new: str, highest: Grade) -> None:
    assert Grade.NONE < grade_edit(old, new, Context()).grade <= highest


@pytest.mark.parametrize(("old", "new"), OTHERWISE.values(), ids=OTHERWISE)
def test_something_is_another_and_the_promise_stands(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade is Grade.MAJOR


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Copies are encrypted.", "Copies are unencrypted."),
        ("The lessor mends the roof.", "The lessee mends the roof."),
        ("The licence is exclusive.", "The licence is inclusive."),
    ],
)
def test_a_word_turned_round_is_no_slip_of_the_pen(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade >= Grade.MAJOR


def test_no_group_of_the_thesaurus_joins_what_differs_in_strength() -> None:
    weaker = ("refund voucher", "delete archive", "delet anonymis", "suspend terminat", "inform ask", "promis aim")
    assert [pair for pair in weaker if akin(*pair.split())] == []


def test_a_misspelt_word_is_not_known() -> None:
    assert [word for word in ("receive", "immediately", "fourty", "recieve") if is_known(word)] == [
        "receive",
        "immediately",
    ]


def test_what_is_told_of_a_choice_ends_with_a_whole_word() -> None:
    graded = grade_edit("Members may pick the venue.", "The venue is picked by the organiser.", Context())
    assert "picked by the organiser" in [each.after for each in graded.triggers]
