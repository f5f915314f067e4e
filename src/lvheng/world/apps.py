from django.apps import AppConfig


class WorldConfig(AppConfig):
    name = "lvheng.world"
    label = "world"
    verbose_name = "演示数据"

    def ready(self) -> None:
        from lvheng.portal import notices
        from lvheng.world.queries import notice

        notices.register(notice)
