"""Mail, by SMTP: multipart text and HTML, one recipient per message, threaded by incident.

    legal: {email: {to: [legal@example.com], from: watch@example.com, server: "smtp+starttls://mail.example.com:587",
                    password: "${cred:smtp}"}}

The Message-ID is made from the message's key, so a repeated delivery is one mail to every program that looks at it.
``smtplib`` works in a thread of its own; we dial the address that the network allows, and TLS checks the name.
"""

from __future__ import annotations

import asyncio
import contextlib
import email.errors
import email.utils
import hashlib
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from clausewatch_notifiers import mail_html, plain
from clausewatch_notifiers.contract import Message, Network, NotifierError, Receipt, Rejected, Retry, Secret
from clausewatch_notifiers.threads import in_thread

SHORT = None
EXAMPLES: Mapping[str, object] = {
    "to": ["legal@example.com"],
    "from": "Clausewatch <watch@example.com>",
    "server": "smtp+starttls://mail.example.com:587",
    "username": "watch",
    "password": "${cred:smtp}",
    "attach": False,
    "timeout": "60s",
}
"""Of each setting, as the watchlist writes it."""
ADVICE = "check server, port, user name and password, and that the server takes mail from this sender to this address"
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SUBJECT = 180
_MESSAGE_ID = re.compile(r"<[0-9a-f]{32}@[^\s<>]+>")
"""Of a mail of ours, as its receipt has it."""
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    to: tuple[str, ...]
    """Addresses; each gets its own mail and does not see the others."""
    from_: str
    """The sender's address, with or without a name: ``Clausewatch <watch@example.com>``."""
    server: str
    """``smtp+starttls://host:587``, ``smtps://host:465``, or ``smtp://host:25`` without encryption."""
    username: str = ""
    """Empty with a password: the sender's address."""
    password: Secret | None = None
    """Of the mail server."""
    attach: bool = True
    """Whether the diff file comes with the mail. Some mail servers hold back HTML files: see it by ``test-alert``."""
    timeout: float = 60.0
    """Seconds for one mail."""

    def __post_init__(self) -> None:
        if not self.to:
            raise ValueError("'to' names nobody")
        for each in (*self.to, self.from_):
            _address(each)
        server = Server.of(self.server)
        if self.password and server.scheme == "smtp" and server.host not in LOCAL:
            raise ValueError("a password over smtp:// could be read by others; use smtp+starttls:// or smtps://")


@dataclass(frozen=True, slots=True)
class Server:
    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Server:
        """Raises ``ValueError`` for anything but scheme, host and port."""
        wrong = ValueError("'server' must look like smtp+starttls://mail.example.com:587, smtps://… or smtp://…")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise wrong from None
        if "@" in parts.netloc:
            raise ValueError("'server' holds no user name or password; 'username' and 'password' do")
        if parts.scheme not in PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise wrong
        return cls(parts.scheme, parts.hostname, port or PORTS[parts.scheme])


def _address(text: str) -> Address:
    """An address with its name, if it has one; raises ``ValueError``."""
    name, spec = email.utils.parseaddr(text)
    if not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", spec) or plain.line(text) != text:
        raise ValueError(f"{plain.line(text)!r} is not a mail address")
    try:
        return Address(name, addr_spec=spec)
    except email.errors.MessageError:  # its parser's own errors are no ValueError
        raise ValueError(f"{plain.line(text)!r} is not a mail address") from None


def recipients(settings: Settings) -> tuple[str, ...]:
    return tuple(dict.fromkeys(settings.to))


def reaches(settings: Settings) -> tuple[str, int | None] | None:
    server = Server.of(settings.server)
    return server.host, server.port


def build(settings: Settings, network: Network) -> Mail:
    return Mail(settings, network)


@dataclass(frozen=True, slots=True)
class Mail:
    settings: Settings
    network: Network

    async def send(self, message: Message, recipient: str) -> Receipt:
        server = Server.of(self.settings.server)
        shown = message if self.settings.attach else replace(message, attachment=None)
        mail = compose(shown, self.settings.from_, recipient)
        address = await self.network.resolve(server.host, server.port)
        session = _Session(self.settings, server, address)
        try:
            async with asyncio.timeout(self.settings.timeout):
                await in_thread(lambda: session.deliver(mail, recipient), "clausewatch-mail")
        except TimeoutError:
            raise Retry(f"{server.host}: no mail accepted within {self.settings.timeout:g} s") from None
        finally:
            session.abort()
        return Receipt(str(mail["Message-ID"]))


# --- the conversation ---------------------------------------------------------------------------------------------


