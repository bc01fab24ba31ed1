"""The line that a form's guard asks sites to show."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "captcha notices"
WHY = "The notice belongs to a form that the site shows or hides, and speaks of its guard's terms, not of these."

_SHAPE = re.compile(
    r"this (?:site|website|form|page) is protected by (?:google )?(?:recaptcha|hcaptcha|turnstile)(?: enterprise)?"
    r"(?:,?(?: and)? (?:the |its )?(?:google |hcaptcha |cloudflare )?privacy policy"
    r" and (?:the )?terms of (?:service|use) apply)?\.?",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("", "This site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply."),
    catches("This form is protected by hCaptcha", ""),
    spares("", "This site is protected by reCAPTCHA, which sends your IP address to Google."),
    spares("This site is protected by copyright", ""),
)
