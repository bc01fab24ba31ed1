"""Who is who in a contract: the side that draws it up, and those who sign it.

Some are either, by the contract (a seller, an owner, a host): they are on neither list.
"""

from __future__ import annotations

import re

from clausewatch.core.grading.pattern import Pattern

VENDORS = (
    r"(?:compan(?:y|ies)|(?<!sub-)(?<!sub)(?:providers?|processors?)|vendors?|licensors?|(?:sub-)?franchisors?|platform"
    r"|operators?|banks?|insurers?|underwriters?|lenders?|lessors?|landlords?|landlady|employers?|carriers?|airlines?"
    r"|agenc(?:y|ies)|suppliers?|manufacturers?|dealers?|retailers?|shops?|stores?|hotels?|inn|hospitals?|clinics?"
    r"|practice|schools?|universit(?:y|ies)|colleges?|academy|museums?|studios?|theatres?|cinemas?|clubs?"
    r"|associations?|societ(?:y|ies)|cooperatives?|unions?|publishers?|organi[sz]ers?|promoters?|municipalit(?:y|ies)"
    r"|councils?|authorit(?:y|ies)|principals?|galler(?:y|ies)|librar(?:y|ies)|archives?|gyms?|kennels?|nurser(?:y|ies)"
    r"|railways?|ferry|marinas?|campsites?|management|foundations?|trustees?|trusts?|brokers?|exchanges?"
    r"|registr(?:y|ies)|marketplace|garages?|firms?|business|(?:harbour |station |head)?masters?|wardens?|captain"
    r"|stewards?|committee|board|jury|referees?|administrators?|directors?|staff|fund|estate|funeral home|shipyard"
    r"|brewery|bakery|winery|laboratory|abattoir|quarry|forester"
    r"|breeders?|caretakers?|editors?|joiners?|repairers?|installers?|builders?|(?:main |general )contractors?"
    r"|creditors?"
    r"|mortgagees?|depositar(?:y|ies)|warehouses?|house|team|home|centre|center|office|workshop|farm|stables?|brand"
    r"|developer|buyer's agent|dentists?|doctors?|vets?|veterinarians?|surgeons?|lawyers?|notar(?:y|ies))"
)
"""Those who draw up contracts, as nouns."""
READERS = (
    r"(?:you|users?|customers?|clients?|subscribers?|(?:sub-?)?licensees?|individuals?|(?:\w+ )?members?|buyers?"
    r"|purchasers?|shoppers?|travell?ers?|passengers?|guests?|patients?|(?:sub-?)?tenants?|(?:sub-?)?lessees?|hirers?"
    r"|renters?|pupils?|students?|parents?|policyholders?|insured|assured|borrowers?|visitors?|residents?|consumers?"
    r"|merchants?|holders?|\w+holders?|payers?|depositors?|employees?|workers?|applicants?|claimants?|authors?"
    r"|exhibitors?|donors?|candidates?|players?|participants?|readers?|riders?|learners?|viewers?|artists?|creators?"
    r"|recipients?|senders?|shippers?|consignors?|consignees?|charterers?|beneficiar(?:y|ies)|couriers?|volunteers?"
    r"|apprentices?|trainees?|interns?|growers?|farmers?|fishers?|distributors?|franchisees?|concessionaires?"
    r"|(?:sub-?)?(?:sub-?contractors?)|translators?|interpreters?|musicians?|singers?|actors?|performers?|models?"
    r"|nurses?|nann(?:y|ies)|freelancers?|commercial agents?|debtors?|mortgagors?|pledgors?|guarantors?|bidders?"
    r"|heirs?|relatives?|spouses?|families|famil(?:y|ies)|households?|couples?|choirs?|bands?|ensembles?|caterers?"
    r"|campers?|cyclists?|anglers?|hunters?|skippers?|boaters?|divers?|climbers?|swimmers?|skaters?|diners?"
    r"|stall ?holders?|keepers?|gardeners?|beekeepers?|bidders?|sponsors?|entrants?|contestants?|competitors?"
    r"|commuters?|motorists?|pilots?|drivers?|skiers?|seafarers?|crew members?|carers?|cleaners?|porters?|teachers?"
    r"|adopters?|bride and groom|colleagues?|attendees?|delegates?|spectators?|patrons?|lodgers?|boarders?)"
)
"""Those who sign them, as nouns."""
VENDORS_ZH = (
    "(?:平台|公司|我司|我们|我方|银行|保险人|承保人|出租人|房东|用人单位|雇主|学校|医院|机构|卖方|出卖人|开发商"
    "|供应商|供方"
    "|服务商|经营者|承运人|物业|酒店|主办方|运营方|总部|发包人|特许人|出版社|旅行社|幼儿园|厂家|生产者|运营商|本店"
    "|店家|驾校"
    "|健身房|俱乐部|馆方|本馆|基金会|站点|拍卖行|托管人|中介|场馆|协会|合作社|仓库|殡仪馆|剧院|琴行|农场)"
)
READERS_ZH = (
    "(?:用户|您|客户|会员|学员|消费者|乘客|旅客|租户|承租人|买受人|买方|买家|购买人|购房人|业主|住户|游客|员工|劳动者"
    "|职工"
    "|投保人|被保险人|受益人|患者|家长|学生|考生|作者|译者|骑手|司机|借款人|持卡人|储户|申请人|歌手|演员|艺人|主播|商户"
    "|加盟商|经销商|养殖户|种植户|农户|分包人|读者|参赛者|选手|参展商|租车人|租客|寄件人|收件人|捐赠人|志愿者|实习生"
    "|学徒|运动员|车主|租[船借用]人|宾客|住客|顾客|货主|托运人|委托人|继承人|家属|钓友|观众|访客)"
)


def heads_first(source: str) -> str:
    """The same expression for a yes or no, its alternatives for the head of a sentence gathered in one: what begins
    with any of a hundred nouns need not be followed noun by noun to know that it begins where the sentence does."""
    heads: list[str] = []
    others: list[str] = []
    for each in _alternatives(source):
        (heads if each.startswith("^") else others).append(each)
    return "|".join(([rf"^(?={'|'.join(heads)})."] if heads else []) + others)


def _alternatives(source: str) -> list[str]:
    found, depth, in_class, escaped = [""], 0, False, False
    for char in source:
        plain = not (escaped or in_class)
        depth += plain * ((char == "(") - (char == ")"))
        if plain and char == "|" and not depth:
            found.append("")
            continue
        found[-1] += char
        in_class = not escaped and (char == "[" or (in_class and char != "]"))
        escaped = char == "\\" and not escaped
    return found


_NAMES_VENDOR = Pattern(rf"\b(?:we|owners?|sellers?|hosts?|contractors?|{VENDORS})\b|{VENDORS_ZH}")
_NAMES_READER = Pattern(rf"\b{READERS}\b|{READERS_ZH}")

_CLAUSE = re.compile(r"[,;:]")


def vendor_acts(before: str) -> bool:
    """Whether what stands before a verb names the drawing side, and nobody else before it."""
    before = _CLAUSE.split(before)[-1]
    vendor, reader = _NAMES_VENDOR.search(before), _NAMES_READER.search(before)
    return vendor is not None and (reader is None or vendor.start() < reader.start())
