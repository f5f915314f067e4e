from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_apikey")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="type",
            field=models.CharField(
                blank=True, help_text="code of the department type that the pack names", max_length=80
            ),
        ),
    ]
