"""What is no document is told from one, whatever status it came with."""

from __future__ import annotations

import dataclasses

import pytest

from clausewatch.core import formats
from clausewatch.core.language import detect
from clausewatch.core.model import Capture, Document, Unreadable, UnreadableKind
from clausewatch.core.readable import judge
from clausewatch.core.watch import Recipe
from core.pages import CLAUSES, capture, document, policy

SCRIPTS = "<script src='/a.js'></script><script src='/b.js'></script><script src='/c.js'></script>"
CHINESE = (
    "我们会在您关闭账户后三十天内删除您的账户数据。",
    "我们不会向任何人出售您的个人信息，也不会出租。",
    "我们的服务器位于爱尔兰，笔记副本保存在法兰克福。",
    "您可以反对我们将您的笔记用于改进我们的模型。",
    "如发生影响您的数据泄露，我们将在七十二小时内通知您。",
)
GERMAN = tuple(
    f"Wir speichern die Daten der Nutzer und geben sie nicht an Dritte, die Sie uns nicht in Nummer {number} nennen."
    for number in range(8)
)


def verdict(page: Capture | str, baseline: str | None = None, recipe: Recipe | None = None) -> Unreadable | None:
    taken = capture(page) if isinstance(page, str) else page
    found = formats.read(taken, recipe or Recipe())
    if isinstance(found, Unreadable):
        return found
    return judge(found, taken, recipe or Recipe(), document(baseline) if baseline else None)


def html(body: str, title: str = "", head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


CHALLENGES = {
    "cloudflare": html(
        "<h1>acme.example</h1><p>Verify you are human by completing the action below.</p>"
        "<p>acme.example needs to review the security of your connection before proceeding.</p>",
        "Just a moment...",
        "<script>window._cf_chl_opt={}</script>",
    ),
    "akamai": html(
        "<h1>Access Denied</h1><p>You don't have permission to access this.</p><p>Reference #18.a https://errors.edgesuite.net/18.a</p>"
    ),
    "datadome": html("<p>acme.example</p><script src='https://ct.captcha-delivery.com/c.js'></script>", "acme.example"),
    "perimeterx": html(
        "<div id='px-captcha'></div><p>Press & Hold to confirm you are a human.</p>",
        "Access to this page has been denied",
    ),
    "imperva": html(
        "<iframe src='/_Incapsula_Resource?x'></iframe><p>Request unsuccessful. Incapsula incident ID: 1-2</p>"
    ),
    "aws": html("<div id='challenge-container'></div><script>window.gokuProps={}</script>"),
    "alibaba": html("<div>请按住滑块，拖动到最右边</div><script src='/_____tmd_____/punish'></script>"),
    "home-made": html("<h1>Are you a robot?</h1><form><label>Type the letters</label></form>"),
}


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_is_never_a_change(name: str) -> None:
    found = verdict(CHALLENGES[name], policy())
    assert found is not None
    assert not found.suspect
    if name != "akamai":
        assert found.kind is UnreadableKind.CHALLENGE


def test_the_gatekeepers_header_is_enough() -> None:
    found = verdict(capture(html("<p>Please wait.</p>"), cf_mitigated="challenge"))
    assert found is not None
    assert found.kind is UnreadableKind.CHALLENGE


ERRORS = [
    html("<h1>404</h1><p>Page not found</p>", "Acme"),
    html("<p>Back to the start</p>" * 60, "Page not found | Acme"),
    html("<h1>Oops! Something went wrong.</h1><a href='/'>Home</a>"),
    html("<h1>500</h1><h2>Internal Server Error.</h2>", "500: Internal Server Error"),
    html("<h2>Application error: a client-side exception has occurred.</h2>", head=SCRIPTS),
    html("<main>Redirecting to legal.acme.example</main>"),
    html("<h1>Sorry, the page you are looking for cannot be found.</h1>"),
    html("<h1>抱歉，您访问的页面不存在</h1>"),
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    '{"code": 404, "message": "no such document"}',
    "502 Bad Gateway",
    html("<h1>We are currently performing maintenance</h1><p>Please come back in an hour.</p>", "Acme"),
    html("<h1>Our site is temporarily unavailable</h1>", "Acme"),
    html("<h1>Be back soon!</h1><p>We are polishing things.</p>", "Acme"),
    html("<h1>This content is not available in your region</h1>", "Acme"),
    html("<h1>Index of /legal</h1><ul><li>terms.html</li></ul>", "Index of /legal"),
    html("<h1>Welcome to nginx!</h1><p>Further configuration is required.</p>", "Welcome to nginx!"),
    html("<h1>acme.example is for sale</h1><p>Make an offer.</p>"),
    html("<h1>系统升级维护中，敬请期待</h1>"),
    html("<h1>Wir sind gleich zurück</h1><p>Wartungsarbeiten.</p>"),
]


@pytest.mark.parametrize("page", ERRORS)
def test_an_error_page_at_http_200_is_never_a_change(page: str) -> None:
    found = verdict(page, policy())
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.ERROR_PAGE, False)
    assert verdict(page) == found, "nor is it a first baseline"


