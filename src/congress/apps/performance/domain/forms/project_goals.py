"""Goals of a project sheet: expected and achieved side by side, or a label with its text."""

from __future__ import annotations

from collections.abc import Sequence

from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.lines import Found, Line, Piece

_HEADS = {
    **dict.fromkeys(said.GOAL_CAPTIONS, ""),
    **dict.fromkeys(said.EXPECTED, "goal"),
    **dict.fromkeys(said.ACHIEVED, "achieved"),
    **dict.fromkeys(said.PERIOD_GOAL, "period_goal"),
}
_TWO = 2


def read_goals(lines: Sequence[Line]) -> dict[str, Found]:
    """Read the part: texts by field (`goal`, `achieved`, `period_goal`), joined over rows and page ends."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: dict[str, Found] = {}
        self._heads: list[tuple[int, str]] = []
        self._field = "goal"

    def take(self, line: Line) -> None:
        """Take a line: heads of columns, a label with its text, or more text below."""
        labels = [piece for piece in line.filled if piece.base in _HEADS]
        texts = [piece for piece in line.filled if piece not in labels and not _is_cut_label(piece)]
        named = [(piece.column, _HEADS[piece.base]) for piece in labels if _HEADS[piece.base]]
        if labels and not texts:
            self._open(named, labels)
        elif named and len(labels) == len(texts) and self._alternate(line, labels, texts):
            for label, text in zip(labels, texts, strict=True):
                self._put(_HEADS[label.base] or "goal", text)
        else:
            if named:
                self._field, self._heads = named[0][1], []
            self._below(texts)

    def _open(self, named: list[tuple[int, str]], labels: Sequence[Piece]) -> None:
        """Heads of columns; a single side label opens the goal, unless heads stand above it."""
        if len(named) >= _TWO:
            # 年度目标 beside 中期目标, 预期目标 beside 实际完成情况: an outer label of the same meaning is no column.
            self._heads = named[-_TWO:] if len({name for _, name in named}) < len(named) else named
        elif named:
            self._field, self._heads = named[0][1], []
        elif not self._heads:
            self._field = "goal"

    def _alternate(self, line: Line, labels: Sequence[Piece], texts: Sequence[Piece]) -> bool:
        """Whether labels and texts take turns: label, text, label, text."""
        filled = [piece for piece in line.filled if piece in labels or piece in texts]
        return filled[::2] == list(labels)

    def _below(self, texts: Sequence[Piece]) -> None:
        if not self._heads:
            for piece in texts:
                self._put(self._field, piece)
        elif len(texts) == len(self._heads):
            for (_, name), piece in zip(self._heads, texts, strict=True):
                self._put(name, piece)
        else:
            for piece in texts:
                self._put(self._at(piece.column), piece)

    def _at(self, column: int) -> str:
        """The head at or left of a column."""
        return next((name for at, name in reversed(self._heads) if at <= column), self._heads[0][1])

    def _put(self, name: str, piece: Piece) -> None:
        before = self.found.get(name)
        self.found[name] = before.joined(piece.found()) if before else piece.found()


def _is_cut_label(piece: Piece) -> bool:
    """Whether a piece at the left edge is a part of the label that stands there vertically."""
    return (
        piece.column == 0 and bool(piece.label) and any(piece.label in label for label in said.GOAL_CAPTIONS)
    )
