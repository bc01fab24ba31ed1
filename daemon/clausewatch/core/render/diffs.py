"""The files of one change, ready to be written."""

from __future__ import annotations

from clausewatch.core.alerts import Change
from clausewatch.core.model import Document
from clausewatch.core.render.html import html_diff
from clausewatch.core.render.markdown import markdown_diff
from clausewatch.core.render.origin import UNKNOWN, Origin
from clausewatch.core.render.text import document_text
from clausewatch.core.render.unified import unified


def diff_files(change: Change, old: Document, new: Document, origin: Origin = UNKNOWN) -> tuple[tuple[str, str], ...]:
    """Suffix and content of each; both documents as read with today's recipe.

    There is no ``.diff`` where the text is the same, such as when a link leads elsewhere: ``git`` takes no empty patch.
    """
    patch = unified(document_text(old), document_text(new))
    files = (("html", html_diff(change, old, new, origin)), ("md", markdown_diff(change, origin)), ("diff", patch))
    return tuple((suffix, content) for suffix, content in files if content)
