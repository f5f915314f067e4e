"""Django's own management commands, for developers: ``python -m lvheng.manage makemigrations``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the management command of the arguments against the database in force."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.settings")
    from django.core.management import execute_from_command_line

    from lvheng.configuration import Configuration
    from lvheng.database import connect

    connect(Configuration.from_environment().data_dir)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
