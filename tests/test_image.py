"""The image built from the Dockerfile and run as compose.yaml says, where an engine (docker, podman) is.

What stands in ``tests/test_container.py`` needs none. The container here has no network: the page that it watches is
served inside of it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from e2e.program import until

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICE = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["clausewatch"]
HEALTH = json.loads(re.findall(r"CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[0])
PAGE = "<h1>Privacy</h1><p>We never sell your data.</p><p>We keep what you send for thirty days, and no longer.</p>"
WATCHLIST = """
sources:
  acme: {url: "http://127.0.0.1:8765/", quotes: ["We never sell your data."]}
network: {allow: ["127.0.0.1:8765"]}
channels: {audit: {file: alerts.jsonl}}
"""
MINUTES = 60.0


@dataclass(frozen=True)
class Engine:
    name: str

    def run(self, *words: str, seconds: float = 2 * MINUTES) -> subprocess.CompletedProcess[str]:
        return subprocess.run([self.name, *words], capture_output=True, text=True, timeout=seconds, check=False)

    def does(self, *words: str, seconds: float = 2 * MINUTES) -> str:
        done = self.run(*words, seconds=seconds)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def has(self, image: str) -> bool:
        return self.run("image", "inspect", image).returncode == 0 or self._pulls(image)

    def _pulls(self, image: str) -> bool:
        try:
            return self.run("pull", "--quiet", image, seconds=3 * MINUTES).returncode == 0
        except subprocess.TimeoutExpired:
            return False


@pytest.fixture(scope="module")
def engine() -> Engine:
    there = [Engine(name) for name in ("docker", "podman") if shutil.which(name)]
    found = next((each for each in there if each.run("info").returncode == 0), None)
    if found is None:
        pytest.skip("there is no engine here")
    missing = [image for image in re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) if not found.has(image)]
    if missing:
        pytest.skip(f"{' and '.join(sorted(set(missing)))} cannot be had here")
    return found


@pytest.fixture(scope="module")
def image(engine: Engine) -> Iterator[str]:
    tag = f"clausewatch-test:{uuid.uuid4().hex[:12]}"
    engine.does("build", *_in_full(engine), "--target", "clausewatch", "-t", tag, str(ROOT), seconds=20 * MINUTES)
    yield tag
    engine.run("rmi", "--force", tag)


def _in_full(engine: Engine) -> tuple[str, ...]:
    """Podman's own format has no health check."""
    return ("--format", "docker") if engine.name == "podman" else ()


@dataclass(frozen=True)
class Container:
    engine: Engine
    name: str

    def says(self, *words: str) -> str:
        return self.engine.does("exec", self.name, *words)

    def succeeds(self, *words: str) -> bool:
        return self.engine.run("exec", self.name, *words).returncode == 0

    def serves(self, text: str) -> None:
        """A page at port 8765 of its own loopback."""
        self.says("python", "-c", f"import pathlib; pathlib.Path('/tmp/index.html').write_text({text!r})")
        words = ("python", "-m", "http.server", "8765", "--bind", "127.0.0.1", "--directory", "/tmp")
        self.engine.does("exec", "--detach", self.name, *words)
        fetch = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/', timeout=5)"
        until(lambda: self.succeeds("python", "-c", fetch), "the page to be served")


@pytest.fixture
def container(engine: Engine, image: str, tmp_path: Path) -> Iterator[Container]:
    name, watchlist = f"clausewatch-{uuid.uuid4().hex[:12]}", tmp_path / "watchlist.yaml"
    watchlist.write_text(WATCHLIST)
    tmp_path.chmod(0o755)
    volumes = (f"{name}:/var/lib/clausewatch", f"{watchlist}:/etc/clausewatch/watchlist.yaml:ro")
    mounts = [word for volume in volumes for word in ("--volume", volume)]
    engine.does("run", "--detach", "--name", name, "--network", "none", *as_compose_says(), *mounts, image)
    yield Container(engine, name)
    engine.run("rm", "--force", name)
    engine.run("volume", "rm", "--force", name)


def as_compose_says() -> tuple[str, ...]:
    assert SERVICE["read_only"] is True
    return (
        "--read-only",
        *(word for each in SERVICE["tmpfs"] for word in ("--tmpfs", each)),
        *(word for each in SERVICE["cap_drop"] for word in ("--cap-drop", each)),
        *(word for each in SERVICE["security_opt"] for word in ("--security-opt", each)),
        "--pids-limit",
        str(SERVICE["pids_limit"]),
        "--memory",
        SERVICE["mem_limit"],
    )


def test_the_image_watches_as_nobody_in_particular_and_outlives_a_kill(container: Container) -> None:
    until(lambda: container.succeeds(*HEALTH), "the health check to pass")
    assert container.says("id", "-u") == "10001"
    assert not container.succeeds("touch", "/etc/clausewatch/x") and not container.succeeds("touch", "/x")
    container.serves(PAGE)
    assert "baseline" in container.says("clausewatch", "check", "acme")

    container.engine.does("kill", "--signal", "KILL", container.name)
    container.engine.does("start", container.name)
    until(lambda: container.succeeds(*HEALTH), "the health check to pass again")
    container.serves(PAGE)
    assert "stands" in container.says("clausewatch", "claims", "acme")

    container.engine.does("stop", "--time", "30", container.name)
    assert container.engine.does("inspect", "--format", "{{.State.ExitCode}}", container.name) == "0"


def test_the_image_has_what_a_page_that_needs_a_browser_needs(container: Container) -> None:
    """All but the browser, which is a service of its own."""
    assert "Version" in container.says("python", "-m", "playwright", "--version")
