"""What is installed with the program: known by hash, with a licence that asks nothing of whoever uses it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0", "Unlicense",
    "MPL-2.0",  # binds who changes its own files, not who uses them
}  # fmt: skip
"""Licences that do not reach into the work of whoever uses or passes on the program."""
ELSEWHERE = {"tzdata"}
"""Installed on other systems only, so that its licence (Apache-2.0) cannot be asked for here."""


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sbom", ROOT / "packaging" / "make_sbom.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_sbom"] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def test_no_licence_binds_whoever_uses_the_program(sbom: ModuleType) -> None:
    bound = {
        package.name: package.licence
        for package in sbom.packages(ROOT / "requirements.lock")
        if package.name not in ELSEWHERE and not _is_free(package.licence)
    }
    assert bound == {}


def _is_free(expression: str) -> bool:
    """One alternative must be free, with all its parts."""
    return any(set(choice.strip("() ").split(" AND ")) <= FREE for choice in expression.split(" OR "))


@pytest.mark.parametrize(
    ("expression", "free"),
    [("MIT", True), ("GPL-3.0-only OR MIT", True), ("MIT AND AGPL-3.0-only", False), ("", False), ("GPL-2.0", False)],
)
def test_what_would_bind_would_be_found(expression: str, free: bool) -> None:
    assert _is_free(expression) is free


def test_the_bill_of_materials_names_everything_that_is_locked(sbom: ModuleType) -> None:
    done = subprocess.run([sys.executable, "packaging/make_sbom.py"], cwd=ROOT, capture_output=True, check=True)
    bill = json.loads(done.stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    named = {(each["name"], each["version"]) for each in bill["components"]}
    rows = [row for row in (ROOT / "requirements.lock").read_text().splitlines() if "==" in row]
    assert len(bill["components"]) == len(rows) and len(named) == len(rows)
    assert all(each["hashes"] and len(each["hashes"][0]["content"]) == 64 for each in bill["components"])


def test_every_installed_package_is_listed_with_its_licence(sbom: ModuleType) -> None:
    listed = (ROOT / "docs" / "dependencies.md").read_text().partition("## Everything that is installed")[2]
    missing = [each.name for each in sbom.packages(ROOT / "requirements.lock") if f" {each.name}" not in listed]
    assert missing == []
