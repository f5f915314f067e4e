from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lvheng.reports"
    label = "reports"
    verbose_name = "公文"
