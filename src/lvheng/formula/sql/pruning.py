"""Each stage keeps only the columns that something after it reads.

With ``SELECT *`` in every stage the planning of a long chain of variables would grow with the square of its length, and
PostgreSQL, which keeps the stages apart, would store them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

_PREVIOUS = frozenset({"", "_s", "_q"})
_FIRST = {"unit": 0, "period_start": 1}


def prune(ctes: Sequence[tuple[str, exp.Select]], result: exp.Select) -> None:
    """Replace the star of every stage (``_1``, ``_2``, …) by the columns that are needed, and drop the unused ones."""
    needed = _read(result)
    for name, select in reversed(ctes):
        if not name[1:].isdigit():
            # A group reads the stage before, as the stage after the group does.
            needed |= _read(select)
            continue
        own = {part.alias_or_name: part for part in select.expressions if not _is_star(part)}
        kept = [part for column, part in own.items() if column in needed]
        passed = sorted(needed - own.keys(), key=lambda column: (_FIRST.get(column, 2), column))
        table = "_s" if select.args.get("joins") else None
        starred = len(own) < len(select.expressions)
        through: list[exp.Expr] = [exp.column(column, table=table) for column in passed] if starred else []
        select.set("expressions", [*through, *kept])
        needed = _read(select)


def _is_star(part: exp.Expr) -> bool:
    return isinstance(part, exp.Star) or (isinstance(part, exp.Column) and isinstance(part.this, exp.Star))


def _read(select: exp.Select) -> set[str]:
    """The columns of the previous stage that a SELECT reads."""
    columns = (column for column in select.find_all(exp.Column) if not _is_star(column))
    return {column.name for column in columns if column.table in _PREVIOUS}
