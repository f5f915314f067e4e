from django.apps import AppConfig


class MarketsConfig(AppConfig):
    name = "lvheng.markets"
    label = "markets"
    verbose_name = "市场"
