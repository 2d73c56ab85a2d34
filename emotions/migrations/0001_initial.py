import accounts.languages
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Emotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('names', models.JSONField(validators=[accounts.languages.validate_texts], verbose_name='name')),
                ('definitions', models.JSONField(blank=True, default=dict, verbose_name='definition')),
                ('group', models.CharField(choices=[('belonging', 'Belonging'), ('assurance', 'Assurance'), ('enjoyment', 'Enjoyment'), ('strain', 'Strain')], max_length=12, verbose_name='group')),
                ('direction', models.CharField(choices=[('seek', 'Seek'), ('avoid', 'Avoid')], max_length=5, verbose_name='direction')),
                ('is_own', models.BooleanField(default=False)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='emotion_key_once')],
            },
        ),
        migrations.CreateModel(
            name='FocusEmotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                ('evidence', models.TextField(blank=True, max_length=4000, verbose_name='evidence')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.membership')),
                ('emotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='focus_decisions', to='emotions.emotion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['-decided_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('emotion',), name='one_open_focus_decision_an_emotion'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('decided_on')), _connector='OR'), name='focus_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('names', models.JSONField(validators=[accounts.languages.validate_texts], verbose_name='name')),
                ('scale', models.CharField(choices=[('eleven', '0 to 10'), ('five', '5 points'), ('three', 'Yes, partly, no'), ('number', 'A number from another system')], max_length=8, verbose_name='scale')),
                ('benefit', models.CharField(choices=[('direct', 'Direct'), ('indirect', 'Indirect')], max_length=8, verbose_name='benefit')),
                ('is_predictor', models.BooleanField(default=False)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='outcome_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('texts', models.JSONField(validators=[accounts.languages.validate_texts], verbose_name='wording')),
                ('meaning_changed', models.BooleanField(default=False, verbose_name='the meaning changed')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('emotion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='emotions.emotion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='emotions.outcome')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('emotion__isnull', False), ('outcome__isnull', True)), models.Q(('emotion__isnull', True), ('outcome__isnull', False)), _connector='OR'), name='wording_of_an_emotion_or_an_outcome'), models.UniqueConstraint(condition=models.Q(('emotion__isnull', False)), fields=('emotion', 'number'), name='emotion_wording_number_once'), models.UniqueConstraint(condition=models.Q(('outcome__isnull', False)), fields=('outcome', 'number'), name='outcome_wording_number_once')],
            },
        ),
    ]
