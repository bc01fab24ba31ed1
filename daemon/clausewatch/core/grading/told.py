"""What a sentence looks like that gives and asks nothing: it greets, tells a history, says where or what a thing is."""

from __future__ import annotations

from clausewatch.core.grading.pattern import Pattern


def only_tells(lower: str) -> bool:
    """Whether a sentence (folded, lower case) informs and does no more."""
    if _GREETS.search(lower):
        return True
    return not _BINDS.search(lower) and any(kind.search(lower) for kind in _KINDS)


_BINDS = Pattern(
    r"\b(?:shall|will|must|may(?! be (?:found|read|seen))|need not|cannot|never|no longer|not|remains?|stays?|keeps?"
    r"|guarantee\w*|warrant\w*|promis\w+|free|refund\w*|entitled|rights|right to|at least|at most|no (?:more|less"
    r"|later)"
    r"|within|consent|staffed|tested|inspected|checked|monitored|available|whenever|at all times|weekly|daily|monthly"
    r"|independent\w*"
    r"|certified|every (?:day|week|month|year|hour|(?:other|second|\w+) (?:days?|weeks?|months?|hours?))"
    r"|(?<!in )your)\b"
    r"|\b(?:is|are) (?:encrypted|deleted|erased|stored|kept|held)\b"
    r"|有权|不得|不会|应当|承诺|保证|免|退|赔|数据|信息(?!中心)|服务器|至少|仅"
)
"""A word by which a sentence binds somebody, so that it is more than news."""
_GREETS = Pattern(
    r"^(?:thank you|thanks|we thank|dear (?:\w+ )?(?:customers?|guests?|members?|readers?|friends?|parents?|users?"
    r"|visitors?|neighbours?|colleagues?|patients?|passengers?|students?)"
    r"|greetings|hello|congratulations|it is (?:our|a) (?:great )?pleasure to"
    r"|we(?: are|'re) (?:very |so |truly )?(?:glad|pleased|delighted|happy|proud|honou?red|thrilled)"
    r" (?:that|of|about|to (?:welcome|have|see|meet|present|introduce|announce|count))"
    r"|we (?:hope|wish|look forward)|enjoy your"
    r"|(?:in what follows|below),? (?:we|you)|the following (?:pages?|sections?|paragraphs?|chapters?|lines|text)"
    r" (?:tells?|gives?|explains?|describes?|introduces?|shows?|sums?|contains?|presents?|is|are))\b"
    r"|^(?:欢迎|感谢|衷心|很高兴|祝)"
)
_YEAR = r"(?:1[0-9]\d\d|20[0-2]\d)"
_HISTORY = Pattern(
    r"\b(?:was|were|had been|opened|began|started|came|moved|took|hung|stood|grew|became|ran|built|laid|won|wrote|met"
    r"|merged|joined|acquired|invented|planted|founded|bought|changed hands)\b"
    rf"[^.;]*\b(?:in|since|from|until|as early as|around|of) (?:the (?:year|spring|summer|autumn|winter) (?:of )?)?"
    rf"(?:[a-z]+ )?{_YEAR}\b"
    r"|\b(?:was|were|is|are) (?:\w+ )?(?:named|called|christened) after\b|\b(?:takes?|owes?|derives?|gets?|got|took)"
    r" (?:its|their) names?\b|\b(?:goes|going|dates?|dating|reach(?:es|ing)|stretch(?:es|ing)) back to\b(?! (?:you"
    r"|the (?:parents?|customers?|members?|tenants?|buyers?|owners?|sellers?|senders?|donors?)))"
    r"|^(?:the|our|this) [^,.;]{1,40}? (?:was|were) (?:\w+ly )?(?:(?:re)?(?:designed|built)|developed|launched"
    r"|erected|founded|constructed|painted"
    r"|carved"
    r"|composed|renovated|restored|discovered|invented|established|donated|laid out)\b"
    r"|\bword \"[^\"]+\" (?:comes|derives|stems)\b|\bdates? from\b|\blong (?:and \w+ )?(?:tradition|history)\b"
    r"|\b(?:history|story|origins?) of (?:the|our|this)\b"
    r"|\b(?:studied (?:in|at)|graduated (?:from|in)|grew up|was born|learn(?:ed|t) (?:his|her|their) (?:trade|craft))\b"
    r"|^(?:the|our) (?:\w+ )?(?:logo|emblem|crest|seal|coat of arms|mascot|flag|motto|anthem)s? (?:shows?|depicts?|is"
    r"|was|goes|represents?|consists?|bears?|features?|recalls?|combines?|reads?)\b"
    r"|(?:创立|创办|始建|建成|落成|成立|开业|创刊|起源|修建|迁至|建)于|由来|沿革|发展史|历史悠久|得名|命名|曾(?:是|为)"
    r"|(?:会徽|校徽|标志|徽标|吉祥物|标识|徽章)[^,。]{0,6}(?:由|是|为|源|取)"
)
"""What was: with a year, or a word for origin."""
_PLACES = (
    r"(?:on the (?:left|right|ground|first|second|third|fourth|fifth|top|upper|lower|corner|bank|edge|outskirts|north"
    r"|south|east|west|other side)|next (?:door )?to|opposite|behind|beside|between|in front of|near|above|below"
    r"|beneath|across (?:from|the)|at the (?:corner|end|entrance|back|front|top|foot|bottom|rear|edge|far end)"
    r"|(?:in|at) the (?:cent(?:re|er)|middle|heart|basement|attic|courtyard|yard|foyer|lobby|hall|old town|upper|lower"
    r"|left|right|top|bottom)|upstairs|downstairs|inside the|halfway"
    r"|(?:an? |about |some )?(?:\w+|\w+-minutes?) (?:walk|minutes|metres|kilometres|miles|steps)"
    r" (?:from|away|on foot|north|south|east|west|walk))"
)
_WHERE = Pattern(
    r"^(?:the|our|an?|this|these|most|all|some) [^,.;]{1,60}? (?:is|are|stands?|lies?|sits?|hangs?|is found|are found"
    r"|(?:can|may) be (?:found|seen|read))"
    rf" (?:\w+ly |just |right |also |deep |high |far )?(?:situated |located |hung |posted |displayed )?{_PLACES}\b"
    r"|\b(?:is|are) (?:about |some |roughly )?[\w.,]+ (?:square )?(?:metres?|meters?|feet|kilometres?|miles?|hectares?"
    r"|storeys|acres) (?:long|wide|deep|high|tall|across|in (?:length|size|area))\b"
    r"|\b(?:can|may) be (?:reached|found|opened|accessed|seen|viewed|read|called up) (?:from|in|at|on|under|via"
    r"|through)"
    r" (?:the|our)\b[^.;]*\b(?:menu|corner|pages?|top|bottom|left|right|entrance|wall|board|notice|footer|header|tab"
    r"|icon|appendix|annex|index|site|website)\b"
    r"|(?:简介|示意图|平面图|目录|索引)$|在[^,。]{1,10}(?:[东南西北]|[左右]|对|前后)(?:侧|边|面|方)(?=[,。]|$)"
    r"|(?:位于|坐落|地处|设在)(?!境内|中国境)|^(?:本?公司|联系|通讯|邮寄|办公)?地址|邮编|邮政编码"
)
"""Where something is, and how large."""
_HOW = Pattern(
    r"\b(?:is|are) (?:\w+ )?(?:written in|printed (?:in|on|at|by)|typeset|brewed|pasteuri[sz]ed|roasted|bottled|woven"
    r"|distilled|numbered|illustrated|measured in|generated (?:by|every)|compiled by|designed by|edited by"
    r"|serviced by|built (?:of|from|on|around|in)|wired|powered by|arranged (?:by|in)|divided into"
    r"|grouped (?:by|into)|abbreviated|known as|called|translated by)\b"
    r"|\b(?:connects?|links?) (?:the|our|its) [^.;]* (?:with|to) (?:the|our|its)\b"
    r"|^(?:the|our|all) [^,.;]{1,30}? (?:holds?|seats?|measures?|weighs?) (?:about |some |up to )?[\d.,]+ "
    r"|\b(?:is|are) (?:quoted|stated|expressed|given|indicated|shown) in (?:swiss |us |local )?(?:francs?|euros?"
    r"|dollars?"
    r"|pounds?|crowns?|yen|metres|litres|kilograms?|kilometres|degrees)\b"
    r"|\bcorresponds? (?:roughly )?to\b|\bstands? for\b"
    r"|^how (?:our|the|an?|we) [\w -]{1,30}? (?:works?|separates?|makes?|operates?|turns?|produces?|builds?|sorts?"
    r"|(?:is|are|was|were) (?:made|built|organi[sz]ed|produced|run|set up|brewed|grown))\b"
    r"|由(?:系统|程序|计算机)[^,。]{0,10}(?:生成|产生|计算)|[在由][^,。]{1,10}(?:印刷|印制|出版|发行)"
)
"""How a thing is made or works."""
_WHAT = Pattern(
    r"^(?:an? |the )?(?!data\b|fees?\b)[\w-]+(?: [\w-]+)? (?:is|are) (?:an? |the )?"
    r"(?:(?:small|short|tiny|basic|common|collective|technical|generic|smallest|standard|simple|special|unique|text"
    r"|computer|data|electronic|invisible|software|traditional|old) ){0,3}"
    r"(?:files?|kinds?|types?|sorts?|forms?|pieces?|units?|abbreviations?|acronyms?|names?|terms?|programs?"
    r"|technolog(?:y|ies)|methods?|techniques?|devices? (?:that|which)|words?|instruments? (?:that|which)|identifiers?"
    r"|strings?|protocols?|formats?|plants?|animals?|breeds?|grapes?|dances?|liquids?|gas(?:es)?|metals?|alloys?"
    r"|grains?"
    r"|resins?|fabrics?|materials?|substances?|minerals?|sports?|games?|tools?|diseases?|images?|graphics?|language"
    r"|measures?|symbols?|sequences?|collections? of|set of)\b"
    r"|^(?:an? )?[\w-]+(?: [\w-]+)? (?:is|are) (?:an? )?(?:\w+ )?(?!benefit|service|right|privilege|gift|promise"
    r"|guarantee"
    r"|protection|discount|advantage|freedom|offer|charge|fee|duty)[a-z]+ (?:that|which|by which|in which) \w+"
    r"|是[^,。]{0,16}的(?:基本|一种|最小)?(?:单位|方式|形式|文件|名称|简称|缩写|统称|程序|技术|工具)|是一种"
)
"""What a common word stands for."""
_NEEDS = Pattern(
    r"^(?!you\b)[^,.;]{1,60}? (?:needs?|requires?|(?:is|are) required)\b(?! no\b)[^.;]*\b(?:android|ios|ipados|windows"
    r"|mac ?os|linux|chrome|firefox|safari|browsers?|javascript|java|bluetooth|usb\w*|wi-?fi|gigabytes?|gb|mb|ram"
    r"|megabits?|mbit\w*|operating system|processor|screen|resolution|version|internet connection|broadband|nfc"
    r"|graphics card|webcam|microphone|disk space|volts?|socket)\b"
    r"|^(?:headings?|titles?|captions?|the (?:headings?|titles?|captions?))\b[^.;]*\b(?:ease|convenien\w+|reference"
    r"|orientation|reading|readability|overview)\b"
    r"|(?:系统版本|操作系统|浏览器|版本号?|内存|分辨率)[^,。]{0,6}(?:不低于|为|须为|以上)|(?:程序|应用|软件|客户端"
    r"|设备|手机)[^,。]{0,4}(?:需要|要求)[^,。]{0,12}(?:版本|系统|浏览器|内存)"
)
"""What a program needs, and what headings are for."""
_REACHED = Pattern(
    r"^(?:enquiries|inquiries|questions|feedback|comments|suggestions)\b[^.;]*\b(?:by|to|at|on) (?:tele)?(?:phone"
    r"|e-?mail"
    r"|post|letter|our|the)\b|^(?:postal|street|registered|e-?mail|visiting|delivery)? ?addresse?s?\b"
    r"|^(?:tele)?phone numbers?\b|^(?:opening hours|directions|contact details|table of contents|glossary|index|map)\b"
    r"|^(?:further |more |general )?information (?:about|on) (?:the |our )?(?:history|origins?|location|surroundings"
    r"|team"
    r"|company|region|building|founders?|opening)\b"
    r"|(?:电话|热线|传真|邮箱|网址|公众号|微信号)(?:号码|地址)?(?:为|是|:)"
)
"""How somebody is reached, and where more is to be read."""
_KINDS = (_HISTORY, _WHERE, _HOW, _WHAT, _NEEDS, _REACHED)
