"""Writes a bill of materials in CycloneDX 1.5: what `requirements.lock` installs, by name, version, hash and licence.

python packaging/make_sbom.py > sbom.json
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
WRITTEN = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "MIT License": "MIT",
}


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str
    """For which machines it is; empty: for all."""

    @property
    def licence(self) -> str:
        """An SPDX expression, as the installed package says; empty where it is not installed here."""
        try:
            facts = importlib.metadata.metadata(self.name)
        except importlib.metadata.PackageNotFoundError:
            return ""
        if expression := facts.get("License-Expression"):
            return expression
        last = [each.rpartition(" :: ")[2] for each in facts.get_all("Classifier") or () if each.startswith("License")]
        known = [CLASSIFIERS[each] for each in last if each in CLASSIFIERS]
        written = (facts.get("License") or "").strip().splitlines()[:1]
        return known[0] if known else WRITTEN.get(written[0], written[0]) if written else ""


def packages(lock: Path) -> tuple[Package, ...]:
    """What the lock installs, by name."""
    rows = lock.read_text("utf-8").replace("\\\n", " ").splitlines()
    found = []
    for row in rows:
        match = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)\s*(?:;\s*(.*?))?(?=\s+--hash|$)", row)
        if match:
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", row))
            found.append(Package(match[1], match[2], hashes, (match[3] or "").strip()))
    return tuple(sorted(found, key=lambda each: each.name))


def bill(lock: Path) -> dict[str, object]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    me = {"type": "application", "name": project["name"], "version": project["version"]}
    licence = {"licenses": [{"expression": project["license"]}]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {**me, **licence}},
        "components": [component(each) for each in packages(lock)],
    }


def component(package: Package) -> dict[str, object]:
    said = {"licenses": [{"expression": package.licence}]} if package.licence else {}
    return {
        "type": "library",
        "name": package.name,
        "version": package.version,
        **({"properties": [{"name": "marker", "value": package.marker}]} if package.marker else {}),
        "purl": f"pkg:pypi/{package.name}@{package.version}",
        "hashes": [{"alg": "SHA-256", "content": each} for each in package.hashes],
        **said,
    }


if __name__ == "__main__":
    json.dump(bill(ROOT / "requirements.lock"), sys.stdout, indent=2)
    sys.stdout.write("\n")
