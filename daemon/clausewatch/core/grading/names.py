"""Places and parties that a sentence names.

Places come from a short gazetteer of what policies name: seats, courts and data regions. Parties are company names
and proper names; a heading in Title Case, a defined term ("Service") and a sentence's first word are not.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.text import listed

_GAZETTEER = (
    "singapore=新加坡;hong kong=香港;macau=澳门;taiwan=台湾;japan=日本;south"
    " korea=韩国;india=印度;indonesia=印度尼西亚"
    ";malaysia=马来西亚;thailand=泰国;vietnam=越南;philippines=菲律宾"
    ";australia=澳大利亚;canada=加拿大;brazil=巴西;mexico=墨西哥;russia=俄罗斯;germany=德国;france=法国;ireland=爱尔兰"
    ";netherlands=荷兰;switzerland=瑞士;sweden=瑞典;norway=挪威;finland=芬兰;denmark=丹麦"
    ";italy=意大利;spain=西班牙;portugal=葡萄牙;poland=波兰;austria=奥地利;belgium=比利时"
    ";luxembourg=卢森堡;estonia=爱沙尼亚"
    ";israel=以色列;united arab emirates=阿联酋;saudi arabia=沙特;south africa=南非;cayman islands=开曼"
    ";cyprus=塞浦路斯;malta=马耳他;iceland=冰岛;new zealand=新西兰;turkey=土耳其;argentina=阿根廷"
    ";chile=智利;colombia=哥伦比亚"
    ";california=加利福尼亚|加州"
    ";delaware=特拉华;new york=纽约;texas=德克萨斯;washington=华盛顿;nevada=;virginia=弗吉尼亚;oregon=;ohio="
    ";illinois=;san francisco=旧金山;santa clara=;los angeles=洛杉矶;seattle=;london=伦敦;dublin=都柏林"
    ";paris=巴黎;berlin=柏林;munich=慕尼黑;frankfurt=法兰克福;hamburg=汉堡;amsterdam=阿姆斯特丹"
    ";zurich=苏黎世;geneva=;stockholm="
    ";vienna=;brussels=;madrid=;milan=;rome=;warsaw=;helsinki=;oslo=;copenhagen=;lisbon=;tallinn="
    ";tokyo=东京;seoul=首尔;sydney=悉尼;melbourne=;toronto=多伦多;vancouver=;mumbai=孟买;bangalore="
    ";delhi=;manila=马尼拉"
    ";jakarta=雅加达;dubai=迪拜;tel aviv=;scotland=苏格兰;wales="
    ";beijing=北京;shanghai=上海;hangzhou=杭州;shenzhen=深圳;guangzhou=广州;chengdu=成都;nanjing=南京"
    ";wuhan=武汉;tianjin=天津"
    ";chongqing=重庆;suzhou=苏州;xiamen=厦门;zhejiang=浙江;guangdong=广东;hainan=海南;guizhou=贵州"
    ";inner mongolia=内蒙古;haidian=海淀;chaoyang=朝阳;xihu=西湖;yuhang=余杭;pudong=浦东;nanshan=南山"
    ";binjiang=滨江;futian=福田"
    ";qingdao=青岛;ningbo=宁波;dalian=大连;wuxi=无锡;hefei=合肥;jinan=济南;zhengzhou=郑州;changsha=长沙"
    ";nanchang=南昌;fuzhou=福州;kunming=昆明;guiyang=贵阳;nanning=南宁;haikou=海口;sanya=三亚;xi'an=西安;lanzhou=兰州"
    ";urumqi=乌鲁木齐;shenyang=沈阳;changchun=长春;harbin=哈尔滨;shijiazhuang=石家庄;taiyuan=太原;zhuhai=珠海;foshan=佛山"
    ";dongguan=东莞;wenzhou=温州;shaoxing=绍兴;jiangsu=江苏;shandong=山东;fujian=福建;sichuan=四川;hubei=湖北;hunan=湖南"
    ";henan=河南;hebei=河北;yunnan=云南;xinjiang=新疆;tibet=西藏;kyoto=京都;yangtze delta=长三角|长江三角洲"
    ";jiaxing=嘉兴;huzhou=湖州;jinhua=金华;taizhou=台州;changzhou=常州;nantong=南通;xuzhou=徐州;yangzhou=扬州;kunshan=昆山"
    ";yiwu=义乌;yantai=烟台;weifang=潍坊;weihai=威海;linyi=临沂;luoyang=洛阳;quanzhou=泉州;zhangzhou=漳州;huizhou=惠州"
    ";shantou=汕头;zhanjiang=湛江;guilin=桂林;liuzhou=柳州;mianyang=绵阳;yichang=宜昌;xiangyang=襄阳;tangshan=唐山;baoding=保定"
    ";langfang=廊坊;baotou=包头;hohhot=呼和浩特;yinchuan=银川;xining=西宁;lhasa=拉萨;wuhu=芜湖;ganzhou=赣州;zunyi=遵义"
    ";pearl river delta=珠三角|粤港澳大湾区"
    ";xuhui=徐汇;minhang=闵行;dongcheng=东城;xicheng=西城"
    ";czech republic=捷克;hungary=匈牙利;romania=罗马尼亚;bulgaria=保加利亚;croatia=克罗地亚"
    ";greece=希腊;latvia=;lithuania=立陶宛;slovenia=;slovakia=;ukraine=乌克兰;monaco=;gibraltar=;jersey=;guernsey="
    ";isle of man=;bermuda=百慕大;british virgin islands=英属维尔京群岛;panama=巴拿马"
    ";mauritius=毛里求斯;seychelles=塞舌尔"
    ";egypt=埃及;kenya=;nigeria=;pakistan=巴基斯坦;bangladesh=;sri lanka=;qatar=卡塔尔;kuwait=;bahrain="
    ";peru=;uruguay=;costa rica=;cambodia=柬埔寨;mongolia=蒙古国;kazakhstan=哈萨克斯坦"
    ";massachusetts=;florida=;new jersey=;colorado=;pennsylvania=;michigan=;utah=;maryland=;north carolina=;arizona="
    ";minnesota=;wisconsin=;connecticut=;tennessee=;british columbia=;ontario=;quebec=;alberta=;northern ireland="
    ";new south wales=;victoria="
    ";boston=;chicago=;austin=;denver=;miami=;atlanta=;houston=;dallas=;palo alto=;manchester=;edinburgh=;belfast="
    ";prague=;budapest=;bucharest=;athens=;barcelona=;cologne=;stuttgart=;leipzig=;lyon=;rotterdam=;the hague="
    ";basel=;bern=;osaka=大阪;busan=;hyderabad=;chennai=;bangkok=曼谷;kuala lumpur=吉隆坡;hanoi=;montreal=;ottawa="
    ";auckland=;cape town=;nairobi=;lagos=;sao paulo=;riyadh=;abu dhabi=;doha="
)
"""English=Chinese, separated by semicolons."""
_SPECIAL = (
    "china=china/people's republic of china/prc/mainland china/中国大陆/中国内地/中华人民共和国/中国;境内=境内/国内;"
    "境外=境外/海外/国外/outside the eea/outside of the eea/outside the eu/outside the european/outside"
    " china/overseas/abroad"
    ";"
    "eu=european union/eu/欧盟;eea=european economic area/eea/欧洲经济区"
    ";us=united states/usa/u.s/u.s.a/us law/us laws/us courts"
    "/us region/us data/us servers/us-based/美国;uk=united kingdom/uk/u.k/great britain/england/英国"
)
"""Places with several names."""
_DEMONYMS = (
    "swiss=switzerland;german=germany;french=france;irish=ireland;english=uk;british=uk;scottish=scotland"
    ";dutch=netherlands;belgian=belgium;austrian=austria;italian=italy;spanish=spain;portuguese=portugal;polish=poland"
    ";swedish=sweden;norwegian=norway;finnish=finland;danish=denmark;czech=czech republic;hungarian=hungary"
    ";romanian=romania;greek=greece;estonian=estonia;latvian=latvia;lithuanian=lithuania;maltese=malta;cypriot=cyprus"
    ";chinese=china;japanese=japan;korean=south korea;indian=india;singaporean=singapore;indonesian=indonesia"
    ";malaysian=malaysia;thai=thailand;vietnamese=vietnam;australian=australia;canadian=canada;brazilian=brazil"
    ";mexican=mexico;russian=russia;israeli=israel;turkish=turkey;emirati=united arab emirates;american=us"
    ";european=eu;californian=california;icelandic=iceland;ukrainian=ukraine"
)
_RULED = ("law", "laws", "court", "courts", "jurisdiction", "territory", "soil", "servers", "authorities", "tribunals")
"""An adjective alone may be a language ("the English version"); with one of these it is a place."""


def _spellings() -> Iterator[tuple[str, str]]:
    for entry in _SPECIAL.split(";"):
        name, _, spellings = entry.partition("=")
        yield from ((spelling, name) for spelling in spellings.split("/"))
    for entry in _GAZETTEER.split(";"):
        name, _, chinese = entry.partition("=")
        yield from ((spelling, name) for spelling in (name, *chinese.split("|")) if spelling)
    for entry in _DEMONYMS.split(";"):
        adjective, _, name = entry.partition("=")
        yield from ((f"{adjective} {noun}", name) for noun in _RULED)


_PLACES = dict(_spellings())
_FIRST = frozenset(place.split()[0] for place in _PLACES if place.isascii())
_ZH_PLACE = Pattern("|".join(sorted((place for place in _PLACES if not place.isascii()), key=len, reverse=True)))
_WORD = re.compile(r"[a-z]+(?:[.'-][a-z]+)*")
_LONGEST = 4
"""Words of the longest English name in the gazetteer."""

_SUFFIX = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|B\.?V|S\.?A|SAS|S\.?r\.?l|PLC|plc|Corp(?:oration)?|Co|Pte|Pty|LLP|KG"
    r"|AB|Oy|A/S|ApS|N\.?V|S\.?p\.?A|SpA|AS|SE|e\.?G)"
)
_PROPER = re.compile(
    rf"[A-Z](?:(?<![.!?:;] .)(?<!^.)(?<![\w'].)[\w&]*(?:[ .-](?:[A-Z][\w&]*|of(?= [A-Z])|&)){{0,6}}"
    rf"|[\w&]*(?: [A-Z][\w&]*){{0,5}},? {_SUFFIX}\b\.?)"
)
"""A name inside a sentence, or a firm's anywhere. The letter comes first, so that other places are passed over."""
_ZH_FIRM = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{2,14}?(?:\([\u4e00-\u9fff]{2,6}\))?[\u4e00-\u9fff]{0,14}?(?:有限责任公司"
    r"|股份有限公司|有限公司"
    r"|集团(?!成员|公司的|内))"
)
_ZH_LEAD = re.compile(r"^.*?(?:由|与|和|及|向|给|是|为|即|或|、|称)(?=[\u4e00-\u9fff]{4})")
_ZH_HOUSE = Pattern(
    r"(?:顺丰|德邦|圆通|中通|申通|韵达|极兔|京东|菜鸟|跨越|安能|阿里|腾讯|华为|百度|字节跳动|火山|金山|天翼|移动|联通|电信|高德|四维"
    r"|科大讯飞|思必驰|云知声|商汤|旷视|拉卡拉|银联|支付宝|微信支付|财付通|汇付|连连|通联|立信|天健|信永中和|大华|普华永道|德勤|安永|毕马威"
    r"|瑞士再|慕尼黑再|汉诺威再|人保|国寿|太保|泰康|新华|太平|美团|滴滴|饿了么|携程|飞猪|小米|联想|浪潮|中兴"
    r"|极光|个推|友盟|神策|融云|环信|声网|即构|七牛|又拍|网易|搜狗|讯飞|用友|金蝶|钉钉|飞书|企业微信|拼多多|抖音|快手|微博|京东方"
    r"|喜来登|香格里拉|希尔顿|万豪|洲际|凯悦|威斯汀|丽思卡尔顿|如家|全季|亚朵|绿城|万科|碧桂园|龙湖|万象|融创|金地|雅居乐|彩生活"
    r"|西门子|施耐德|格力|美的|海尔|海信|奥的斯|通力|迅达|蒂森|宁德时代|比亚迪|特斯拉|蔚来|小鹏|米其林|固特异|普利司通|立邦|多乐士"
    r"|奔驰|宝马|奥迪|丰田|本田|特来电|星星充电|新东方|学而思|猿辅导|作业帮|微软|谷歌|苹果|亚马逊|甲骨文|英特尔|英伟达|戴尔|惠普"
    r"|智谱|月之暗面|文心一言|通义千问|豆包|深度求索|商汤|世联|仲量联行|戴德梁行|敦煌网|嘉里|中远海运|马士基|达达|闪送|丰巢|货拉拉"
    r"|工商银行|建设银行|农业银行|招商银行|交通银行|浦发银行|兴业银行|民生银行|光大银行|平安银行|中信银行|邮储银行|华夏银行|广发银行"
    r"|法大大|[eE]签宝|上上签|契约锁|SGS|中国检验认证集团|华测检测|必维|天祥|秒针|热云|诸葛|谱尼)"
    r"(?:速运|快递|物流|快运|云(?:智能|计算)?|地图|商务|支付|保险公司|保险|财险|人寿|会计师事务所|物业|推送|统计|大?酒店|饭店|电梯|空调"
    r"|软件|在线|智能|科技|网络)?"
    r"|(?<=[由使用])[\u4e00-\u9fff]{2,5}?版(?=教材|教科书|课本)"
    r"|(?<=[由经])(?:中国|国际|全国|亚洲|世界)[\u4e00-\u9fff]{2,14}?(?:协会|联合会|学会|商会|总会)"
    r"|(?<=[由经向])(?:公安部|教育部|国家|[省市县])[\u4e00-\u9fff]{1,12}?(?:协会|学会|联合会|研究[所院]|平台(?=的接口)|局)(?!批准|审批|许可|核准|认证|监管)"
    r"|(?<=[为用])[\u4e00-\u9fff]{2,4}?(?<![品吊门铭车招号奖])牌(?![照号证])"
    r"|(?<=入住)(?!当地|指定|同等|其他|协议|合作|签约|三星|四星|五星|[一二三四五]星)[\u4e00-\u9fff]{2,10}?(?:酒店|饭店|宾馆|度假村|客栈)"
    r"|(?<=[由托为与向过用入即是在和或、])(?!乙方|甲方|丙方|合作|第三|其他|任何|指定|当地|持牌|商业|开户|境内|境外|外部|专业|普通|加急|同城|独立|发卡|贷款"
    r"|存管|收款|托管|一家|具备|相应|原|新|前期|该|本|现|小区|各|其|所在)[\u4e00-\u9fff]{2,4}?(?:银行|速运|快递|物流|货运|储运|会计师事务所|律师事务所|证券|航空|电梯|地图|检测|征信|热力|燃气|水务|客车|物业(?=负责|公司|提供|承担|管理|履行))"
)
"""Houses that contracts name without saying that they are companies, and what is named before 银行 or 物流."""


