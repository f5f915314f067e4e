from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "lvheng.statistics"
    label = "statistics"
    verbose_name = "统计"
