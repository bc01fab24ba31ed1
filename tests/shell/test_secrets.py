from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.shell.secrets import Redactor, SecretError, resolve, secrets_in
from clausewatch_notifiers.contract import Secret

WEBHOOK = "https://hooks.slack.example/services/T0AAAAAAA/B0BBBBBBB/cCcCcCcCcCcCcCcC"


def test_a_variable_gives_its_value() -> None:
    assert resolve("${env:TOKEN}", {"TOKEN": "value"}).reveal() == "value"


def test_a_variable_may_name_a_file_instead(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from file\n")
    assert resolve("${env:TOKEN}", {"TOKEN_FILE": str(tmp_path / "token")}).reveal() == "from file"


def test_one_line_break_at_the_end_is_no_part_of_a_secret(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"two\nlines\r\n")
    assert resolve(f"${{file:{tmp_path}/token}}", {}).reveal() == "two\nlines"


def test_a_credential_is_systemd_s_first_and_docker_s_second(tmp_path: Path) -> None:
    systemd, docker = tmp_path / "systemd", tmp_path / "docker"
    for folder in (systemd, docker):
        folder.mkdir()
        (folder / "smtp").write_text(folder.name)
    (docker / "only").write_text("docker")
    environ = {"CREDENTIALS_DIRECTORY": str(systemd)}
    assert resolve("${cred:smtp}", environ, docker).reveal() == "systemd"
    assert resolve("${cred:smtp}", {}, docker).reveal() == "docker"
    assert resolve("${cred:only}", environ, docker).reveal() == "docker"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("${env:MISSING}", "the environment variable MISSING is not set, and MISSING_FILE is not either"),
        ("${env:EMPTY}", "the environment variable EMPTY is empty"),
        ("${env:a-b}", "'a-b' is no name of an environment variable"),
        ("${file:relative}", "${file:relative}: write the whole path, beginning with '/'"),
        ("${file:/nowhere/at/all}", "${file:/nowhere/at/all} cannot be read: No such file or directory"),
        ("${cred:../shadow}", "'../shadow' is no name of a credential: letters, digits, '_', '-' and '.' only"),
        ("${vault:x}", "unknown kind of reference 'vault'; one of"),
        ("a ${env:EMPTY}", "a reference must be the whole value"),
        ("${env:EMPTY}${env:EMPTY}", "a reference must be the whole value"),
    ],
)
def test_a_reference_that_leads_nowhere_says_why(written: str, said: str) -> None:
    with pytest.raises(SecretError) as caught:
        resolve(written, {"EMPTY": ""})
    assert str(caught.value).startswith(said)


def test_a_whole_disk_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 70_000)
    with pytest.raises(SecretError, match="more than 64 KiB"):
        resolve(f"${{file:{tmp_path}/big}}", {})


def test_a_webhook_is_taken_out_whole_and_in_parts() -> None:
    redact = Redactor([Secret(WEBHOOK)])
    assert redact(f"POST {WEBHOOK} 404") == "POST **** 404"
    assert (
        redact('"POST /services/T0AAAAAAA/B0BBBBBBB/cCcCcCcCcCcCcCcC HTTP/1.1"')
        == '"POST /****/****/****/**** HTTP/1.1"'
    )
    assert redact("token cCcCcCcCcCcCcCcC revoked") == "token **** revoked"


def test_a_password_is_taken_out_however_it_is_written() -> None:
    redact = Redactor([Secret("smtp://user:p%40ss w/rd@mail.example:587"), Secret("p@ss/word")])
    assert redact("login p@ss/word") == "login ****"
    assert redact("login p%40ss%2Fword") == "login ****"


def test_a_short_secret_does_not_garble_every_text() -> None:
    assert Redactor([Secret("a")])("a banana") == "a banana"


def test_without_secrets_a_text_stays_as_it_is() -> None:
    assert Redactor()("nothing to hide") == "nothing to hide"


def test_secrets_are_found_in_settings_within_settings() -> None:
    @dataclass(frozen=True)
    class Inner:
        token: Secret

    @dataclass(frozen=True)
    class Outer:
        inner: Inner
        more: tuple[Secret, ...]
        name: str = "plain"

    found = list(secrets_in(Outer(Inner(Secret("one")), (Secret("two"),))))
    assert found == [Secret("one"), Secret("two")]


@given(st.text(min_size=4), st.text(), st.text())
def test_no_text_keeps_a_secret(secret: str, before: str, after: str) -> None:
    cleaned = Redactor([Secret(secret)])(before + secret + after)
    assert secret not in cleaned or secret in "****" or secret in (before + "****" + after)
