from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "lvheng.cases.public"
    label = "public"
    verbose_name = "公众参与"
