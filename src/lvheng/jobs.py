"""The job worker: one process that takes the rooms' jobs (``<room>/jobs.py``) from the database and does them."""

from __future__ import annotations

import os

from lvheng.collecting import collect_seldom

CONCURRENT_JOBS = 2


def main() -> None:
    """Work until told to stop; a job that runs at that moment is finished first."""
    collect_seldom()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("the jobs are kept in Django's database")
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(concurrency=CONCURRENT_JOBS)


if __name__ == "__main__":
    main()
