import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plan', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='parent_of',
            field=models.ForeignKey(help_text='whose parent the plan becomes when it is adopted', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plan.plan'),
        ),
    ]
