"""Secrets by reference, and out of every text.

A watchlist is read by many and lies in version control, so a secret stands in it only as a reference, and a reference
is the whole value, never a part of one:

    ${env:NAME}      the variable NAME, else the content of the file that NAME_FILE names (Docker's habit)
    ${file:/path}    the content of a file
    ${cred:name}     systemd's $CREDENTIALS_DIRECTORY/name, else Docker's /run/secrets/name

One line break at the end is not part of a secret; an empty secret is an error. What was resolved is taken out of texts
*by value* (``Redactor``): a pattern cannot know what a secret looks like, and was seen to miss the path of a webhook.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from clausewatch_notifiers.contract import Secret

HIDDEN = "****"
MAX_BYTES = 64 * 1024
SHORTEST_WHOLE = 4
"""A shorter secret stands in ordinary words; taking it out would garble every text and hide nothing."""
SHORTEST_PART = 8
"""Characters of a part of a URL that is secret enough to be taken out by itself, as webhooks' tokens are."""
DOCKER_SECRETS = Path("/run/secrets")
FORMS = '"${env:NAME}", "${file:/path}" or "${cred:name}"'

_REFERENCE = re.compile(r"\$\{(?P<kind>[^:{}]*):(?P<name>[^{}]*)\}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CREDENTIAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class SecretError(Exception):
    """A reference that leads to no secret; ``str(error)`` names the reference, never a value."""


class AbsentError(SecretError):
    """The reference is right, and what it names is not here, or not for this user: systemd hands a credential to the
    service alone."""


def is_reference(text: str) -> bool:
    """Whether the text holds anything that is meant as a reference, well formed or not."""
    return "${" in text


def resolve(text: str, environ: Mapping[str, str], docker_secrets: Path = DOCKER_SECRETS) -> Secret:
    """The secret that a reference names. Raises ``SecretError`` with a sentence that says what to do."""
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise SecretError(f"a reference must be the whole value and one of {FORMS}")
    kind, name = match["kind"], match["name"]
    if kind == "env":
        return Secret(_variable(name, environ))
    if kind == "file":
        return Secret(_file(Path(name), f"${{file:{name}}}", must_be_absolute=name))
    if kind == "cred":
        return Secret(_credential(name, environ, docker_secrets))
    raise SecretError(f"unknown kind of reference '{kind[:20]}'; one of {FORMS}")


def _variable(name: str, environ: Mapping[str, str]) -> str:
    if not _VARIABLE.fullmatch(name):
        raise SecretError(f"'{name[:40]}' is no name of an environment variable")
    if name in environ:
        return _present(environ[name], f"the environment variable {name}")
    if f"{name}_FILE" in environ:
        return _file(Path(environ[f"{name}_FILE"]), f"the file that {name}_FILE names")
    raise AbsentError(f"the environment variable {name} is not set, and {name}_FILE is not either")


def _credential(name: str, environ: Mapping[str, str], docker_secrets: Path) -> str:
    if not _CREDENTIAL.fullmatch(name):
        raise SecretError(f"'{name[:40]}' is no name of a credential: letters, digits, '_', '-' and '.' only")
    folders = [Path(environ["CREDENTIALS_DIRECTORY"])] if environ.get("CREDENTIALS_DIRECTORY") else []
    for folder in (*folders, docker_secrets):
        if _is_there(folder / name):
            return _file(folder / name, f"the credential '{name}'")
    tried = (
        "$CREDENTIALS_DIRECTORY is not set (systemd sets it for the service alone)"
        if not folders
        else "it is not in $CREDENTIALS_DIRECTORY"
    )
    raise AbsentError(f"no credential '{name}': {tried}, and {docker_secrets}/{name} does not exist")


def _is_there(path: Path) -> bool:
    """Also where only reading it will tell why it cannot be read."""
    try:
        return path.exists()
    except OSError:
        return True


def _file(path: Path, called: str, must_be_absolute: str = "/") -> str:
    if not must_be_absolute.startswith("/"):
        raise SecretError(f"{called}: write the whole path, beginning with '/'")
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise SecretError(f"{called} holds more than {MAX_BYTES // 1024} KiB; that is no secret")
        return _present(content.decode(), called)
    except OSError as error:
        raise AbsentError(f"{called} cannot be read: {error.strerror or type(error).__name__}") from None
    except ValueError:  # not UTF-8, or a path with a NUL
        raise SecretError(f"{called} is not UTF-8 text") from None


def _present(value: str, called: str) -> str:
    value = value.removesuffix("\n").removesuffix("\r")
    if not value.strip():
        raise SecretError(f"{called} is empty")
    return value


# --- out of every text --------------------------------------------------------------------------------------------


class Redactor:
    """Takes secrets out of texts by value: whole, and the longer parts of those that are URLs."""

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        found = {needle for secret in secrets for needle in _needles(secret.reveal())}
        # The longest first: a part must not be taken out of the middle of the whole.
        ordered = sorted(found, key=lambda needle: (-len(needle), needle))
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def __call__(self, text: str) -> str:
        return self._pattern.sub(HIDDEN, text) if self._pattern else text

    redact = __call__


def _needles(value: str) -> Iterator[str]:
    """Every form in which a secret may turn up."""
    parts = {value} if len(value) >= SHORTEST_WHOLE else set()
    if "://" in value:
        parts.update(_parts(value))
    for part in parts:
        yield from {part, quote(part, safe=""), quote(part), unquote(part)} - {""}
    yield from (line.strip() for line in value.splitlines() if len(line.strip()) >= SHORTEST_PART)


def _parts(url: str) -> Iterator[str]:
    try:
        split = urlsplit(url)
        host = split.hostname or ""
    except ValueError:
        return
    yield from (part for part in (split.username, split.password) if part and len(part) >= SHORTEST_WHOLE)
    pieces = re.split(r"[/?&=#]", split.path + "?" + split.query + "#" + split.fragment)
    yield from (piece for piece in pieces if len(piece) >= SHORTEST_PART)
    if len(host) >= SHORTEST_PART and "." not in host:  # Apprise writes tokens where others write the host
        yield host


def secrets_in(value: object) -> Iterator[Secret]:
    """Every secret in a value and in the fields of frozen values below it, such as a channel's settings."""
    if isinstance(value, Secret):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from secrets_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from secrets_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from secrets_in(each)
