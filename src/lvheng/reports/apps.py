from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lvheng.reports"
    label = "reports"
    verbose_name = "公文"

    def ready(self) -> None:
        from lvheng.cases import pages
        from lvheng.reports.beside import of_case

        pages.beside.append(of_case)