class _Client(smtplib.SMTP):
    """Dials ``address`` but goes by ``host``, for the certificate; with ``tls``, encrypted from the first byte."""

    def __init__(self, server: Server, address: str, greeting: str, timeout: float) -> None:
        self.address = address
        self.tls = ssl.create_default_context() if server.scheme == "smtps" else None
        self.dialled: socket.socket | None = None
        # smtplib would ask the DNS for this machine's full name.
        super().__init__(local_hostname=greeting, timeout=timeout)
        self._host = server.host

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self.dialled = socket.create_connection((self.address, port), timeout)
        if self.tls:
            self.dialled = self.tls.wrap_socket(self.dialled, server_hostname=host)
        return self.dialled


class _Session:
    """One mail to one recipient, in a thread; ``abort`` ends it from outside."""

    def __init__(self, settings: Settings, server: Server, address: str) -> None:
        self.settings = settings
        self.server = server
        greeting = _address(settings.from_).domain
        self.client = _Client(server, address, greeting if greeting.isascii() else "localhost", settings.timeout)

    def deliver(self, mail: EmailMessage, recipient: str) -> None:
        """Returns once the server has taken it over. It is told goodbye and not listened to any more: to wait for its
        answer would put a mail that it has taken in doubt."""
        try:
            self._converse(mail, recipient)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise _fault(error, self.server.host) from None
        else:
            with contextlib.suppress(smtplib.SMTPException, OSError, ValueError):
                self.client.putcmd("quit")
        finally:
            self.client.close()
            if self.client.dialled:
                self.client.dialled.close()

    def _converse(self, mail: EmailMessage, recipient: str) -> None:
        code, reply = self.client.connect(self.server.host, self.server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, reply)
        if self.server.scheme == "smtp+starttls":
            self.client.starttls(context=ssl.create_default_context())
        if self.settings.password:
            name = self.settings.username or _address(self.settings.from_).addr_spec
            self.client.login(name, self.settings.password.reveal())
        sender = _address(self.settings.from_).addr_spec
        self.client.send_message(mail, sender, [_address(recipient).addr_spec])

    def abort(self) -> None:
        """Closes the connection under the thread's hands, if it is still there, so that it cannot go on for ever."""
        for each in (self.client.sock, self.client.dialled):
            if each is not None:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)


def _fault(error: Exception, host: str) -> NotifierError:
    """SMTP's own classes: 4xx is for now, 5xx for good (RFC 5321, 4.2.1); a broken connection is for now."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Rejected(f"{host}: the server lacks what the settings ask for ({plain.line(str(error))})")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        return _by_code(code, f"{host}: recipient refused: {_reply(code, reply)}")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        # Not the reply: it may echo what was sent.
        return _by_code(error.smtp_code, f"{host}: user name or password refused ({error.smtp_code})")
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code, f"{host}: {_reply(error.smtp_code, error.smtp_error)}")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Retry(f"{host}: its certificate is not accepted ({plain.line(error.verify_message)})")
    return Retry(f"{host}: connection failed ({type(error).__name__})")


def _by_code(code: int, text: str) -> NotifierError:
    return Rejected(text) if 500 <= code < 600 else Retry(text)


def _reply(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {plain.shortened(plain.line(text), 200)}"


# --- the mail -----------------------------------------------------------------------------------------------------


def compose(message: Message, sender: str, recipient: str) -> EmailMessage:
    """The mail as it is sent; equal for equal arguments, the boundaries between its parts included."""
    domain = _address(sender).domain
    file = message.attachment
    if file:  # what is not shown stands in there, and a path on a server helps nobody who reads mail
        message = replace(message, files=(f"the attached {file.name}",))
    mail = EmailMessage(policy=SMTP)
    for name, value in _headers(message, domain):
        mail[name] = value
    mail["From"] = _address(sender)
    mail["To"] = _address(recipient)
    mail.set_content(plain.line(message.title) + "\n\n" + plain.as_text(message), cte="quoted-printable")
    mail.add_alternative(mail_html.page(message), subtype="html", cte="quoted-printable")
    if file:
        maintype, _, subtype = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.name)
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{_digest(message.key)}")
    return mail


def _headers(message: Message, domain: str) -> Iterator[tuple[str, str]]:
    yield "Subject", plain.shortened(plain.line(message.title), SUBJECT)
    yield "Date", email.utils.format_datetime(message.created_at)
    yield "Message-ID", f"<{_digest(message.key)}@{domain}>"
    if message.thread:
        # No mail bears this id: programs group by it all the same, whichever of the thread arrives first.
        story = f"<thread-{_digest(message.thread)}@{domain}>"
        first = [message.parent] if _MESSAGE_ID.fullmatch(message.parent) else []
        yield "In-Reply-To", first[0] if first else story
        yield "References", " ".join((story, *first))
    yield "List-Id", f"Clausewatch <clausewatch.{domain}>"
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "All"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
