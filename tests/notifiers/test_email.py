"""Mail against a real SMTP server on loopback."""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
import re
import ssl
import traceback
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from hypothesis import given, settings

from clausewatch.core.render.message import render
from clausewatch_notifiers import email as mail
from clausewatch_notifiers import mail_html
from clausewatch_notifiers.contract import (
    Attachment,
    Message,
    Network,
    Notifier,
    NotifierError,
    Passage,
    Receipt,
    Rejected,
    Retry,
    Secret,
)
from notifiers.contract_suite import TOKEN, message
from notifiers.example_alerts import EXAMPLES, incident
from notifiers.hostile import messages
from notifiers.receivers import Hangs, Resets, network, receiver

SENDER, READER = "Clausewatch <watch@example.com>", "legal@example.com"
CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""Of ``mail.example``, with its key; it opens nothing but these tests."""


@dataclass(frozen=True)
class Send:
    """One mail, and how the settings say to send it."""

    scheme: str = "smtp"
    host: str = "127.0.0.1"
    password: str = ""


@dataclass
class Postbox:
    """Answers each step as told and keeps what it took."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    taken: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data.startswith("2"):
            self.taken.append(envelope)
            self.encrypted.append(session.ssl is not None)
        return self.data


class Lingers(Postbox):
    """Takes the mail and never says goodbye."""

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.Event().wait()
        raise AssertionError("never")


def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    right = getattr(data, "login", None) == b"watch@example.com" and getattr(data, "password", None) == TOKEN.encode()
    return AuthResult(success=right, handled=False)


Answered = list[Receipt | NotifierError]


def exchange(postbox: Postbox, *sends: Send, over: ssl.SSLContext | None = None, **options: Any) -> Answered:
    """What each of ``sends`` came to, one after the other, at one server."""

    async def run() -> Answered:
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(
            lambda: SMTP(postbox, hostname="mail.example", authenticator=_login, loop=loop, **options),
            "127.0.0.1",
            0,
            ssl=over,
        )
        async with listening, network() as net:
            return [await _outcome(each, listening.sockets[0].getsockname()[1], net) for each in sends]

    return asyncio.run(run())


async def _outcome(each: Send, port: int, net: Network) -> Receipt | NotifierError:
    secret = Secret(each.password) if each.password else None
    url = f"{each.scheme}://{each.host}:{port}"
    notifier: Notifier = mail.build(mail.Settings((READER,), SENDER, url, password=secret, timeout=5), net)
    try:
        return await notifier.send(message(), READER)
    except NotifierError as error:
        return error


def tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def received(envelope: Envelope) -> EmailMessage:
    parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_mail_arrives_with_text_and_html_for_one_reader() -> None:
    postbox = Postbox()
    (receipt,) = exchange(postbox, Send())
    assert isinstance(receipt, Receipt)
    assert postbox.taken[0].rcpt_tos == [READER]
    it = received(postbox.taken[0])
    assert [part.get_content_type() for part in it.iter_parts()] == ["text/plain", "text/html"]
    assert it["Message-ID"] == receipt.id
    assert it["To"] == READER
    assert it["Auto-Submitted"] == "auto-generated"
    assert it["List-Id"] == "Clausewatch <clausewatch.example.com>"
    assert it["Date"].datetime == message().created_at


def test_a_server_that_took_the_mail_and_says_no_goodbye_has_taken_it() -> None:
    """Else it would get the mail again."""
    postbox = Lingers()
    assert [type(each) for each in exchange(postbox, Send(), Send())] == [Receipt, Receipt]
    assert len(postbox.taken) == 2


def test_a_repeated_delivery_is_the_same_mail_byte_for_byte() -> None:
    postbox = Postbox()
    exchange(postbox, Send(), Send())
    first, second = postbox.taken
    assert first.content == second.content


def test_mails_of_one_incident_share_a_reference_and_have_their_own_ids() -> None:
    one, two = (mail.compose(render(incident(), key), SENDER, READER) for key in ("k1", "k2"))
    assert one["References"] == two["References"] == one["In-Reply-To"]
    assert one["Message-ID"] != two["Message-ID"]
    assert mail.compose(message(), SENDER, READER)["References"] is None


