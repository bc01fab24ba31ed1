"""How the pages look that are written for people: one head, one style, for a screen, a phone and paper.

No script, nothing that is loaded from elsewhere: the content policy names the style by its hash and forbids the rest.
Colours have a contrast of at least 4.5 : 1 on their ground, in the light and in the dark (a test computes it), and none
says anything that words or lines do not say too.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape

from clausewatch.core.model import Grade
from clausewatch.core.printable import one_line

LIGHT = {
    "ink": "#1c2128",
    "soft": "#57606a",
    "paper": "#ffffff",
    "card": "#f6f8fa",
    "line": "#d0d7de",
    "link": "#0a53b5",
    "del": "#ffe3e0",
    "delink": "#82071e",
    "ins": "#d5f5df",
    "insink": "#0a4a20",
    "critical": "#a40e26",
    "major": "#8a4600",
    "minor": "#4d5561",
    "cosmetic": "#57606a",
    "good": "#1a6334",
}
DARK = {
    "ink": "#e6edf3",
    "soft": "#9da7b3",
    "paper": "#0d1117",
    "card": "#151b23",
    "line": "#3d444d",
    "link": "#79b8ff",
    "del": "#4a1a1f",
    "delink": "#ffc9c4",
    "ins": "#113b22",
    "insink": "#b8f5c6",
    "critical": "#ff8a90",
    "major": "#f0a35e",
    "minor": "#b1bac4",
    "cosmetic": "#9da7b3",
    "good": "#7ee2a0",
}


def _colours(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())


STYLE = (
    f":root{{color-scheme:light dark;{_colours(LIGHT)}}}"
    f"@media(prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}"
    """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:48rem;padding:2rem 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:1.0625rem/1.65 Georgia,"Noto Serif","Noto Serif CJK SC",serif;overflow-wrap:anywhere}