def houses(printed: str) -> tuple[str, ...]:
    """The Chinese houses that a sentence names, in order."""
    return () if printed.isascii() else tuple(match[0] for match in _ZH_HOUSE.finditer(printed))


def house_exchanged(old: str, new: str) -> bool:
    """Whether as many houses are named as before, and others among them."""
    before, after = houses(old), houses(new)
    return len(before) == len(after) > 0 and before != after


def place_exchanged(old: str, new: str) -> bool:
    """Whether as many places are named in Chinese as before, and others among them."""
    before, after = ([match[0] for match in _ZH_PLACE.finditer(side)] for side in (old, new))
    return (len(before) == len(after) > 0 and sorted(before) != sorted(after)) or sites(old, new) is not None


def sites(old: str, new: str) -> tuple[str, str] | None:
    """Where people meet, work or hand something over, on both sides, if it is somewhere else now."""
    before = _ZH_SITE.search(old) if "地" in old else None
    after = _ZH_SITE.search(new) if before is not None else None
    if before is None or after is None or before["site"] == after["site"]:
        return None
    return before["site"], after["site"]


_ZH_SITE = Pattern(
    "(?:(?:交货|集合|工作|办公|上课|培训|提货|取车|还车|施工|活动|比赛|拍摄|演出|婚礼|会议)的?(?:地点|场地|场所|地址)(?:[为在是:]|位于|设在)"
    "|,地点[为在是:])(?P<site>[^,。;]{3,24})(?=[,。;]|$)"
)
"""Not where data lie, nor where a court sits or a contract is signed or fulfilled."""


