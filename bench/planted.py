"""Edits planted in the sentences of real policies, and the grade each must get. Run by ``make bench``.

The policies lie outside the project (see ``speed``). A sentence is taken when a kind of edit applies to it; up to
``EACH`` of every kind, spread over all the documents by a fixed seed. A kind says what the change is worth: a flipped
denial is critical in whatever sentence, a renumbered list is nothing. Kinds are applied by patterns, so a share of
them makes a sentence that no lawyer would write; read the failures (``-v``) before you believe a figure.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from speed import HISTORY, read

from clausewatch.core.compare import compare
from clausewatch.core.model import Block, BlockKind, Document, Grade, Tracked, TrackedQuote, Verdict
from clausewatch.core.sentences import Prose

EACH = 12
"""Edits of a kind that are planted."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of editing a sentence, and the grades that are right for it."""

    name: str
    edit: Callable[[str], str]
    grades: tuple[str, ...]
    verdicts: tuple[str, ...] = ("reworded",)


def _swap(pattern: str, by: str) -> Callable[[str], str]:
    """The first place of a pattern replaced; a sentence without one stays as it is."""
    compiled = re.compile(pattern)
    return lambda sentence: compiled.sub(by, sentence, count=1)


def _once(pattern: str, by: str) -> Callable[[str], str]:
    """As ``_swap``, in sentences that have exactly one such place."""
    compiled = re.compile(pattern)
    return lambda sentence: compiled.sub(by, sentence) if len(compiled.findall(sentence)) == 1 else sentence


