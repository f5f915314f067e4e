from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "lvheng.areas"
    label = "areas"
    verbose_name = "区划、机构与人员"

    def ready(self) -> None:
        from lvheng.areas import receivers  # noqa: F401  connects the receivers