@pytest.mark.parametrize(
    ("postbox", "kind"),
    [
        (Postbox(rcpt="450 Mailbox busy"), Retry),
        (Postbox(rcpt="550 No such user"), Rejected),
        (Postbox(data="451 Try later"), Retry),
        (Postbox(data="554 Refused as spam"), Rejected),
    ],
)
def test_smtp_says_for_now_or_for_good(postbox: Postbox, kind: type) -> None:
    (error,) = exchange(postbox, Send())
    assert isinstance(error, kind)
    assert (postbox.rcpt if postbox.rcpt[0] != "2" else postbox.data) in str(error)


def test_a_password_is_taken_or_refused_for_good_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="clausewatch_notifiers")
    postbox = Postbox()
    sends = (Send(password=TOKEN), Send(password=f"not-{TOKEN}"))
    taken, error = exchange(postbox, *sends, auth_require_tls=False)
    assert isinstance(taken, Receipt)
    assert isinstance(error, Rejected)
    assert TOKEN not in "".join(traceback.format_exception(error)) + caplog.text
    assert TOKEN not in repr(mail.Settings((READER,), SENDER, "smtps://mail.example", password=Secret(TOKEN)))


def test_without_the_starttls_it_was_told_to_use_it_sends_nothing() -> None:
    postbox = Postbox()
    (error,) = exchange(postbox, Send("smtp+starttls", password=TOKEN), auth_require_tls=False)
    assert isinstance(error, Rejected)
    assert postbox.taken == []


def test_starttls_and_tls_check_the_name_and_connect_to_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    upgraded, direct = Postbox(), Postbox()
    sends = (Send("smtp+starttls", "mail.example", TOKEN), Send("smtp+starttls", "other.example"))
    right, wrong = exchange(upgraded, *sends, tls_context=tls(), require_starttls=True)
    assert isinstance(right, Receipt)
    assert isinstance(wrong, Retry)
    assert upgraded.encrypted == [True]
    assert isinstance(exchange(direct, Send("smtps", "mail.example"), over=tls())[0], Receipt)
    assert len(direct.taken) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_accepted() -> None:
    postbox = Postbox()
    (error,) = exchange(postbox, Send("smtps", "mail.example"), over=tls())
    assert isinstance(error, Retry)
    assert "certificate" in str(error)
    assert postbox.taken == []


@pytest.mark.parametrize("behaviour", [Hangs(), Resets()])
def test_a_server_that_says_nothing_or_goes_away_is_tried_again(behaviour: Hangs | Resets) -> None:
    async def run() -> None:
        async with receiver(behaviour) as there, network() as net:
            url = f"smtp://{there.address}"
            notifier = mail.build(mail.Settings((READER,), SENDER, url, timeout=0.3), net)
            with pytest.raises(Retry):
                await notifier.send(message(), READER)

    asyncio.run(run())


def test_nobody_listening_is_tried_again() -> None:
    async def run() -> Receipt | NotifierError:
        async with receiver(Resets()) as there, network() as net:
            port = int(there.address.partition(":")[2])
        return await _outcome(Send(), port, net)

    assert isinstance(asyncio.run(run()), Retry)


@settings(max_examples=60, deadline=None)
@given(messages)
def test_no_text_adds_a_header_line_or_a_recipient(hostile: Message) -> None:
    expected = mail.compose(message(), SENDER, READER).keys()
    raw = mail.compose(hostile, SENDER, READER).as_bytes()
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    names = [name for name in parsed if name not in ("References", "In-Reply-To")]
    assert sorted(names) == sorted(name for name in expected if name not in ("References", "In-Reply-To"))
    assert parsed["To"] == READER
    assert len(list(parsed.iter_parts())) == 2  # type: ignore[attr-defined]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, tuple[str, ...]]] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    parser.close()
    return parser


@settings(max_examples=60, deadline=None)
@given(messages)
def test_no_text_becomes_a_tag_an_attribute_or_a_link(hostile: Message) -> None:
    known = {("span", ()), *(each for page in every_example() for each in tags(page).seen)}
    found = tags(mail_html.page(hostile))
    assert found.seen <= known
    assert all(link.startswith("https://acme.example/") for link in found.links)


