"""Checks of spelling: what is mistyped, doubled, lost or misquoted in the texts of a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import islice

from congress.apps.performance.domain.checks.examined import Examined
from congress.apps.performance.domain.checks.findings import Finding, Proposal, finding
from congress.apps.performance.domain.checks.words import around, arrow, listed
from congress.apps.performance.domain.table import Entry
from congress.standards.indicators import CheckRule

_IDEOGRAPH = "\u4e00-\u9fff"
_QUOTED = re.compile(r"“([^“”\n]{2,40})”")
_HALF_WIDTH = re.compile(rf"(?<=[{_IDEOGRAPH}”》）])\s?([,;:])\s?(?=[{_IDEOGRAPH}“《（])")
_FULL_WIDTH = {",": "，", ";": "；", ":": "："}
_NAME_END = re.compile(r"[。；，、：;,]+$")
_LONG = 15
# A page of nonsense shall not become a thousand findings.
_MOST_ALIKE = 20


def pq26(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ26: mistyped and doubled words, lost ones, and names of laws quoted wrongly."""
    # Searched once as a whole, and cell by cell only for what is there at all.
    whole = "\n".join(entry.text for entry in examined.worded)
    for case, name in (("typo", "typos"), ("phrase", "phrases"), ("hint", "hints")):
        for line in rule.words(name):
            wrong, right = arrow(line)
            yield from _replaced(examined, rule, case, re.compile(wrong), right, whole)
    for case, pattern in _doublings(rule):
        yield from _replaced(examined, rule, case, pattern, r"\1", whole)
    for case, patterns in (("word_lost", rule.words("lost_words")), ("latin", (rule.text("latin"),))):
        for pattern_text in patterns:
            yield from _shown(examined, rule, case, re.compile(pattern_text), whole)
    yield from _quoted_differently(examined, rule)
    yield from _laws(examined, rule)
    yield from _name_ends(examined, rule)
    yield from _half_width(examined, rule)


def _doublings(rule: CheckRule) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Expressions for phrases, words and bodies that stand twice."""
    shortest, head, tail = (rule.text(name) for name in ("shortest_doubled", "doubled_head", "doubled_tail"))
    words, ends = "|".join(rule.words("doubled_words")), rule.text("listed_ends")
    yield "doubled", re.compile(rf"((?![{head}])[{_IDEOGRAPH}]{{{shortest},12}})\1(?!{tail})")
    yield "doubled", re.compile(rf"({words})\1")
    yield "listed_twice", re.compile(rf"([{_IDEOGRAPH}]{{0,6}}(?:{ends}))、\1(?!{rule.text('listed_tail')})")


def _replaced(
    examined: Examined, rule: CheckRule, case: str, pattern: re.Pattern[str], right: str, whole: str
) -> Iterator[Finding]:
    """One finding for each mistake as written, with every cell it stands in and the whole mended."""
    found: defaultdict[tuple[str, str], list[tuple[Entry[str], re.Match[str]]]] = defaultdict(list)
    for entry, match in _matches(examined, pattern, whole):
        found[match[0], match.expand(right)].append((entry, match))
    for (wrong, mended), places in islice(found.items(), _MOST_ALIKE):
        entry, match = places[0]
        shown = wrong if case != "doubled" else mended
        context = around(entry.text, match.start(), match.end())
        figures = {"found": shown, "right": mended, "context": context}
        texts = {entry.address: entry.text for entry, _ in places}
        changes = {address: pattern.sub(right, text) for address, text in texts.items()}
        yield finding(rule, case, changes, figures=figures, proposal=_proposal(changes))


def _shown(
    examined: Examined, rule: CheckRule, case: str, pattern: re.Pattern[str], whole: str
) -> Iterator[Finding]:
    """What only a person can mend, cell by cell."""
    for entry, match in islice(_matches(examined, pattern, whole), _MOST_ALIKE):
        context = around(entry.text, match.start(), match.end())
        yield finding(rule, case, (entry.address,), figures={"found": match[0].strip(), "context": context})


def _matches(
    examined: Examined, pattern: re.Pattern[str], whole: str
) -> Iterator[tuple[Entry[str], re.Match[str]]]:
    if pattern.search(whole):
        for entry in examined.worded:
            for match in pattern.finditer(entry.text):
                yield entry, match


def _quoted_differently(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """Names in quotation marks that differ in one character; looked up by what is left without it."""
    shortest, telling = int(rule.decimal("shortest_quoted")), rule.text("telling_characters")
    places: dict[str, Entry[str]] = {}
    for entry in examined.worded:
        for name in _QUOTED.findall(entry.text):
            if len(name) >= shortest:
                places.setdefault(name, entry)
    without: dict[tuple[str, str], str] = {}
    for name, entry in places.items():
        for at, character in enumerate(name):
            other = without.setdefault((name[:at], name[at + 1 :]), name)
            if other is name or _tells(character, telling) or _tells(other[at], telling):
                continue
            first = places[other]
            context = around(entry.text, entry.text.index(name), entry.text.index(name) + len(name))
            figures = {"first": other, "second": name, "context": context}
            yield finding(rule, "quoted_differs", (entry.address, first.address), figures=figures)


def _tells(character: str, telling: str) -> bool:
    """Whether two names may well differ in such a character: a number, a direction, a level of government."""
    return character in telling or not ("\u4e00" <= character <= "\u9fff")


def _laws(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    titles = rule.words("laws")
    for entry in examined.worded:
        for match in re.finditer(rule.text("law"), entry.text):
            right = _meant(match[1], titles, rule)
            if right is not None:
                mended = entry.text[: match.start(1)] + right + entry.text[match.end(1) :]
                figures = {"found": match[1], "right": right}
                proposal = Proposal(entry.address, mended)
                yield finding(rule, "law_name", (entry.address,), figures=figures, proposal=proposal)


def _meant(name: str, titles: Sequence[str], rule: CheckRule) -> str | None:
    """The known law a name nearly is; None for a known one, a short one and one that is like none."""
    if name in titles or len(name) < rule.decimal("shortest_law"):
        return None
    best = max(titles, key=lambda title: SequenceMatcher(None, name, title).ratio())
    alike = Decimal(str(SequenceMatcher(None, name, best).ratio()))
    return best if alike >= rule.decimal("law_alike") else None


def _name_ends(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    for entry in examined.worded:
        mark = _NAME_END.search(entry.text) if entry.address.endswith(".name") else None
        if mark and mark.start():
            figures = {"found": entry.text, "mark": mark[0]}
            proposal = Proposal(entry.address, entry.text[: mark.start()])
            yield finding(rule, "name_ends", (entry.address,), figures=figures, proposal=proposal)


def _half_width(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """Half-width punctuation inside Chinese, where the table uses full-width elsewhere."""
    long = [entry for entry in examined.worded if len(entry.text) >= _LONG]
    mixed = [entry for entry in long if _HALF_WIDTH.search(entry.text)]
    if not mixed or not any("，" in entry.text for entry in long):
        return
    changes = {entry.address: _HALF_WIDTH.sub(_widened, entry.text) for entry in mixed}
    marks = dict.fromkeys(mark for entry in mixed for mark in _HALF_WIDTH.findall(entry.text))
    figures = {"count": len(mixed), "shown": listed([f"“{mark}”" for mark in marks])}
    yield finding(rule, "half_width", changes, figures=figures, proposal=_proposal(changes))


def _widened(match: re.Match[str]) -> str:
    return _FULL_WIDTH[match[1]]


def _proposal(changes: dict[str, str]) -> Proposal:
    (address, text), *also = changes.items()
    return Proposal(address, text, tuple(also))
