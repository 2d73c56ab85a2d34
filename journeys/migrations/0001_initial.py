import accounts.languages
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('actions', '0001_initial'),
        ('emotions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Persona',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='description')),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='persona_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Journey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='description')),
                ('template_key', models.SlugField(blank=True, max_length=60)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('main_outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journeys', to='emotions.outcome')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('personas', models.ManyToManyField(blank=True, related_name='journeys', to='journeys.persona')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='journey_key_once')],
            },
        ),
        migrations.CreateModel(
            name='BeliefRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateField(verbose_name='until')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('journey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='belief_rounds', to='journeys.journey')),
            ],
            options={
                'ordering': ['-opened_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('journey',), name='one_open_round_a_journey', violation_error_message='A belief round of this journey is open already.')],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('customer_goal', models.CharField(blank=True, max_length=300, verbose_name='what the customer wants')),
                ('asked_as', models.JSONField(blank=True, default=dict, validators=[accounts.languages.validate_texts], verbose_name='asked as')),
                ('is_asked', models.BooleanField(default=True, verbose_name='ask customers about this stage')),
                ('resolve_first', models.BooleanField(default=False, verbose_name='resolve first')),
                ('guide', models.JSONField(blank=True, default=dict)),
                ('intention', models.CharField(blank=True, max_length=300, verbose_name='what we intend')),
                ('reality', models.CharField(blank=True, max_length=300, verbose_name='what customers meet')),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('journey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='journeys.journey')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('teams', models.ManyToManyField(blank=True, related_name='stages', to='accounts.team')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('journey', 'key'), name='stage_key_once_a_journey')],
            },
        ),
        migrations.CreateModel(
            name='EmotionTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intended', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='intended')),
                ('since', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('emotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='emotions.emotion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='journeys.stage')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('stage', 'emotion'), name='one_current_target_a_stage_and_emotion', violation_error_message='This stage already aims for this emotion.'), models.CheckConstraint(condition=models.Q(('intended__lte', 100)), name='intended_0_to_100')],
            },
        ),
        migrations.CreateModel(
            name='Belief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='estimate')),
                ('estimated_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('emotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='beliefs', to='emotions.emotion')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='beliefs', to='journeys.beliefround')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='beliefs', to='journeys.stage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'membership', 'stage', 'emotion'), name='one_belief_a_person'), models.CheckConstraint(condition=models.Q(('value__lte', 100)), name='belief_0_to_100')],
            },
        ),
        migrations.CreateModel(
            name='StageAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('time_allowed', models.CharField(blank=True, max_length=200, verbose_name='time allowed')),
                ('performance_measure', models.CharField(blank=True, max_length=200, verbose_name='performance measure')),
                ('measure_effect', models.CharField(choices=[('rewards', 'Rewards it'), ('neutral', 'Is neutral'), ('fights', 'Fights it')], default='neutral', max_length=8, verbose_name='the measure')),
                ('authority', models.CharField(blank=True, max_length=200, verbose_name='authority')),
                ('material', models.CharField(blank=True, max_length=200, verbose_name='material')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stage_actions', to='actions.action')),
                ('emotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stage_actions', to='emotions.emotion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='stage_actions', to='accounts.membership')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stage_actions', to='journeys.stage')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('archived_at__isnull', True)), fields=('stage', 'action'), name='action_once_a_stage', violation_error_message='This action is on this stage already.')],
            },
        ),
        migrations.CreateModel(
            name='LiveInterval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('stage_action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_intervals', to='journeys.stageaction')),
            ],
            options={
                'ordering': ['-since'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('stage_action',), name='one_open_live_interval'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('since')), _connector='OR'), name='live_interval_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='CheckWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('texts', models.JSONField(validators=[accounts.languages.validate_texts], verbose_name='wording')),
                ('yes_is_good', models.BooleanField(default=True, verbose_name='yes means it went well')),
                ('meaning_changed', models.BooleanField(default=False, verbose_name='the meaning changed')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('stage_action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_wordings', to='journeys.stageaction')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('stage_action', 'number'), name='check_wording_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Touchpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('channel', models.CharField(choices=[('phone', 'Phone'), ('email', 'E-mail'), ('chat', 'Chat'), ('web', 'Web'), ('app', 'App'), ('in_person', 'In person'), ('post', 'Post'), ('social', 'Social media')], max_length=10, verbose_name='channel')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='touchpoints', to='accounts.membership')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touchpoints', to='journeys.stage')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('stage', 'key'), name='touchpoint_key_once_a_stage')],
            },
        ),
        migrations.CreateModel(
            name='BeliefInvitee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('emailed_at', models.DateTimeField(blank=True, null=True)),
                ('estimated_at', models.DateTimeField(blank=True, null=True)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='belief_rounds', to='accounts.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='journeys.beliefround')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'membership'), name='asked_once_a_round')],
            },
        ),
    ]
