from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("markets", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CallCount",
            fields=[
                ("caller", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("period", models.BigIntegerField()),
                ("calls", models.IntegerField()),
            ],
        ),
        migrations.RunSQL("ALTER TABLE markets_callcount SET UNLOGGED", migrations.RunSQL.noop),
    ]
