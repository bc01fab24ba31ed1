"""A change of a page, from the vendor's server to the people who rely on it."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from e2e.people import grade, html_of, text_of, title
from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, USUAL, claim, policy, watched

LONGER = "We keep your prompts for 180 days and then delete them."


def test_a_changed_clause_arrives_once_in_slack_and_once_by_mail_graded_and_with_its_verdict(tmp_path: Path) -> None:
    with watched(tmp_path) as world, world.program.daemon() as daemon:
        daemon.has_begun()
        world.shows(policy(NEVER_SELLS, LONGER, TRAINING, updated="July 1, 2026"))
        daemon.polls_again("acme/privacy")
        daemon.has_delivered()
        daemon.polls_again("acme/privacy")  # nothing new, nothing told
        daemon.has_delivered()
        assert daemon.stop() == 0

        (_, post), (_, mail) = world.slack.posts, world.mail.mails
        assert title(post).startswith("Acme: “We keep your prompts for 30 days and then delete them.” was reworded")
        assert grade(post) == "major"
        shown = json.dumps(post, ensure_ascii=False)
        assert "REWORDED, major" in shown and LONGER in shown and "Prompts are deleted after 30 days" in shown
        assert "REWORDED, major" in text_of(mail) and LONGER in text_of(mail)
        assert "180" in html_of(mail) and "Prompts are deleted" in html_of(mail)


def test_the_files_of_a_change_lead_back_to_the_former_text_and_to_the_very_bytes(tmp_path: Path) -> None:
    after = policy(NEVER_SELLS, LONGER, TRAINING)
    with watched(tmp_path) as world:
        program = world.program
        assert program.run("check").code == 0
        former = (program.snapshots / "acme/privacy/latest.md").read_bytes()
        world.shows(after)
        assert program.run("check").code == 1

    place = program.snapshots / "acme/privacy"
    (html,), (markdown,), (diff,) = (program.files(f"acme/privacy/diffs/*.{ext}") for ext in ("html", "md", "diff"))
    assert html.stem == markdown.stem == diff.stem
    assert "180" in html.read_text() and "~~30~~**180** days" in markdown.read_text()
    assert f"-{KEEPS}" in diff.read_text() and f"+{LONGER}" in diff.read_text()
    assert git_applied_in_reverse(diff, place / "latest.md", tmp_path / "undone") == former

    captures = {path.stem.split(".")[0]: path for path in program.files("acme/privacy/captures/*.html.gz")}
    assert len(captures) == 2
    bodies = [gzip.decompress(path.read_bytes()) for _, path in sorted(captures.items())]
    assert sorted(bodies) == sorted([USUAL.encode(), after.encode()])
    for path in captures.values():
        facts = json.loads((path.parent / f"{path.name.split('.')[0]}.json").read_text())
        assert facts["sha256"] == hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest()
        assert facts["url"] == world.site.url("/privacy") and facts["status"] == 200


def git_applied_in_reverse(diff: Path, latest: Path, folder: Path) -> bytes:
    """The former text, as a person would get it back."""
    folder.mkdir()
    shutil.copy(latest, folder / "latest.md")
    subprocess.run(["git", "apply", "-R", str(diff)], cwd=folder, check=True, capture_output=True)
    return (folder / "latest.md").read_bytes()


def test_the_first_poll_sends_one_digest_with_the_closest_text_of_a_quote_that_is_not_there(tmp_path: Path) -> None:
    published = "We delete your prompts within 30 days of your request."
    with watched(tmp_path) as world:
        world.watches(world.source(), CLAIMS + claim("deletion", "Deletes on request", published))
        with world.program.daemon() as daemon:
            daemon.has_begun()
            daemon.polls_again("acme/privacy")

        (post,), (mail,) = world.slack.posts, world.mail.mails
        assert title(post) == "Acme: 1 of 5 tracked clauses does not stand as published"
        assert published in text_of(mail).replace("\n  ", " ")
        assert "Closest text: We keep your prompts for 30 days" in text_of(mail)


def test_a_removed_clause_and_a_broken_silence_are_told_in_one_message(tmp_path: Path) -> None:
    with watched(tmp_path) as world:
        world.program.run("check")
        world.shows(policy(KEEPS, TRAINING, "An independent auditor has issued a SOC 2 report about our platform."))
        assert world.program.run("check").code == 1

        _, post = world.slack.posts
        shown = json.dumps(post, ensure_ascii=False)
        assert grade(post) == "critical"
        assert "REMOVED" in shown and "BROKEN" in shown and NEVER_SELLS in shown
        assert len(world.mail.mails) == 2