@pytest.mark.parametrize(
    "address", ["https://evil.example/reset?x=1", "www.evil.example", "evil.com", "mailto:a@evil.example", "a@evil.com"]
)
def test_no_program_finds_an_address_in_what_a_page_says(address: str) -> None:
    """They look for one within a piece of text; the reader sees, and copies, the same words."""
    said = f"Write to {address} at once."
    page = mail_html.page(
        replace(message(), title=said, summary=said, facts=(), passages=(Passage("NEW", after=said),))
    )
    body = page[page.index("<body") :]
    assert not re.search(r"//\w|\w\.[a-z]{2,}|\w@\w", "\n".join(re.findall(r">([^<]+)<", body)))
    assert re.sub(r"<[^>]*>", "", body).count(said) == 3


KEPT_TAGS = {"html", "head", "meta", "title", "style", "body", "table", "tr", "td", "span", "div", "a", "br"}
KEPT_BY_BOTH = {
    "background-color",
    "border-left",
    "border-top",
    "color",
    "font-family",
    "font-size",
    "font-weight",
    "line-height",
    "margin",
    "padding",
    "text-decoration",
}
"""CSS properties that Gmail and Outlook (Word's engine) both keep in a style attribute."""
DROPPED_WITHOUT_HARM = {"max-width", "word-break"}
"""Outlook drops these: the column is as wide as its pane, a long address is not broken."""


def every_example() -> list[str]:
    return [mail_html.page(render(make(), "key")) for make in EXAMPLES.values()]


@pytest.mark.parametrize("page", every_example(), ids=list(EXAMPLES))
def test_the_html_uses_only_what_outlook_and_gmail_keep(page: str) -> None:
    assert {tag for tag, _ in tags(page).seen} <= KEPT_TAGS
    styles = re.findall(r'style="([^"]*)"', page)
    used = {each.split(":")[0].strip() for style in styles for each in style.split(";") if each}
    assert used <= KEPT_BY_BOTH | DROPPED_WITHOUT_HARM
    assert {name for _, names in tags(page).seen for name in names} <= ATTRIBUTES
    assert len(page.encode()) < 100_000, "Gmail cuts at 102 kB"


ATTRIBUTES = {
    *("align", "border", "cellpadding", "cellspacing", "charset", "class", "content", "href", "lang", "name"),
    *("role", "style", "width"),
}


def test_the_style_sheet_holds_colours_for_the_dark_and_nothing_else() -> None:
    """A program that drops it, or half understands it, still shows everything."""
    (sheet,) = re.findall(r"<style>(.*?)</style>", mail_html.page(message()), re.DOTALL)
    assert re.fullmatch(r"\s*@media \(prefers-color-scheme: dark\) \{(\s*\.cw-[a-z]+ \{[^{}]*\})+\s*\}\s*", sheet)
    declared = {
        each.split(":")[0].strip()
        for body in re.findall(r"\.cw-[a-z]+ \{([^{}]*)\}", sheet)
        for each in body.split(";")
    }
    assert declared <= {"color", "background-color", "border-color"}
    used = {name for names in re.findall(r'class="([^"]*)"', "".join(every_example())) for name in names.split()}
    assert used <= set(re.findall(r"\.(cw-[a-z]+) \{", sheet))


def contrast(one: str, other: str) -> float:
    """Of two colours ``#rrggbb``, by WCAG 2.2."""

    def lightness(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*mail_html.COLOURS.values(), "#72777e", "#2f7bd9"])
