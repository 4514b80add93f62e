"""The index on PostgreSQL: a `tsvector` for each chunk under a GIN index. All SQL that only PostgreSQL understands.

The vector is written as a literal, token by token: PostgreSQL's own parser would cut our tokens again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper

from congress.platform.search.asking import Asked
from congress.platform.search.tokens import Tokens

TABLE = "search_words"
# how much a match counts, from D to A: characters of the text, its words, characters of the title, its words
WEIGHTS = "{0.05, 0.5, 0.1, 1.0}"
# Characters stand side by side so that phrases are found; words stand apart so that they never make a phrase.
TITLE_CHARACTERS, CHARACTERS, TITLE_WORDS, WORDS = 1, 500, 3000, 4000


def create(cursor: CursorWrapper) -> None:
    """Make the table and its index unless they are there."""
    cursor.execute(
        f"CREATE TABLE IF NOT EXISTS {TABLE} (chunk_id bigint PRIMARY KEY, tokens tsvector NOT NULL)"
    )
    cursor.execute(f"CREATE INDEX IF NOT EXISTS {TABLE}_tokens ON {TABLE} USING gin (tokens)")


def drop(cursor: CursorWrapper) -> None:
    """Remove the table."""
    cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def put(cursor: CursorWrapper, chunk: int, tokens: Tokens) -> None:
    """Set the tokens of a chunk."""
    cursor.execute(
        f"INSERT INTO {TABLE} (chunk_id, tokens) VALUES (%s, %s::tsvector)"
        " ON CONFLICT (chunk_id) DO UPDATE SET tokens = excluded.tokens",
        [chunk, _vector(tokens)],
    )


def remove(cursor: CursorWrapper, chunks: Sequence[int]) -> None:
    """Take the tokens of chunks away."""
    cursor.execute(f"DELETE FROM {TABLE} WHERE chunk_id = ANY(%s)", [list(chunks)])


def remove_strays(cursor: CursorWrapper, *, first: int, last: int) -> None:
    """Take away tokens, numbered from `first` to `last`, whose chunk is no more."""
    cursor.execute(
        f"DELETE FROM {TABLE} w WHERE chunk_id BETWEEN %s AND %s AND NOT EXISTS"
        " (SELECT 1 FROM search_searchchunk chunk WHERE chunk.id = w.chunk_id)",
        [first, last],
    )


def find(
    asked: Sequence[Asked], visible_sql: str, visible_params: Sequence[Any], *, limit: int, offset: int
) -> tuple[str, list[Any]]:
    """The query for one page: entry, its best chunk, and the number of hits in all; best first, then newest.

    Only names of our own stand in the text; everything a person typed is a parameter.
    """
    hits = " UNION ALL ".join(
        f"SELECT chunk_id AS chunk, {number} AS part, ts_rank('{WEIGHTS}', tokens, question.part) AS score"
        f" FROM {TABLE}, (SELECT %s::tsquery AS part) question WHERE tokens @@ question.part"
        for number in range(len(asked))
    )
    sql = f"""
        WITH hit AS MATERIALIZED ({hits}),
        best AS (
            SELECT DISTINCT ON (chunk.entry_id, hit.part) chunk.entry_id AS entry, hit.part, hit.score, hit.chunk
            FROM hit JOIN search_searchchunk chunk ON chunk.id = hit.chunk
            WHERE chunk.entry_id IN ({visible_sql})
            ORDER BY chunk.entry_id, hit.part, hit.score DESC, hit.chunk
        ),
        found AS (
            SELECT entry, sum(score) AS score, min(chunk) AS chunk FROM best GROUP BY entry HAVING count(*) = %s
        )
        SELECT found.entry, found.chunk, count(*) OVER ()
        FROM found JOIN search_searchentry entry ON entry.id = found.entry
        ORDER BY found.score DESC, entry.changed_at DESC, entry.id DESC LIMIT %s OFFSET %s
    """
    return sql, [*map(_question, asked), *visible_params, len(asked), limit, offset]


def _question(asked: Asked) -> str:
    """All words anywhere, or the characters next to each other. Tokens are letters and digits, so quoting is safe."""
    every_word = " & ".join(f"'{word}':AC" for word in asked.words)
    phrase = " <-> ".join(f"'{letter}'" for letter in asked.characters)
    return f"({every_word}) | ({phrase})"


def _vector(tokens: Tokens) -> str:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for found, start, step, weight in (
        (tokens.title_characters, TITLE_CHARACTERS, 1, "B"),
        (tokens.characters, CHARACTERS, 1, "D"),
        (tokens.title_words, TITLE_WORDS, 2, "A"),
        (tokens.words, WORDS, 2, "C"),
    ):
        for number, token in enumerate(found):
            places[token].append(f"{start + number * step}{weight}")
    return " ".join(f"'{token}':{','.join(where)}" for token, where in places.items())
