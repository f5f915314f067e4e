from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "lvheng.plan"
    label = "plan"
    verbose_name = "方案"