def test_every_inline_colour_can_be_read_on_white_and_on_the_dark_that_a_program_may_make(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 3.9
    assert contrast(colour, "#121212") >= 3.0


def test_colours_for_the_dark_are_easy_to_read_there() -> None:
    rules = dict(re.findall(r"\.(cw-[a-z]+) \{([^{}]*)\}", mail_html.DARK))
    ground = re.search(r"background-color: (#\w+)", rules["cw-page"])
    assert ground
    for name, rule in rules.items():
        own = re.search(r"background-color: (#\w+)", rule)
        for colour in re.findall(r"(?<![-\w])color: (#\w+)", rule):
            assert contrast(colour, own[1] if own else ground[1]) >= 4.5, name


FILE = Attachment("acme-privacy-2026-11-24T11-58-02Z.html", "text/html", "<p>旧 → 新</p>".encode())


def test_the_diff_is_attached_and_the_mail_says_so() -> None:
    composed = mail.compose(replace(message(), attachment=FILE, more=14), SENDER, READER)
    (attached,) = composed.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (FILE.name, "text/html")
    assert attached.get_payload(decode=True) == FILE.content
    for kind in ("plain", "html"):
        body = composed.get_body((kind,))
        assert body is not None
        assert f"… and 14 more in the attached {FILE.name}" in re.sub(r"</?span[^>]*>", "", body.get_content())


def test_an_attached_mail_is_the_same_byte_for_byte_at_a_retry() -> None:
    first, again = (bytes(mail.compose(replace(message(), attachment=FILE), SENDER, READER)) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(("attach", "parts"), [(True, 1), (False, 0)])
def test_the_file_can_be_left_out(attach: bool, parts: int) -> None:
    postbox = Postbox()

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(postbox, hostname="mail.example", loop=loop), "127.0.0.1", 0)
        async with server, network() as net:
            url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            notifier = mail.build(mail.Settings((READER,), SENDER, url, attach=attach), net)
            await notifier.send(replace(message(), attachment=FILE), READER)

    asyncio.run(run())
    assert len(list(received(postbox.taken[0]).iter_attachments())) == parts


def test_a_later_mail_answers_the_first_one_of_its_story() -> None:
    first = mail.compose(render(incident(), "k1"), SENDER, READER)
    later = mail.compose(replace(render(incident(), "k2"), parent=str(first["Message-ID"])), SENDER, READER)
    assert later["In-Reply-To"] == first["Message-ID"]
    assert str(later["References"]).split()[-1] == first["Message-ID"]
    assert str(later["References"]).split()[0] == first["References"]
    odd = mail.compose(replace(render(incident(), "k3"), parent="C012/17000\r\nBcc: x@example.com"), SENDER, READER)
    assert odd["Bcc"] is None and odd["In-Reply-To"] == first["In-Reply-To"]


def test_the_text_part_reads_well_alone() -> None:
    text = mail.compose(message(), SENDER, READER).get_body(("plain",))
    assert text is not None
    lines = text.get_content().splitlines()
    assert lines[0] == message().title
    assert all(
        len(line) <= 76 for line in lines if "http" not in line and "clausewatch" not in line and line != lines[0]
    )
    assert "<" not in text.get_content()


def test_a_row_of_signs_is_not_compared_sign_by_sign() -> None:
    before, after = "|-" * 1_900 + "old", "|-" * 1_900 + "new"
    assert mail_html.marked(before, after) == (before, after)


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    before, after = mail_html.marked("We keep it for 30 days.", "We keep it for 180 days.")
    assert before == f"We keep it for <span {mail_html.REMOVED}>30</span> days."
    assert after == f"We keep it for <span {mail_html.ADDED}>180</span> days."


def test_a_chinese_edit_is_marked_by_characters() -> None:
    before, _ = mail_html.marked("我们不会出售您的个人信息。", "我们会出售您的个人信息。")
    assert before == f"我们<span {mail_html.REMOVED}>不</span>会出售您的个人信息。"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"to": ()}, "'to' names nobody"),
        ({"to": ("nobody",)}, "not a mail address"),
        ({"to": ("a@example.com\r\nBcc: b@example.com",)}, "not a mail address"),
        ({"from_": "watch"}, "not a mail address"),
        ({"server": "mail.example.com"}, "must look like"),
        ({"server": "smtp://user:pass@mail.example.com"}, "holds no user name or password"),
        ({"server": "smtp://mail.example.com:port"}, "must look like"),
        ({"server": "smtp://mail.example.com", "password": Secret("x")}, "could be read by others"),
    ],
)
def test_settings_that_cannot_work_are_refused_with_the_reason(change: dict[str, object], said: str) -> None:
    good = mail.Settings((READER,), SENDER, "smtp+starttls://mail.example.com")
    with pytest.raises(ValueError, match=said):
        replace(good, **change)  # type: ignore[arg-type]


def test_each_reader_is_one_recipient_once() -> None:
    both = mail.Settings(("a@example.com", "b@example.com", "a@example.com"), SENDER, "smtps://mail.example.com")
    assert mail.recipients(both) == ("a@example.com", "b@example.com")
