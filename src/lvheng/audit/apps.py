from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lvheng.audit"
    label = "audit"
    verbose_name = "操作日志"

    def ready(self) -> None:
        from lvheng.audit import receivers  # noqa: F401  connects the receivers
