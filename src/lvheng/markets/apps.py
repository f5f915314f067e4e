from django.apps import AppConfig


class MarketsConfig(AppConfig):
    name = "lvheng.markets"
    label = "markets"
    verbose_name = "市场"

    def ready(self) -> None:
        from lvheng.ledger.access import tell_represented
        from lvheng.ledger.actions import tell_facts
        from lvheng.markets.queries import facts_of_owners, owners_represented_by

        tell_facts(facts_of_owners)
        tell_represented(owners_represented_by)
