from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "lvheng.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        from lvheng.indicators.queries import fingerprint
        from lvheng.plan import pages

        pages.also_shown.append(fingerprint)
