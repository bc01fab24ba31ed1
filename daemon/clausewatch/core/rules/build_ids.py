"""Build numbers, request ids, nonces."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "build ids"
WHY = "The id of a build or of a request is new with every deployment or every request."

_ID = r"(?=[a-z-]{0,40}\d)(?:[0-9a-z]{6,64}|[0-9a-z]{2,40}-[0-9a-z]{2,40})(?:-[0-9a-z]{1,40}){0,6}"
_SHAPE = re.compile(
    rf"(?:build|commit|revision|rev|release|request|trace|ray|session|nonce|error|correlation)(?: ?(?:id"
    rf"|hash|number|no\.?|#))?"
    rf" ?[:#]? ?(?:{_ID}|\d{{1,12}}(?:\.\d{{1,8}}){{0,4}})"
    rf"|(?:csrf|xsrf|visitor|client|device|transaction|csp)(?:[ -]?(?:id|token|nonce))? ?[:#=]? ?{_ID}"
    rf"|(?:app |site )?v\d{{1,4}}(?:\.\d{{1,6}}){{1,3}} ?\((?:build|rev|commit)? ?[0-9a-z]{{1,40}}\)"
    rf"|(?:your |request |support )?(?:reference|token)(?: ?(?:id|code))? ?[:#] ?(?=[0-9-]{{0,40}}[a-z]){_ID}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[a-f]{0,40}\d)[0-9a-f]{16,64}"
    rf"|(?:构建|请求|会话)(?:号|编号|ID) ?:? ?{_ID}",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("Build 3f2a9c81", "Build 77b0d1e4"),
    catches("Ray ID: 8f3a2b1c9d0e4f5a", "Ray ID: 8f3a2b1c9d0e4f5b"),
    catches("Build: 1042", "Build: 1043"),
    catches("Request reference: xk3fq9a", "Request reference: p0trw2b"),
    catches("Token: a8f3kq", "Token: zz81mf"),
    spares("Reference number: see your invoice", "Reference number: see your contract"),
    spares("Token limit: 4096", "Token limit: 2048"),
    spares("Token: 4096", "Token: 2048"),
    spares("Token: 30 days", "Token: 90 days"),
    catches("Session 3f2e-11aa-90bc", "Session 88aa-21bb-00cd"),
    catches("csrf: ab12cd34ef56", "csrf: 99ff00aa11bb"),
    catches("v2.14.3 (build 8812)", "v2.14.4 (build 8821)"),
    spares("v2.1 (in force)", "v2.2 (in force)"),
    spares("Device data: 30 days", "Device data: 60 days"),
    catches("", "0b54e0e2-91a4-4a06-8a2c-2c4c6f7d8e90"),
    spares("Version 2.1 of this policy", "Version 2.2 of this policy"),
    spares("Release date: April 22, 2026", "Release date: April 29, 2026"),
    spares("Session data is kept for 30 days", "Session data is kept for 60 days"),
    spares("SOC 2 Type II", ""),
)