def test_an_http_error_is_an_error_page() -> None:
    found = verdict(dataclasses.replace(capture(policy()), status=503))
    assert found is not None
    assert found.kind is UnreadableKind.ERROR_PAGE


LOGIN = html(
    "<h1>Sign in</h1><form><label>E-mail</label><input><input type='password'></form><p>Forgot it?</p>", "Acme"
)


def test_a_login_wall_is_never_a_change() -> None:
    sent = dataclasses.replace(capture(html("<p>Your e-mail</p>")), final_url="https://acme.example/login?next=/terms")
    for page in (LOGIN, html("<h2>请先登录</h2>"), sent):
        found = verdict(page, policy())
        assert found is not None
        assert (found.kind, found.suspect) == (UnreadableKind.LOGIN, False)


CONSENT_WALLS = [
    html(
        "<h1>Before you continue to Acme</h1><p>We use cookies and data to deliver and maintain our services, and to "
        "show you what you like.</p><form><button>Reject all</button><button>Accept all</button></form>",
        "Before you continue",
    ),
    html("<h2>We value your privacy</h2><p>We and our 812 partners store things.</p><button>I accept</button>"),
    html("<h1>Please confirm your age</h1><p>Are you 18 or older?</p><a href='/in'>Yes, I am</a><a>Enter</a>"),
    html("<h1>请选择您的地区</h1><button>继续</button>"),
]


@pytest.mark.parametrize("page", CONSENT_WALLS)
def test_a_wall_that_asks_for_a_choice_is_no_document(page: str) -> None:
    found = verdict(page)
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.CONSENT_WALL, False)
    assert verdict(page, policy()) == found


def test_a_banner_before_a_whole_policy_is_no_wall() -> None:
    banner = "<div><h2>We value your privacy</h2><button>Accept all</button><button>Reject all</button></div>"
    more = tuple(f"In chapter {name} we describe how we keep the {name} records of you." for name in "abcdefghijklm")
    assert verdict(policy(chrome=banner, clauses=(*CLAUSES, *more)), policy(clauses=(*CLAUSES, *more))) is None


def test_a_short_notice_about_cookies_without_a_choice_is_a_document() -> None:
    assert (
        verdict(html("<h1>We use cookies</h1><p>They keep you signed in, and are deleted after an hour.</p>")) is None
    )


STAND_INS = [
    html(
        "<h1>Hold on to your hats</h1><p>The elves are rearranging the shelves, and the shop opens again at nine.</p>"
    ),
    html("<p>Acme is a Contoso company now.</p><p>Find out what this means for you.</p>", "Acme"),
    html("<h1>盘点中</h1><p>本店今日盘点，请各位顾客明日再来，谢谢您的理解与支持。</p>"),
]


@pytest.mark.parametrize("page", STAND_INS)
def test_a_notice_in_place_of_the_document_is_known_by_its_shape(page: str) -> None:
    more = tuple(f"In chapter {name} we describe how we keep the {name} records of you." for name in "abcdefghijklm")
    found = verdict(page, policy(clauses=(*CLAUSES, *more)))
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.WRONG_DOCUMENT, False)
    assert "words that say nothing of" in found.detail


