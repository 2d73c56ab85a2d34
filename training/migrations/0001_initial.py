import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_append_only_events'),
        ('actions', '0001_initial'),
        ('emotions', '0001_initial'),
        ('journeys', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('body', models.TextField(max_length=20000, verbose_name='text')),
                ('valid_months', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='practise again after (months)')),
                ('pass_percent', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='passed from (%)')),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='actions.action')),
                ('emotion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='emotions.emotion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='lesson_key_once'), models.CheckConstraint(condition=models.Q(('emotion__isnull', False), ('action__isnull', False), _connector='OR'), name='lesson_is_for_an_emotion_or_an_action', violation_error_message='Choose the emotion or the action it is about.')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)])),
                ('passed', models.BooleanField(default=False)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('staff_member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='accounts.staffmember')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='training.lesson')),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'indexes': [models.Index(fields=['organization', 'lesson', 'staff_member'], name='training_at_organiz_f9d7ee_idx')],
                'constraints': [models.UniqueConstraint(fields=('lesson', 'staff_member', 'key'), name='attempt_started_once'), models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('lesson', 'staff_member'), name='one_open_attempt_a_lesson'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('passed', False), ('score__isnull', True)), models.Q(('finished_at__isnull', False), ('score__isnull', False)), _connector='OR'), name='a_finished_attempt_has_a_score')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, choices=[('owner', 'Owner'), ('editor', 'Editor'), ('manager', 'Manager'), ('contributor', 'Contributor'), ('viewer', 'Viewer')], max_length=12, verbose_name='role')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('assigned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('assigned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('staff_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='accounts.staffmember')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='accounts.team')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='training.lesson')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('staff_member__isnull', True), ('team__isnull', True), models.Q(('role', ''), _negated=True)), models.Q(('role', ''), ('staff_member__isnull', True), ('team__isnull', False)), models.Q(('role', ''), ('staff_member__isnull', False), ('team__isnull', True)), _connector='OR'), name='assigned_to_one_of_role_team_person')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('soon', 'due soon'), ('overdue', 'overdue')], max_length=7)),
                ('due_on', models.DateField()),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='training.assignment')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('staff_member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.staffmember')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('assignment', 'staff_member', 'kind', 'due_on'), name='reminded_once')],
            },
        ),
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('situation', models.CharField(blank=True, max_length=500, verbose_name='situation')),
                ('cue', models.TextField(max_length=1000, verbose_name='the customer says')),
                ('resolve_first', models.BooleanField(default=False, verbose_name='solving comes first here')),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scenarios', to='training.lesson')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('original', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='successors', to='training.scenario')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('text', models.TextField(max_length=1000, verbose_name='answer')),
                ('effect', models.SmallIntegerField(choices=[(2, '+2 much better'), (1, '+1 a little better'), (0, '0 changes nothing'), (-1, '−1 a little worse'), (-2, '−2 much worse')], verbose_name='what it does')),
                ('why', models.TextField(max_length=1000, verbose_name='why')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='training.scenario')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AttemptChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='training.attempt')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.choice')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.scenario')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'scenario'), name='one_choice_a_scenario')],
            },
        ),
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_ten', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(10)], verbose_name='in how many of 10 interactions')),
                ('is_blind', models.BooleanField(default=True)),
                ('forecast_on', models.DateField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='accounts.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('stage_action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='journeys.stageaction')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='accounts.team')),
            ],
            options={
                'ordering': ['-made_at'],
                'constraints': [models.UniqueConstraint(fields=('stage_action', 'team', 'membership', 'forecast_on'), name='one_forecast_a_day')],
            },
        ),
    ]
