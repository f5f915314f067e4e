from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "lvheng.cases.public"
    label = "public"
    verbose_name = "公众参与"

    def ready(self) -> None:
        """Put the way to place, reporter and reward on the page of a case that came from the public."""
        from lvheng.cases import pages
        from lvheng.cases.public.beside import beside_case

        pages.beside.append(beside_case)