def test_a_policy_cut_down_to_one_of_its_own_sentences_may_come_true() -> None:
    more = tuple(f"In chapter {name} we describe how we keep the {name} records of you." for name in "abcdefghijklm")
    found = verdict(policy(clauses=CLAUSES[1:2]), policy(clauses=(*CLAUSES, *more)))
    assert found is not None and found.suspect


SHELLS = [
    html("<div id='root'></div>", "Acme", SCRIPTS),
    html('<div id="__next"> <!-- app --> </div><p>Acme</p>', "Acme", SCRIPTS),
    html(
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id='x'>Loading</div>", "Acme", SCRIPTS
    ),
    html("<p>Please enable JavaScript to view this site.</p>"),
    html("<div class='spinner'>Loading…</div>", "Acme", SCRIPTS),
]


@pytest.mark.parametrize("page", SHELLS)
def test_an_empty_shell_is_never_a_change(page: str) -> None:
    found = verdict(page, policy())
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.SHELL, False)


def test_a_page_without_text_and_scripts_is_empty() -> None:
    found = verdict(html("<img src='a.png'>"))
    assert found is not None
    assert found.kind is UnreadableKind.EMPTY


READABLE = {
    "speaks of captchas": "We use a captcha (hCaptcha) to verify you are human before you sign in.",
    "speaks of scripts": "Parts of the service need JavaScript; please enable JavaScript in your browser to use them.",
    "speaks of errors": "If a page is not found, the server answers with error 404 and we log the address.",
    "speaks of logins": "To delete your data, sign in to your account and choose Delete.",
    "speaks of access": "Access denied by an administrator is recorded for thirty days.",
}


@pytest.mark.parametrize("name", READABLE)
def test_a_policy_that_speaks_of_such_things_is_readable(name: str) -> None:
    page = policy(
        clauses=(*CLAUSES, READABLE[name]),
        chrome="<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
    )
    assert verdict(page) is None
    assert verdict(page, policy()) is None


@pytest.mark.parametrize(
    "page",
    [
        html("<p>We will never sell your data.</p>", "Privacy", "<script src='/a.js'></script>"),
        html(
            "<div id='root'><h1>Cookies</h1><p>This site sets one cookie, which lasts for a day.</p></div>",
            "",
            SCRIPTS,
        ),
        "We will never sell your data.",
        html("<p>我们不会出售您的个人信息。</p>", "隐私政策"),
    ],
)
def test_a_short_policy_is_a_policy(page: str) -> None:
    assert verdict(page) is None


def test_an_edited_policy_is_readable() -> None:
    assert verdict(policy(clauses=(*CLAUSES[:-1], "These terms are governed by the laws of Malta.")), policy()) is None


def test_a_renamed_policy_with_the_same_text_is_readable() -> None:
    assert verdict(policy("How We Handle Information"), policy()) is None


def test_a_rewritten_policy_of_the_same_name_is_readable() -> None:
    fresh = tuple(
        f"Clause {number} now says something that nobody wrote here before, at length." for number in range(6)
    )
    assert verdict(policy(clauses=fresh), policy()) is None


def test_another_document_is_suspect() -> None:
    other = tuple(
        f"Our {name} plan gives every team more room for pictures and faster help by telephone." for name in "abcdef"
    )
    found = verdict(policy("Plans and Pricing", other).replace("Northwind", "Acme"), policy())
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.WRONG_DOCUMENT, True)


def test_most_of_the_text_missing_is_suspect() -> None:
    found = verdict(policy(clauses=CLAUSES[:1]), policy())
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.SHRUNK, True)


def test_much_more_text_is_suspect() -> None:
    found = verdict(policy(clauses=CLAUSES * 6), policy())
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.GREW, True)


def test_another_language_than_expected_or_before_is_suspect() -> None:
    chinese = policy("隐私政策", CHINESE, language="en")
    for recipe, baseline in ((Recipe(language="en"), None), (Recipe(), policy())):
        found = verdict(chinese, baseline, recipe)
        assert found is not None
        assert (found.kind, found.suspect) == (UnreadableKind.LANGUAGE, True)
    german = verdict(policy("Privacy Policy", GERMAN, language="de"), policy(), Recipe(language="en"))
    assert german is not None
    assert german.kind is UnreadableKind.LANGUAGE