def without_places(printed: str) -> str:
    printed = _ZH_ADDRESS.sub("", printed)
    return _ZH_SITE.sub("", printed) if "地" in printed else printed


_ZH_ADDRESS = re.compile(
    rf"(?:{_ZH_PLACE.pattern})(?:地区|市|省)?(?:市?[\u4e00-\u9fff]{{1,6}}?(?:新?区|县|港|机场|火?车站))?"
    r"(?:[\u4e00-\u9fff]{2,8}?(?:仓库|园区|软件园|产业园|广场|大厦|中心仓|码头|物流园))?"
)


def without_houses(printed: str) -> str:
    return _ZH_HOUSE.sub("", printed)


_COMMON = frozenset(
    listed(
        "the a an of & i we you our your us it its they this that these those if for to and or in on at by with"
        " we'll not no may january february march april june july august september october november december"
        " jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday"
        " sunday service services terms term agreement policy privacy notice website site sites app apps"
        " application applications platform api apis customer customers user users content data personal"
        " information account accounts product products software company party parties affiliate affiliates"
        " third order fee fees subscription input inputs output outputs section article clause appendix annex"
        " schedule exhibit chapter part faq help center centre statement cookie cookies use conditions dpa"
        " gdpr ccpa cpra eu eea uk us usa ai llm ip url id sla http https www pdf ios android law laws act"
        " state court courts confidential intellectual property rights effective date controller processor"
        " processors provider supplier vendor licensee licensor client clients member members contact e-mail"
        " email phone note important each either both all any such as is are was were be been will shall must"
        " can not only plan plans team pro enterprise free web mobile you're intellectual chief data"
        " protection officer english chinese german french prompt prompts model models submission submissions"
        " feedback materials material documentation beta trial usage"
    )
)


