from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "lvheng.areas"
    label = "areas"
    verbose_name = "区划、机构与人员"
