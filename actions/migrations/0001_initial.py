import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('emotions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brainstorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('memory_prompt', models.CharField(max_length=300, verbose_name='first question')),
                ('version_prompt', models.CharField(max_length=300, verbose_name='second question')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('votes_each', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='votes each')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.membership')),
                ('emotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brainstorms', to='emotions.emotion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('brainstorm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clusters', to='actions.brainstorm')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('brainstorm', 'name'), name='cluster_name_once', violation_error_message='There is a cluster of that name already.')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('level', models.CharField(choices=[('front_line', 'Front line'), ('specialist', 'Specialist'), ('manager', 'Manager'), ('executive', 'Executive'), ('customer', 'Customer')], max_length=12, verbose_name='level')),
                ('function', models.CharField(blank=True, max_length=100, verbose_name='function')),
                ('brainstorm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='actions.brainstorm')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('membership__isnull', False)), fields=('brainstorm', 'membership'), name='a_member_is_in_the_room_once')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prompt', models.CharField(choices=[('memory', 'When did somebody make you feel it?'), ('ours', 'What would our version be?')], max_length=6)),
                ('text', models.CharField(max_length=500, verbose_name='note')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('brainstorm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='actions.brainstorm')),
                ('cluster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notes', to='actions.cluster')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.membership')),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notes', to='actions.participant')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('what_we_do', models.TextField(max_length=2000, verbose_name='what we do')),
                ('what_we_say', models.TextField(blank=True, max_length=2000, verbose_name='what we say')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('ready', 'Ready'), ('retired', 'Retired')], default='proposed', max_length=8)),
                ('source', models.CharField(choices=[('note', 'A brainstorm'), ('library', 'The starter library'), ('customer', "A customer's words"), ('own', 'Written here')], default='own', max_length=8, verbose_name='source')),
                ('library_key', models.SlugField(blank=True, max_length=60)),
                ('quote', models.CharField(blank=True, max_length=500, verbose_name="the customer's words")),
                ('cost', models.PositiveSmallIntegerField(choices=[(0, 'No cost'), (1, 'Low cost'), (2, 'Medium cost'), (3, 'High cost')], default=0, verbose_name='cost')),
                ('effort', models.PositiveSmallIntegerField(choices=[(1, 'Little effort'), (2, 'Some effort'), (3, 'Much effort')], default=1, verbose_name='effort')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_actions', to='accounts.membership')),
                ('cluster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='actions.cluster')),
                ('note', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='actions.note')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('library_key', ''), _negated=True), fields=('organization', 'library_key'), name='library_action_copied_once')],
            },
        ),
        migrations.CreateModel(
            name='ActionEmotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strength', models.PositiveSmallIntegerField(choices=[(1, 'Weak'), (2, 'Medium'), (3, 'Strong')], default=2, verbose_name='expected strength')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evokes', to='actions.action')),
                ('emotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evoked_by', to='emotions.emotion')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['-strength', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('action', 'emotion'), name='action_evokes_it_once')],
            },
        ),
        migrations.CreateModel(
            name='ActionState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('ready', 'Ready'), ('retired', 'Retired')], max_length=8)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='states', to='actions.action')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.membership')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='actions.note')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('note', 'membership'), name='one_vote_a_note_and_person')],
            },
        ),
        migrations.AddField(
            model_name='Action',
            name='emotions',
            field=models.ManyToManyField(related_name='actions', through='actions.ActionEmotion', to='emotions.emotion'),
        ),
    ]
