from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0005_cohorts_made_before_stay_shared")]

    operations = [
        migrations.CreateModel(
            name="DerivedChange",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("token", models.CharField(max_length=32)),
                ("patients", models.JSONField()),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.RemoveField(model_name="regimenoutcome", name="why"),
        migrations.AddField(model_name="statisticresult", name="reads", field=models.JSONField(default=list)),
        migrations.AddField(
            model_name="statisticresult", name="inputs", field=models.CharField(blank=True, max_length=32)
        ),
    ]
