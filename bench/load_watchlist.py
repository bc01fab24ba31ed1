"""How long a watchlist of 5,000 sources takes to load, and how much memory: ``make bench``, never a test.

    python bench/load_watchlist.py [SOURCES]

The file is like a company's: providers of ten sources, each with a selector, two quotes and a silence; one provider in
five has a status page. A fresh interpreter loads it, so imports and the collector are as they are for ``clausewatch``.
The figures aimed at are 1.5 s of processor time and 150 MB, on a machine that does nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PROBE = """
import json, os, resource, sys, time
from pathlib import Path
from clausewatch.shell.watchlist import load
begun, cpu = time.perf_counter(), time.process_time()
watchlist = load(Path(sys.argv[1]), {})
print(json.dumps({
    "sources": len(watchlist.sources),
    "claims": len(watchlist.claims),
    "seconds": round(time.perf_counter() - begun, 2),
    "cpu_seconds": round(time.process_time() - cpu, 2),
    "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
}))
"""


def watchlist(sources: int) -> str:
    lines = ["defaults: {every: 6h, timezone: Europe/Berlin}", "terms: {audits: [SOC 2, ISO 27001]}", "providers:"]
    for provider in range(sources // 10):
        lines += [f"  vendor-{provider}:", f"    name: Vendor {provider}", "    sources:"]
        for page in range(10):
            lines += [
                f"      page-{page}:",
                f'        url: "https://vendor-{provider}.example/legal/page-{page}"',
                f"        title: Page {page}",
                "        select: main",
                "        language: en",
                f'        quotes: ["We never sell the data of {page} people.", "We delete it after {page + 10} days."]',
                "        silences: [{terms: audits}]",
            ]
        if provider % 5 == 0:
            lines.append(f'      status: {{status: "https://status.vendor-{provider}.example/", product: statuspage}}')
    return "\n".join(lines) + "\n"


def main() -> None:
    sources = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "watchlist.yaml"
        path.write_text(watchlist(sources), encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", PROBE, str(path)], capture_output=True, text=True, check=True)
        print(json.dumps({"bytes": path.stat().st_size, **json.loads(done.stdout)}))


if __name__ == "__main__":
    main()
