from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lvheng.cases"
    label = "cases"
    verbose_name = "事项"

    def ready(self) -> None:
        from lvheng.cases.jobs import queue_daily
        from lvheng.cases.queries import cases_of_warnings
        from lvheng.indicators.consequences import tell_consequences
        from lvheng.indicators.jobs import after_review

        tell_consequences(cases_of_warnings)
        after_review.append(queue_daily)
