"""Until now everybody saw every cohort; those that exist stay so."""

from django.db import migrations


def share(apps, schema_editor):
    apps.get_model("outcomes", "Cohort").objects.update(is_shared=True)


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0004_what_cohorts_choose_by")]
    operations = [migrations.RunPython(share, migrations.RunPython.noop)]
