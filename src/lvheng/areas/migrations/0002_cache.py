"""The table of Django's database cache, where failed sign-ins are counted for all web processes together.

Unlogged: it holds nothing that has to survive a crash, and counting a failure should not wait for the disk.
"""

from django.db import migrations

_CREATE = """
CREATE UNLOGGED TABLE areas_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX areas_cache_expires ON areas_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [migrations.RunSQL(_CREATE, "DROP TABLE areas_cache")]
