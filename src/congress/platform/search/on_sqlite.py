"""The index on SQLite: a full-text table with content of its own. All SQL that only SQLite understands is here.

The table is written by hand inside the command: triggers on another table would be lost, silently, whenever Django
rebuilds that table. A row's number is its chunk's id.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper

from congress.platform.search.asking import Asked
from congress.platform.search.tokens import Tokens

TABLE = "search_words"
# how much a match counts: words of the title, words of the text, characters of the title, characters of the text
WEIGHTS = "10.0, 5.0, 1.0, 0.5"


def create(cursor: CursorWrapper) -> None:
    """Make the table unless it is there."""
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5("
        "title_words, words, title_characters, characters, tokenize = 'unicode61 remove_diacritics 0')"
    )


def drop(cursor: CursorWrapper) -> None:
    """Remove the table."""
    cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def put(cursor: CursorWrapper, chunk: int, tokens: Tokens) -> None:
    """Set the tokens of a chunk."""
    remove(cursor, [chunk])
    cursor.execute(
        f"INSERT INTO {TABLE} (rowid, title_words, words, title_characters, characters)"
        " VALUES (%s, %s, %s, %s, %s)",
        [
            chunk,
            " ".join(tokens.title_words),
            " ".join(tokens.words),
            " ".join(tokens.title_characters),
            " ".join(tokens.characters),
        ],
    )


def remove(cursor: CursorWrapper, chunks: Sequence[int]) -> None:
    """Take the tokens of chunks away."""
    cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [[chunk] for chunk in chunks])


def remove_strays(cursor: CursorWrapper, *, first: int, last: int) -> None:
    """Take away tokens, numbered from `first` to `last`, whose chunk is no more."""
    cursor.execute(
        f"DELETE FROM {TABLE} WHERE rowid BETWEEN %s AND %s AND rowid NOT IN"
        " (SELECT id FROM search_searchchunk WHERE id BETWEEN %s AND %s)",
        [first, last, first, last],
    )


def find(
    asked: Sequence[Asked], visible_sql: str, visible_params: Sequence[Any], *, limit: int, offset: int
) -> tuple[str, list[Any]]:
    """The query for one page: entry, its best chunk, and the number of hits in all; best first, then newest.

    Only names of our own stand in the text; everything a person typed is a parameter.
    """
    hits = " UNION ALL ".join(
        f"SELECT rowid AS chunk, {number} AS part, bm25({TABLE}, {WEIGHTS}) AS score"
        f" FROM {TABLE} WHERE {TABLE} MATCH %s"
        for number in range(len(asked))
    )
    sql = f"""
        WITH hit AS MATERIALIZED ({hits}),
        best AS (
            SELECT chunk.entry_id AS entry, hit.part, min(hit.score) AS score, hit.chunk AS chunk
            FROM hit JOIN search_searchchunk chunk ON chunk.id = hit.chunk
            WHERE chunk.entry_id IN ({visible_sql})
            GROUP BY chunk.entry_id, hit.part
        ),
        found AS (
            SELECT entry, sum(score) AS score, min(chunk) AS chunk FROM best GROUP BY entry HAVING count(*) = %s
        )
        SELECT found.entry, found.chunk, count(*) OVER ()
        FROM found JOIN search_searchentry entry ON entry.id = found.entry
        ORDER BY found.score, entry.changed_at DESC, entry.id DESC LIMIT %s OFFSET %s
    """
    return sql, [*map(_match, asked), *visible_params, len(asked), limit, offset]


def _match(asked: Asked) -> str:
    """All words anywhere, or the characters next to each other. Tokens are letters and digits, so quoting is safe."""
    every_word = " AND ".join(f'"{word}"' for word in asked.words)
    phrase = " ".join(asked.characters)
    return f'({{title_words words}} : ({every_word})) OR ({{title_characters characters}} : "{phrase}")'