CRITICAL, MAJOR, MINOR = ("critical",), ("major", "critical"), ("minor",)
SAME = ("none", "cosmetic")
UNCHANGED = ("intact", "reworded", "moved")
KINDS = (
    Kind("we will not -> we will", _swap(r"\b([Ww]e) (will|do|shall) not ", r"\1 \2 "), CRITICAL),
    Kind("we will not -> we may", _swap(r"\b([Ww]e) (?:will|do|shall) not ", r"\1 may "), CRITICAL),
    Kind("never -> sometimes", _swap(r"\bnever\b", "sometimes"), CRITICAL),
    Kind("we will -> we may", _swap(r"\b([Ww]e) will (?=notify|inform|delete|protect|provide|tell|ask|respond|take|use reas"
                                    r"|comply|ensure|give|make|only|seek|post)", r"\1 may "), CRITICAL),
    Kind("we will -> we aim to", _swap(r"\b([Ww]e) will (?=notify|inform|delete|protect|provide|tell|ask|respond|comply"
                                       r"|ensure|give|seek)", r"\1 aim to "), CRITICAL),
    Kind("shall -> may", _swap(r"\b((?:company|provider|openai|deepseek|xai|parties|party)) shall (?!not)", r"\1 may "), CRITICAL),
    Kind("you may -> you may not", _swap(r"\b([Yy]ou) may (?!not\b|be\b|also\b)", r"\1 may not "), CRITICAL),
    Kind("right to -> request to", _swap(r"\b[Yy]ou have the right to ", "You may ask us to consider whether to "), CRITICAL),
    Kind("only dropped", _swap(r"\b([Ww]e (?:\w+ )?)(?:will |may )?only (?=use|share|collect|process|disclose|retain)", r"\1"), CRITICAL),
    Kind("consent dropped", _swap(r"^(We [^.;:]{0,80}?),? (?:only )?with(?:out)? your (?:prior |explicit |express )*consent", r"\1"), CRITICAL),
    Kind("consent -> notice", _swap(r"\b(with|without) your (?:prior |explicit |express )*consent", r"\1 notice to you"), CRITICAL),
    Kind("exception added", _once(r"^(We (?:do|will) not [^,;:.]{20,160})\.$", r"\1, except as we consider necessary for our business."), CRITICAL),
    Kind("any -> some", _swap(r"\b([Ww]e (?:do|will)) not (\w+) (?:any|all) ", r"\1 not \2 some "), CRITICAL),
    Kind("delete -> archive", _swap(r"\b([Ww]e (?:will |shall )?)(?:delete|erase) ", r"\1archive "), CRITICAL),
    Kind("retain -> assign", _swap(r"\b([Yy]ou) (?:retain|own) ", r"\1 assign to us "), CRITICAL),
    Kind("opt out gone", _swap(r"\b([Yy]ou) (?:can|may) opt out", r"\1 cannot opt out"), CRITICAL),
    Kind("unless -> whether or not", _swap(r"\bunless you (?!have any)", "whether or not you "), CRITICAL),
    Kind("before -> after", _swap(r"\b(notify you|notice|inform you|consent) before ", r"\1 after "), CRITICAL),
    Kind("days doubled", _swap(r"\b(\d{1,3}) (days|months|years|hours)", lambda m: f"{int(m[1]) * 2} {m[2]}"), MAJOR),  # type: ignore[arg-type]
    Kind("money changed", _swap(r"(?<=\$)(\d{2,3})(?=\b)", lambda m: str(int(m[1]) + 40)), MAJOR),  # type: ignore[arg-type]
    Kind("place changed", _swap(r"\b(?:Singapore|Ireland|Delaware|California)\b", "Brazil"), MAJOR),
    Kind("company changed", _swap(r"\b(?:Google|Stripe|Apple|Meta|Microsoft|Facebook|Twitter)\b", "Ostrava"), MAJOR),
    Kind("information -> data", _swap(r"\b[Pp]ersonal [Ii]nformation\b", "personal data"), MINOR),
    Kind("use -> utilise", _swap(r"\b([Ww]e) use (?!of)", r"\1 utilise "), MINOR),
    Kind("such as -> for example", _swap(r",? such as ", ", for example "), ("minor", "cosmetic")),
    Kind("in order to", _swap(r"(?<=[a-z]{3}(?<!rder)) to (?=provide|improve|protect|comply|maintain)", " in order to "), ("minor", "cosmetic")),
    Kind("prior to", _swap(r"\bbefore (?=the |any )", "prior to "), ("minor", "cosmetic")),
    Kind("must not / may not", _swap(r"\b([Yy]ou) (?:may|shall) not (?!be)", r"\1 must not "), ("minor", "cosmetic")),
    Kind("can / may", _swap(r"\b([Yy]ou) may (?=access|contact|review|update|delete|request)", r"\1 can "), MINOR),
    Kind("section renumbered", _swap(r"\b([Ss]ection) (\d)\b", lambda m: f"{m[1]} {int(m[2]) + 1}"), ("minor", "cosmetic")),  # type: ignore[arg-type]
    Kind("quotes curled", _swap(r"'", "’"), SAME, UNCHANGED),
    Kind("no-break spaces", lambda text: text.replace(" ", "\u00a0", 3), SAME, UNCHANGED),
    Kind("numbered", lambda text: "3. " + text, SAME, UNCHANGED),
    Kind("shouted", lambda text: text.upper() if text.isascii() else text, SAME, UNCHANGED),
    Kind("serial comma", _swap(r"(\w+, \w+) and (?=\w+[.,;])", r"\1, and "), SAME, UNCHANGED),
    Kind("不会 -> 会", _swap(r"(?<=我们)(?:不会|不)(?=将|向|对|主动|收集|出售|共享|提供|公开)", "会"), CRITICAL),
    Kind("不得 -> 可以", _swap(r"(?<!您)(?<!用户)不得(?=将|向|用于|擅自)", "可以"), CRITICAL),
    Kind("应当 -> 可以", _swap(r"(?<=我们)(?:应当|应|必须)", "可以"), CRITICAL),
    Kind("同意 dropped", _swap(r"^(.{0,40})(?:在(?:征得|获得|取得)|经)您的?(?:单独|明确|授权|明示|事先)*同意(?:后|的情况下)，?", r"\1"), CRITICAL),
    Kind("有权 -> 可申请", _swap(r"您有权", "您可申请"), CRITICAL),
    Kind("仅 dropped", _swap(r"仅(?=用于|为|在|会|收集|供)", ""), CRITICAL),
    Kind("将 -> 可能", _swap(r"(?<=我们)(?:将|会)(?=及时|通知|删除|告知|采取|尽快|立即|要求|按照|依法)", "可能会"), CRITICAL),
    Kind("除外 added", _once(r"^(我们不会[^。；：]{10,80})。$", r"\1，但业务需要的除外。"), CRITICAL),
    Kind("删除 -> 封存", _swap(r"(?<=我们)(会|将)?(?:及时|立即)?删除", r"\1封存"), CRITICAL),
    Kind("日 changed", _swap(r"(\d{1,2})(?=(?:个?工作)?日|天)", lambda m: str(int(m[1]) * 2)), MAJOR),  # type: ignore[arg-type]
    Kind("使用 -> 利用", _swap(r"(?<=我们会)使用|(?<=我们)使用", "利用"), MINOR),
    Kind("如果 -> 若", _swap(r"^如果?(?!何)", "若"), ("minor", "cosmetic")),
    Kind("全角逗号", _swap("，", ","), SAME, UNCHANGED),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    kind: Kind
    old: str
    new: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Answer:
    planted: Planted
    verdict: str
    grade: str

    @property
    def right(self) -> bool:
        return self.grade in self.planted.kind.grades

    @property
    def lowered(self) -> bool:
        return self.planted.kind.grades == CRITICAL and Grade.of(self.grade) < Grade.CRITICAL


def main(folder: Path, verbose: bool) -> None:
    answers = [_ask(planted) for planted in _planted(folder)]
    if not answers:
        print("planted edits: no policies to plant them in")
        return
    acceptable = sum(answer.verdict in answer.planted.kind.verdicts for answer in answers)
    exact, lowered = sum(answer.right for answer in answers), sum(answer.lowered for answer in answers)
    critical = sum(answer.planted.kind.grades == CRITICAL for answer in answers)
    total = len(answers)
    print(f"planted edits: {total}; verdict acceptable {acceptable / total:.1%}   bar 98 %")
    print(f"grades right {exact / total:.1%}   bar 85 %; critical graded lower {lowered} of {critical}   bar 0")
    wrong = [answer for answer in answers if not answer.right or answer.verdict not in answer.planted.kind.verdicts]
    for name, number in Counter(answer.planted.kind.name for answer in wrong).most_common():
        print(f"  {number:3} {name}")
    for answer in wrong if verbose else ():
        print(f"[{answer.planted.kind.name}] {answer.verdict}, {answer.grade}")
        print(f"    - {answer.planted.old}\n    + {answer.planted.new}")


def _planted(folder: Path) -> Iterator[Planted]:
    random.seed(20261126)
    sentences = list(dict.fromkeys(_sentences(folder)))
    for kind in KINDS:
        random.shuffle(sentences)
        found = ((text, around, new) for text, around in sentences if (new := kind.edit(text)) != text)
        for _, (text, (before, after), new) in zip(range(EACH), found, strict=False):
            yield Planted(kind, text, new, before, after)


def _sentences(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Of the latest version of every document: a sentence and its neighbours."""
    for page in sorted({path.parent for path in folder.glob("*/*/*.md")}):
        document = read(max(page.glob("*.md")))
        texts = [each.text for each in Prose.of(document).sentences if _whole(each.text)] if document else []
        for before, text, after in zip(texts, texts[1:], texts[2:], strict=False):
            yield text, (before, after)


def _whole(text: str) -> bool:
    return 25 < len(text) < 500 and text.endswith((".", "。"))


def _ask(planted: Planted) -> Answer:
    old, new = (_document(planted.before, text, planted.after) for text in (planted.old, planted.new))
    finding = compare(old, new, Tracked(quotes=(TrackedQuote(planted.old),))).clauses[0]
    verdict = finding.verdict.value if isinstance(finding.verdict, Verdict) else str(finding.verdict)
    return Answer(planted, verdict, finding.graded.grade.word)


def _document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), "text")


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if argument != "-v"]
    main(Path(folders[0]) if folders else HISTORY, "-v" in sys.argv)
