"""The numbers of a result are written by orjson; what is stored is the same."""

from django.db import migrations, models

import outcomes.statistics.as_json


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0011_api_tokens"),
    ]

    operations = [
        migrations.AlterField(
            model_name="statisticresult",
            name="payload",
            field=models.JSONField(encoder=outcomes.statistics.as_json.AsJson),
        ),
    ]
