from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "lvheng.rules"
    label = "rules"
    verbose_name = "规则"
