from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lvheng.cases"
    label = "cases"
    verbose_name = "事项"

    def ready(self) -> None:
        from lvheng.cases.jobs import queue_daily
        from lvheng.indicators.jobs import after_review

        after_review.append(queue_daily)
