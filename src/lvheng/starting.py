"""Starting the program on an installation, for the command line and for analysts."""

from __future__ import annotations

import os

from lvheng.errors import SettingProblem, Text


def start_django() -> None:
    """Connect to the installation's database and set Django up; SettingProblem where it was never prepared."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.settings"
    import django

    from lvheng.configuration import Configuration
    from lvheng.database import connect

    connect(Configuration.from_environment().data_dir)
    django.setup()
    _refuse_unprepared()


def _refuse_unprepared() -> None:
    """SettingProblem unless the database has the structure of this version of the program."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise SettingProblem(
            "database_not_prepared",
            Text(
                "数据库还没有建好，或属于较早的版本。",
                "the database is empty, or of an earlier version.",
            ),
            where="LVHENG_DATA",
            to_do=Text(
                "请先运行一次 lvheng run；数据文件夹不在默认位置时，用 --data 指明。",
                "Run lvheng run once first; name the data folder with --data where it is not the default one.",
            ),
        )
