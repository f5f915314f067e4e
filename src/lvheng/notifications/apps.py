from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "lvheng.notifications"
    label = "notifications"
    verbose_name = "通知"
