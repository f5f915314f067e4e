from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "lvheng.rules"
    label = "rules"
    verbose_name = "规则"

    def ready(self) -> None:
        from lvheng.registers.about import sections
        from lvheng.rules.about import about

        sections.append(about)
