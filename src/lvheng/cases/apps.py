from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lvheng.cases"
    label = "cases"
    verbose_name = "事项"
