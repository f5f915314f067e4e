from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "lvheng.portal"
    label = "portal"
    verbose_name = "门户"
