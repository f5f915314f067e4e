"""Starting the program on an installation, for the command line and for analysts."""

from __future__ import annotations

import os


def start_django() -> None:
    """Connect to the installation's database and set Django up; SettingProblem where it was never prepared."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.settings"
    import django

    from lvheng.configuration import Configuration
    from lvheng.database import connect

    connect(Configuration.from_environment().data_dir)
    django.setup()
    from lvheng.preparing import refuse_unprepared

    refuse_unprepared()