def places(lower: str) -> Counter[str]:
    """The places a folded sentence in lower case names."""
    found = [_PLACES[match[0]] for match in _ZH_PLACE.finditer(lower)] if not lower.isascii() else []
    words = _WORD.findall(lower)
    for start, word in enumerate(words) if not _FIRST.isdisjoint(words) else ():
        if word in _FIRST:
            phrases = (" ".join(words[start : start + size]) for size in range(_LONGEST, 0, -1))
            found.extend(_PLACES[phrase] for phrase in phrases if phrase in _PLACES)
    return Counter(found)


def parties(printed: str, defined: frozenset[str], common: frozenset[str] = frozenset()) -> frozenset[str]:
    """The companies and proper names of a folded sentence, in lower case; ``defined`` terms are none, nor is a name
    of nothing but ``common`` words, which the documents write in lower case elsewhere."""
    firms = (
        {_ZH_LEAD.sub("", match[0]) for match in _ZH_FIRM.finditer(printed)}
        if "公司" in printed or "集团" in printed
        else set()
    )
    if _shouting(printed):
        return frozenset(firms | {_trimmed(match[0]) for match in _EN_FIRM.finditer(printed)} - {""})
    names = {_trimmed(match[0]) for match in _PROPER.finditer(printed)}
    return frozenset(firms | {name for name in names if name and name not in defined and not _all_common(name, common)})