def test_a_wrongly_declared_language_is_no_evidence() -> None:
    assert verdict(policy(language="fr"), policy(language="en"), Recipe(language="en")) is None
    assert verdict(policy("隐私政策", CHINESE, language="en"), None, Recipe(language="zh-CN")) is None


def test_a_declared_language_counts_where_the_text_is_too_short_to_tell() -> None:
    found = verdict(policy(clauses=("Zoku.",), language="ja"), None, Recipe(language="en"))
    assert found is not None
    assert found.kind is UnreadableKind.LANGUAGE


def test_a_selector_without_a_match_is_no_change() -> None:
    found = verdict(policy(), recipe=Recipe(select="#gone"))
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.SELECTOR, False)


def test_a_missing_match_on_a_challenge_page_is_called_a_challenge() -> None:
    found = verdict(CHALLENGES["cloudflare"], recipe=Recipe(select="#gone"))
    assert found is not None
    assert found.kind is UnreadableKind.CHALLENGE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(CLAUSES), "en"),
        ("".join(CHINESE), "zh"),
        (" ".join(GERMAN), "de"),
        ("ok " * 10, None),
        ("これは個人情報の取り扱いに関する規約です。" * 4, "ja"),
    ],
)
def test_a_language_is_told_only_where_it_is_sure(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_judging_a_long_hostile_answer_is_quick() -> None:
    body = html("<p>" + "not " * 100_000 + "</p>", "error " * 100 + "page " * 100, "<div id=root " * 20_000)
    found = formats.read(capture(body), Recipe())
    assert isinstance(found, Document)
    assert judge(found, capture(body), Recipe(), document(policy())) is not None


# --- beginnings, teasers and long notices -------------------------------------------------------------------------

TEXT = tuple(f"{clause} This is part {number} of the agreement." for number, clause in enumerate(CLAUSES * 3))


def closed(*clauses: str, more: str = "") -> str:
    body = "".join(f"<p>{clause}</p>" for clause in clauses)
    return f"<!doctype html><html><body><main><h1>Terms</h1>{body}{more}</main></body></html>"


def beside(page: str, baseline: str = closed(*TEXT)) -> Unreadable | None:
    return judge(document(page), capture(page), Recipe(), document(baseline), capture(baseline))


def test_an_answer_that_breaks_off_is_no_change_however_long_it_stays() -> None:
    whole = closed(*TEXT)
    found = beside(whole[: len(whole) * 6 // 10])
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.SHRUNK, False)


def test_a_text_that_was_cut_down_is_a_change() -> None:
    assert beside(closed(*TEXT[:11])) is None


def test_a_page_that_never_was_closed_may_be_cut_down() -> None:
    whole, less = (closed(*clauses).replace("</body></html>", "") for clauses in (TEXT, TEXT[:11]))
    assert beside(less, whole) is None


@pytest.mark.parametrize(
    "offer",
    [
        "This content is for members only.",
        "Sign in to continue reading.",
        "The full document is available to registered customers.",
        "登录后查看全文",
    ],
)
def test_a_teaser_is_no_change(offer: str) -> None:
    found = beside(closed(*TEXT[:4], more=f"<p>{offer}</p>"))
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.LOGIN, False)


def test_a_policy_that_now_speaks_of_signing_in_is_a_change() -> None:
    assert beside(closed(*TEXT, more="<p>Sign in to view your data.</p>")) is None


def test_a_long_consent_wall_is_no_change() -> None:
    purposes = "".join(
        f"<p>Partner {number} measures the performance of advertising in region {number}, on grounds of its own.</p>"
        for number in range(60)
    )
    found = beside(html(f"<h1>Before you continue</h1>{purposes}<button>Accept all</button>", "Before you continue"))
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.CONSENT_WALL, False)


def test_a_headline_alone_stands_in_for_the_text() -> None:
    found = beside(html("<main><h1>Terms</h1></main>"))
    assert found is not None
    assert (found.kind, found.suspect) == (UnreadableKind.WRONG_DOCUMENT, False)
