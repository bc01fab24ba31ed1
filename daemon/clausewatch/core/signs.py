"""How pages that are no document give themselves away: what they say and what stands in their markup.

Each list is evidence only together with the shape that ``core.readable`` asks for. Phrases are in lower case and are
compared with the *beginning* of a title, a headline or a block; a sentence of a policy that speaks of captchas begins
otherwise. Every repetition is bounded and no two of them can match the same text, so matching stays linear.
"""

from __future__ import annotations

import re


def _beginning(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


_HUMAN = r"(?:that )?you(?:['’]re| are) (?:a )?(?:human|not a (?:ro)?bot)"

CHALLENGE_SAID = _beginning(
    r"(?:please )?(?:verify|verifying|confirm|prove) " + _HUMAN,
    r"just a moment",
    r"(?:we['’]re |we are |please wait while we )?check(?:ing)? (?:your browser|if the site)",
    r"are you a robot|i['’]?m not a robot|human verification|bot verification|security verification",
    r"performing (?:a )?security|one more step|(?:please )?complete the (?:security check|captcha)",
    r"(?:please )?enable (?:javascript and cookies|cookies and javascript) to continue",
    r"press & hold|pardon our interruption|attention required!|ddos protection by|vercel security checkpoint",
    r"sorry, you have been blocked|access to this page has been denied",
    r"our systems have detected unusual traffic|request unsuccessful\. incapsula",
    r"[\w.-]{1,80} needs to review the security of your connection",
    r"请完成(?:安全)?验证|安全验证|人机验证|访问验证|滑动验证|请拖动|请按住滑块|请进行验证|亲，请",
)

CHALLENGE_MARKS = (
    # Cloudflare (the script under "jsd" stands on its ordinary pages too), DataDome, PerimeterX
    *("_cf_chl_opt", "/cdn-cgi/challenge-platform/h/", "cf-chl-", "cf-turnstile"),
    *("captcha-delivery.com", "px-captcha", "_pxappid"),
    # Imperva, AWS WAF, Akamai
    *("_incapsula_resource", "gokuprops", "awswaf.com", "aws-waf-token"),
    *("sec-if-cpt-container", "sec-cpt-if", "errors.edgesuite.net"),
    # Alibaba, Tencent, GeeTest
    *("_____tmd_____", "x5secdata", "acw_sc__v2", "aliyun_waf", "tcaptcha", "geetest"),
    # DDoS-Guard, Sucuri, Kasada, home-made
    *("ddos-guard", "sucuri_cloudproxy", "kpsdk", "captcha-container"),
)
CHALLENGE_HEADERS = (
    ("cf-mitigated", ("challenge",)),
    ("x-amzn-waf-action", ("challenge", "captcha")),
    ("x-vercel-mitigated", ("challenge", "deny")),
)

_SORRY = r"(?:(?:sorry|oops|uh[ -]oh|whoops|oh no)[,.!… ]{1,4})?"
_THING = r"(?:page|site|file|resource|document|article|url|link|content|key)"
_WANTED = r"(?: you(?:['’]re| are| were)? ?(?:looking for|requested|trying to \w{1,20}))?"
_NOT = (
    r"(?: not| is not| isn['’]t| was not| wasn['’]t| has not been| cannot be| can['’]t be| could not be| couldn['’]t be"
    r"| does not| doesn['’]t| is no longer| may not)"
)
_GONE = r"(?: is| was| has been| may have been)? (?:unavailable|removed|missing|moved)\b"
_MISSING = _SORRY + r"(?:the |this |that |your )?(?:requested )?" + _THING + _WANTED
_OURS = r"(?:the |our |this )?(?:site|website|web site|service|page|system|server|platform)"
_NUMBER = r"(?:http )?(?:error |status |code ){0,2}(?:4\d\d|50\d|52\d)"

ERROR_SAID = _beginning(
    _NUMBER + r"(?:\W{0,3}$|\W{1,3}(?:error|not|page|internal|forbidden|bad|service|gateway|unauthori[sz]ed)\b)",
    _NUMBER + r"\W{1,3}(?:access|gone|too many|this|that|sorry|oops|the)\b",
    _MISSING + _NOT + r" (?:found|exist|exists|available)\b",
    _MISSING + _GONE,
    _SORRY + r"we (?:couldn['’]t|could not|can['’]t|cannot|were unable to) find (?:the|that|this|your|what) ",
    _SORRY + r"(?:something|that|things?) (?:went|has gone|is) wrong",
    r"(?:not found|forbidden|error|sorry|oops|whoops|uh[ -]oh|oh no)\W{0,5}$",
    r"(?:an )?(?:unexpected|unknown|internal|server|application)(?: server)? error",
    r"an error (?:has )?occurred|bad gateway|gateway time-?out|(?:the )?service (?:is )?(?:temporarily )?unavailable",
    r"access denied|accessdenied|nosuchkey|nosuchbucket|too many requests",
    r"we['’]ll be (?:right )?back|(?:down for|under|scheduled|planned|site|system) maintenance",
    r"(?:sorry[,.!… ]{1,4})?(?:we are|we['’]re|" + _OURS + r" is) (?:(?:currently|temporarily|now|just) ){0,2}"
    r"(?:down|offline|unavailable|closed|performing|undergoing|carrying out|doing|in maintenance|under maintenance)\b",
    r"(?:(?:be|come|coming|check) )?back (?:soon|shortly|later)\b|coming soon\W{0,5}$|under construction",
    r"index of /|welcome to nginx|it works!|apache2? [\w ]{0,20}default page|iis windows server|default web site page",
    r"[\w.-]{3,60} is (?:for sale|parked)|this domain\b|(?:account|site|website|domain) (?:has been )?suspended",
    r"(?:sorry[,.!… ]{1,4})?(?:this|our) (?:page|content|site|service|website) is(?: currently)? "
    r"(?:not available|unavailable|blocked|restricted) (?:in|for|from) your",
    r"wartungsarbeiten|wir sind gleich zur[üu]ck|seite nicht gefunden|page (?:non trouv[ée]e|introuvable)"
    r"|site en maintenance|p[áa]gina no encontrada",
    r"this (?:page isn['’]t working|site can['’]t be reached)|failed to load|unable to load",
    r"redirecting\b|moved permanently|object moved|nothing (?:was )?found",
    r"[^。]{0,12}(?:页面不存在|页面未找到|页面找不到|找不到页面|找不到该页面|页面走丢|页面出错)",
    r"[^。]{0,12}(?:出错了|服务器错误|服务器内部错误|系统繁忙|网络异常|加载失败)",
    r"[^。]{0,12}(?:系统维护|网站维护|停机维护|升级维护|维护升级|维护中|正在维护|敬请期待|暂停服务|暂时无法访问|所在地区)",
)  # fmt: skip
ERROR_KEYS = frozenset({"error", "errors", "message", "msg", "code", "status", "detail", "title", "error_message"})
ERROR_XML = re.compile(rb"(?:<\?xml[^>]{0,100}>\s{0,9})?<error>\s{0,9}<code>", re.I)

CONSENT_SAID = _beginning(
    r"before you continue|we (?:value|respect|care about) your privacy|your privacy (?:choices|matters|is important)",
    r"(?:manage )?your (?:cookie|privacy|data) (?:choices|preferences|settings)",
    r"(?:this (?:site|website)|we) uses? cookies|cookie (?:consent|settings|preferences)",
    r"(?:please )?(?:confirm|enter|verify) your (?:age|date of birth)|are you (?:over|at least|of legal)",
    r"(?:please )?(?:select|choose) your (?:country|region|language|location)",
    r"在您继续|我们重视您的隐私|请(?:先)?(?:选择|确认)您?的?(?:国家|地区|语言|年龄)",
)
CONSENT_ASKED = re.compile(
    r">\s{0,99}(?:yes, )?(?:i )?(?:accept|agree|reject|decline|allow|deny|consent|continue|confirm|enter"
    r"|同意|接受|拒绝|继续|确认)"
    r"(?: (?:all|and|to|the|only|cookies|continue|proceed|necessary|essential|i am)){0,4}[^<]{0,30}<"
    r"|value\s?=\s?[\"'](?:i )?(?:accept|agree|reject|allow|continue)"
)

LOGIN_SAID = _beginning(
    r"(?:please )?(?:log|sign) ?(?:in|on)(?:\W{0,5}$| to |\W{1,3}(?:required|with|or|here|now|continue)\b)",
    r"(?:please )?(?:log|sign) ?in\b[^.]{0,40} to (?:continue|view|access)",
    r"you (?:must|need to|have to) (?:be (?:logged|signed)|log|sign) in",
    r"(?:authentication|login|sign-in) required|enter your password|welcome back\W{0,3}$",
    r"(?:请先?)?(?:登录|登入)(?:\W{0,5}$|后|以|您)|账号登录|用户登录",
)
_READER = r"(?:keep|continue|read|view|see|unlock|access)"
TEASER_SAID = _beginning(
    r"(?:this|the (?:full|rest of (?:the|this)|remaining)) ?(?:content|page|article|document|text)? ?"
    r"(?:is|are)(?: only)? (?:for|reserved for|available to|visible to|limited to) (?:\w{1,20} ){0,2}"
    r"(?:members|subscribers|customers|users|partners)",
    r"(?:please )?(?:subscribe|sign ?in|log ?in|sign ?up|register|upgrade|join"
    r"|create an? (?:free )?account)(?: now| today| free)? to " + _READER,
    r"(?:you are|you['’]re) (?:seeing|viewing|reading) a preview|preview only",
    r"(?:continue|keep) reading in (?:the|our) app",
    r"(?:请)?(?:登录|注册|订阅|开通会员|下载app|打开app)(?:后|以|即可)?(?:可)?(?:继续)?(?:阅读|查看|浏览)(?:全文|更多|完整)?",
    r"(?:以下|剩余|更多)内容(?:仅|需)(?:会员|登录|订阅)",
)
LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|sso|auth|oauth2?|session/new|passport)(?:[/.?]|$)", re.I)
PASSWORD = re.compile(r"""type\s?=\s?["']?password""")

NEEDS_SCRIPT = re.compile(
    r"(?:enable|turn on|activate|allow|requires?|needs?|without|does(?: not|n['’]t) support)"
    r"(?: \w{1,20}){0,4} java-?script"
    r"|java-?script(?: \w{1,20}){0,3} (?:required|disabled|enabled|turned off|not available|to run|to view)"
    r"|(?:启用|开启|打开|不支持)\s?javascript"
)
_ROOT = r"(?:root|app|__next|__nuxt|___gatsby|app-root|react-root|main-app|application|q-app|svelte)"
EMPTY_ROOT = re.compile(
    r"""<(?:div|main|section)\s[^>]{0,200}?\bid=["']?""" + _ROOT + r"""["']?(?:\s[^>]{0,300})?>"""
    r"\s{0,99}(?:<!--[^>]{0,200}-->\s{0,99})?</(?:div|main|section)>"
    r"|<app-root(?:\s[^>]{0,300})?>\s{0,99}</app-root>"
)  # fmt: skip
