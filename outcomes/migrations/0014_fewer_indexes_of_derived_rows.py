import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0013_who_waits_for_a_report'),
        ('registry', '0009_patients_by_birth'),
    ]

    operations = [
        migrations.AlterField(
            model_name='regimenoutcome',
            name='patient',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.patient'),
        ),
        migrations.AlterField(
            model_name='regimenoutcome',
            name='site',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.site'),
        ),
    ]
