from django.db import migrations, models


def turn_churn(apps, schema_editor):
    """The one outcome of the library of which less is better."""
    outcomes = apps.get_model("emotions", "Outcome").objects
    outcomes.filter(key="churn", scale="number").update(higher_is_better=False)


class Migration(migrations.Migration):
    dependencies = [("emotions", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="outcome",
            name="higher_is_better",
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(turn_churn, migrations.RunPython.noop),
    ]
