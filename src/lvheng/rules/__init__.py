"""Rules of law: applied to one thing with every reason, or to millions of rows at once.

::

    book = Rulebook.of(load_pack("linxia"))
    outcome = book.rule("residential_electricity").apply({"use": 300}, "2025-07")
    outcome["amount"]  # Decimal("175.00")
    outcome.asks       # what is still to be said, where there is no result
    apply_bulk(book.rule("residential_electricity"), Path("use.parquet"), Path("bills.parquet"))

Pure: no Django. See docs/rooms/rules.md.
"""

from lvheng.rules.book import Rule, Rulebook
from lvheng.rules.outcome import Ask, Deadline, Outcome, Result, UsedParameter

__all__ = ["Ask", "Deadline", "Outcome", "Result", "Rule", "Rulebook", "UsedParameter"]
