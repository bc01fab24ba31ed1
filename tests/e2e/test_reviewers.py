"""Who reviews does not know what the service alone is told: systemd hands a channel's secret to nobody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, policy, watched


def secret_channel(file: Path) -> str:
    return f'team: {{webhook: {{url: "http://127.0.0.1:1/", secret: "${{file:{file}}}"}}}}\nlog: {{file: told.jsonl}}'


def test_who_reads_reviews_and_accepts_needs_no_channels_secret(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("known to the service")
    with watched(tmp_path) as it:
        it.watches(it.source(), CLAIMS, channels=secret_channel(secret))
        run = it.program.run
        assert run("check").code == 0
        it.shows(policy(NEVER_SELLS, KEEPS.replace("30 days", "90 days"), TRAINING))
        assert run("check").code == 1
        secret.unlink()
        newest = run("changes", "--json").json[0]["change"]
        commands = [
            ("claims",),
            ("status",),
            ("changes",),
            ("show", newest),
            ("explain", "acme/privacy"),
            ("next",),
            ("comment", newest, "Asked the vendor.", "--by", "Ann"),
            ("snooze", newest, "--for", "3d", "--by", "Ann"),
            ("accept", "acme/retention", "--by", "Ann", "--because", "It is longer, and known."),
        ]
        for words in commands:
            ran = run(*words)
            assert ran.code in (0, 1) and "secret" not in ran.err, (words, ran.err)


def test_who_sends_is_told_which_secret_is_missing(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.watches(it.source(), CLAIMS, channels=secret_channel(tmp_path / "nosuch"))
        for words in (("check",), ("run",), ("test-alert",), ("validate",)):
            ran = it.program.run(*words)
            assert ran.code == 2 and "cannot be read: No such file" in ran.err, (words, ran.err)


@pytest.mark.skipif(os.getuid() != 0, reason="only root could leave what a service cannot change")
@pytest.mark.parametrize("words", [("check",), ("run",), ("backup",), ("restore",)])
def test_root_leaves_nothing_in_a_service_s_folder(words: tuple[str, ...], tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        os.chown(it.program.snapshots, 10001, 10001)
        ran = it.program.run(*words)
        assert ran.code == 2 and "belongs to" in ran.err and "sudo -u" in ran.err
        assert it.program.run("claims").code == 0