def in_a_menu(printed: str) -> bool:
    """Whether it tells where to click ("open Settings", "under Privacy > Data")."""
    return _MENU.search(printed) is not None


_MENU = re.compile(r"\b(?:[Oo]pen|[Gg]o to|[Cc]lick|[Tt]ap|[Cc]hoose|[Ss]elect) (?:on )?[\"*]?[A-Z]|>")


DISTRICT_COURT = Pattern(
    r"(?P<city>[\u4e00-\u9fff]{2,3})市(?P<district>[\u4e00-\u9fff]{1,4}?)[区县](?=[^,。]{0,6}(?:法院|仲裁))"
)
"""A court or an arbitral body by its city and district."""


def firms(found: set[str]) -> bool:
    """Whether one of the names is a company's."""
    return any(_IS_FIRM.search(name) for name in found)


_IS_FIRM = re.compile(rf"(?i: {_SUFFIX})$|公司|集团")


def _all_common(name: str, common: frozenset[str]) -> bool:
    return bool(common) and all(word in common or _ordinary(word) for part in name.split() for word in part.split("-"))


def _shouting(printed: str) -> bool:
    """Title Case or capitals throughout: a capital letter then says nothing."""
    words = _LONG.findall(printed)
    return len(words) > 4 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


_LONG = re.compile(r"[A-Za-z]{4,}")


def _trimmed(name: str) -> str:
    """Without the ordinary words around a name, in lower case; empty if nothing else is left."""
    words = [word for word in name.lower().replace(".", "").split() if word]
    while words and _ordinary(words[0]):
        words.pop(0)
    while words and _ordinary(words[-1]):
        words.pop()
    name = " ".join(words)
    return "" if not name or (places(name) and not re.search(_SUFFIX.lower(), name)) else name


def _ordinary(word: str) -> bool:
    return word in _COMMON or len(word) < 2 or word.isdecimal()


_EN_FIRM = re.compile(rf"\b[A-Z][\w&]*(?: [A-Z][\w&]*){{0,5}},? {_SUFFIX}\b\.?")


@functools.lru_cache(maxsize=1_024)
def without_firms(printed: str) -> str:
    """The sentence without company names, in which a place says nothing about law or data."""
    if "公司" in printed or "集团" in printed:
        printed = _ZH_FIRM.sub(lambda match: lead[0] if (lead := _ZH_LEAD.match(match[0])) else "", printed)
    return _EN_FIRM.sub("", printed) if _ENDS_A_FIRM.search(printed) else printed


_ENDS_A_FIRM = re.compile(rf" {_SUFFIX}\b")
