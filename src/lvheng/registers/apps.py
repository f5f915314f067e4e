from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "lvheng.registers"
    label = "registers"
    verbose_name = "登记"