:lang(zh){font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif}
header,nav,footer,h2,h3,dl,summary,.label,.crumbs,.meta,.pill,.links,.list,.empty{
font-family:system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans CJK SC",sans-serif}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem}
.eyebrow{margin:0;color:var(--soft);font-size:.9rem}
h1{font-size:1.75rem;line-height:1.2;margin:.15rem 0 .75rem;letter-spacing:-.01em}
.lead{font-size:1.0625rem;line-height:1.5;margin:.75rem 0}
h2{font-size:1.2rem;line-height:1.3;margin:2.5rem 0 .75rem}
h3{font-size:1rem;line-height:1.4;margin:.4rem 0 .25rem}
p{margin:.5rem 0}
.pill{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:.05rem .6rem;font-size:.8rem;
font-weight:600;line-height:1.5;white-space:nowrap;color:var(--minor)}
.pill.critical{background:var(--critical);border-color:var(--critical);color:var(--paper)}
.pill.major{color:var(--major)}.pill.cosmetic,.pill.none{color:var(--cosmetic);font-weight:400}
.pill.good{color:var(--good)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.25rem;margin:1rem 0;
font-size:.9rem;line-height:1.5}
dt{color:var(--soft)}dd{margin:0}
.toc{border-block:1px solid var(--line);padding:.75rem 0;margin:1.5rem 0;font-size:.9rem}
.toc ol{list-style:none;margin:0;padding:0}.toc .parts{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.toc .gravest{margin-top:.6rem}.toc .gravest li{margin:.35rem 0;display:flex;gap:.6rem;align-items:baseline}
.toc .gravest .pill{flex:none;min-width:4.6rem;text-align:center}
article{
border:1px solid var(--line);border-inline-start:4px solid var(--minor);border-radius:6px;background:var(--card);
padding:.9rem 1.1rem;margin:1rem 0;break-inside:avoid-page}
article.critical{border-inline-start-color:var(--critical)}article.major{border-inline-start-color:var(--major)}
article.cosmetic,article.none{border-inline-start-width:1px;padding:.6rem .9rem}
.meta{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .6rem;margin:0;font-size:.85rem;color:var(--soft)}
.why{display:block}.meta+.meta{margin-top:.3rem}.meta b{color:var(--ink)}
.crumbs{list-style:none;margin:.25rem 0 .5rem;padding:0;font-size:.85rem;color:var(--soft)}
.crumbs li{display:inline}
.crumbs li+li::before{content:"\\203A";margin:0 .4rem}.crumbs li:last-child{color:var(--ink)}
.label{font-size:.8rem;color:var(--soft);margin:.75rem 0 .1rem;font-weight:600}
.links{font-size:.85rem;margin:.6rem 0 0;display:flex;flex-wrap:wrap;gap:.2rem 1rem}
del{background:var(--del);color:var(--delink);text-decoration:line-through;text-decoration-thickness:1px;
border-radius:2px;padding:0 .1em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
ins{background:var(--ins);color:var(--insink);text-decoration:none;border-bottom:2px solid currentColor;
border-radius:2px 2px 0 0;padding:0 .1em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
del::before,del::after,ins::before,ins::after{
position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
del::before{content:" [removed: "}ins::before{content:" [added: "}del::after,ins::after{content:"] "}
.whole{border-inline-start:3px solid var(--line);padding-inline-start:.75rem}
.whole del{text-decoration:none}.was{border-inline-start-style:dashed}
.moved{text-decoration:underline dotted;text-underline-offset:.2em}
.rest{color:var(--soft)}
details{margin:.75rem 0}summary{cursor:pointer;color:var(--soft);font-size:.85rem;padding:.25rem 0}
summary:hover{color:var(--ink)}
details.same{border-block:1px dashed var(--line)}details.same+details.same{border-top:0}
details.same>.text{padding:0 0 .5rem;color:var(--soft)}
.heading{font-weight:700;margin-top:1rem}.item{padding-inline-start:1.25rem;text-indent:-.85rem}
.row{font-size:.95rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem;font-size:.85rem;
color:var(--soft);line-height:1.5}
footer h2{font-size:1rem;margin:1rem 0 .25rem;color:var(--ink)}
footer h3{font-size:.85rem;margin:.75rem 0 0;color:var(--ink)}
footer dl{font-size:.8rem;margin:.25rem 0}code,kbd{font:.9em ui-monospace,"SF Mono",Menlo,Consolas,monospace}
kbd{display:inline-block;background:var(--card);border:1px solid var(--line);border-radius:4px;
padding:.05rem .4rem;margin:.1rem 0}
.list{list-style:none;margin:0;padding:0}.list li{border-bottom:1px solid var(--line);padding:.8rem 0}
.list .what{margin:.15rem 0;line-height:1.45}
@media(max-width:34rem){body{padding:1.25rem 1rem 3rem;font-size:1rem}h1{font-size:1.4rem}
dl{grid-template-columns:1fr;gap:0}dt{margin-top:.5rem}article{padding:.75rem .85rem}}
@media print{@page{margin:18mm 16mm}:root{color-scheme:light;"""
    + _colours(LIGHT)
    + """}body{max-width:none;padding:0;font-size:10.5pt;line-height:1.5}
.toc,.skip,.links a[href^="#"],.screen{display:none}article{background:none;break-inside:auto}
h2,h3,.meta,.crumbs{break-after:avoid-page}
details.quiet::details-content{content-visibility:visible;display:block;height:auto}
.pill.critical{background:none;color:var(--critical)}
a{color:inherit;text-decoration:none}footer a{text-decoration:underline}
del,ins{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
)
HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{HASH}'; base-uri 'none'; form-action 'none'"


def page(title: str, body: str) -> str:
    """A whole page; ``title`` as it is, ``body`` as HTML."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def text(words: str) -> str:
    """On one line, without control characters, escaped."""
    return escape(one_line(words))


def pill(grade: Grade) -> str:
    return f'<span class="pill {grade}">{grade.word.capitalize()}</span>'


def facts(entries: dict[str, str]) -> str:
    """A list of names and values, both as HTML; what has no value is left out."""
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in entries.items() if value)
    return f"<dl>{rows}</dl>" if rows else ""


def is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def link(url: str, words: str = "") -> str:
    """A link where the address is one of the web, else just its words."""
    shown = text(words or url)
    return f'<a href="{escape(url)}" rel="noreferrer">{shown}</a>' if is_web(url) else shown
