import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(blank=True, help_text='empty until the first document has been read', max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=300)),
                ('kind', models.CharField(choices=[('own', '本级方案'), ('parent', '上级方案')], default='own', max_length=8)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='areas.area')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='plan.plan')),
            ],
            options={
                'ordering': ('kind', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', '等待阅读'), ('reading', '正在阅读'), ('failed', '无法阅读'), ('review', '待核对'), ('adopted', '已采纳'), ('discarded', '已放弃')], default='waiting', max_length=12)),
                ('file', models.FileField(upload_to='documents/%Y/%m/')),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size_bytes', models.PositiveIntegerField()),
                ('uploaded_at', models.DateTimeField()),
                ('progress_step', models.CharField(blank=True, max_length=40)),
                ('progress_share', models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ('progress_at', models.DateTimeField(help_text='when the reader last gave a sign of life')),
                ('problem', models.JSONField(help_text='code, where, what and to_do (zh, en) of what stopped the reader', null=True)),
                ('text', models.TextField(blank=True)),
                ('reading', models.JSONField(help_text='metadata, articles, sentences, citations, mentions as found', null=True)),
                ('metadata', models.JSONField(default=dict, help_text="the reading's metadata with a person's corrections")),
                ('headings', models.JSONField(default=dict, help_text='corrected headings by article id')),
                ('matches', models.JSONField(default=dict, help_text='organisation codes that a person chose for names as written')),
                ('revision', models.PositiveIntegerField(default=0, help_text='counts corrections of metadata, headings and matches')),
                ('discard_reason', models.CharField(blank=True, max_length=300)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='plan.plan')),
            ],
            options={
                'ordering': ('-uploaded_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=20)),
                ('heading', models.CharField(max_length=200)),
                ('level', models.PositiveSmallIntegerField()),
                ('order', models.PositiveIntegerField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='plan.provision')),
            ],
            options={
                'ordering': ('order',),
            },
        ),
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('provision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sentences', to='plan.provision')),
            ],
            options={
                'ordering': ('order',),
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, help_text="the pack's stable name for this target", max_length=80)),
                ('quote', models.TextField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('indicator', models.CharField(max_length=200)),
                ('comparator', models.CharField(choices=[('=', '达到'), ('>=', '以上'), ('>', '超过'), ('<=', '以内'), ('~', '左右'), ('decrease_by', '下降'), ('increase_by', '提高'), ('range', '区间'), ('reach_full_coverage', '全覆盖'), ('reach_zero', '清零'), ('at_grade', '达到等级'), ('negative_growth', '负增长')], max_length=24)),
                ('value', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ('value_max', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ('unit', models.CharField(blank=True, max_length=30)),
                ('deadline_year', models.PositiveSmallIntegerField(null=True)),
                ('scope', models.CharField(blank=True, max_length=120)),
                ('baseline_year', models.PositiveSmallIntegerField(null=True)),
                ('provision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='plan.provision')),
                ('sentence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='plan.sentence')),
            ],
            options={
                'ordering': ('start', 'id'),
            },
        ),
        migrations.CreateModel(
            name='TargetPairing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.target')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairings', to='plan.target')),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('origin', models.CharField(choices=[('review', '经人工核对后采纳'), ('pack', '随数据包载入，未经人工逐条核对')], max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('issuer', models.CharField(blank=True, max_length=120)),
                ('document_number', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('adopted_at', models.DateTimeField()),
                ('text', models.TextField()),
                ('metadata', models.JSONField(default=dict)),
                ('adopted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='version', to='plan.document')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plan.plan')),
            ],
            options={
                'ordering': ('plan_id', '-number'),
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('modality', models.CharField(choices=[('must', '必须'), ('forbid', '禁止'), ('encourage', '鼓励'), ('explore', '探索'), ('support', '支持')], max_length=12)),
                ('object', models.CharField(blank=True, max_length=300)),
                ('deadline', models.CharField(blank=True, max_length=40)),
                ('deadline_year', models.PositiveSmallIntegerField(null=True)),
                ('named', models.JSONField(default=list, help_text='organisations that the clause itself names, as written')),
                ('provision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plan.provision')),
                ('sentence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plan.sentence')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plan.version')),
            ],
            options={
                'ordering': ('start', 'id'),
            },
        ),
        migrations.AddField(
            model_name='target',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='plan.version'),
        ),
        migrations.AddField(
            model_name='sentence',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sentences', to='plan.version'),
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='the name as written in the plan', max_length=120)),
                ('part', models.CharField(choices=[('lead', '牵头'), ('participant', '参与')], max_length=12)),
                ('state', models.CharField(choices=[('stated', '原文载明'), ('proposed', '建议'), ('confirmed', '已确认'), ('withdrawn', '已撤销')], max_length=12)),
                ('quote', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, help_text='why this is proposed, where the plan does not say', max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='areas.organisation')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='plan.provision')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='plan.responsibility')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='plan.version')),
            ],
            options={
                'ordering': ('provision__order', 'part', 'id'),
            },
        ),
        migrations.AddField(
            model_name='provision',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='plan.version'),
        ),
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('code', models.SlugField(max_length=80)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('sentence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='operations', to='plan.sentence')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='operations', to='plan.version')),
            ],
            options={
                'ordering': ('sentence__order', 'kind', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('target', '目标'), ('task', '任务'), ('responsibility', '责任分工')], max_length=16)),
                ('article', models.CharField(blank=True, max_length=40)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('data', models.JSONField(help_text="the fields of the reader's output format for this kind; decimals as text")),
                ('found_data', models.JSONField(help_text='what the reader had found, kept when a person corrects it', null=True)),
                ('decision', models.CharField(choices=[('open', '待核对'), ('accepted', '已确认'), ('corrected', '已更正'), ('added', '人工添加'), ('rejected', '不采用'), ('split', '已拆分'), ('unchecked', '随数据包采纳')], default='open', max_length=12)),
                ('decided_at', models.DateTimeField(null=True)),
                ('carried_over', models.BooleanField(default=False, help_text='the decision comes from the version before')),
                ('revision', models.PositiveIntegerField(default=0, help_text='counts decisions, so that nobody overwrites unseen ones')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='plan.document')),
                ('split_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='plan.finding')),
            ],
            options={
                'ordering': ('start', 'end', 'id'),
                'indexes': [models.Index(fields=['document', 'kind', 'decision'], name='plan_findin_documen_5e2dc0_idx')],
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['sha256'], name='plan_docume_sha256_1c12e5_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetpairing',
            trigger=pgtrigger.compiler.Trigger(name='pairing_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f3b2a4e1bfc495884d32211f33315dfc32a476a2', operation='UPDATE OR DELETE', pgid='pgtrigger_pairing_is_kept_d6ddb', table='plan_targetpairing', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='one_version_a_number'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='version',
            trigger=pgtrigger.compiler.Trigger(name='version_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eef8717da263c8c67ab0d769eb5153c71e36d3c9', operation='UPDATE OR DELETE', pgid='pgtrigger_version_is_final_450b9', table='plan_version', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='task_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf981b0c1a555c07ecd08046059dfad97b574a2e', operation='UPDATE OR DELETE', pgid='pgtrigger_task_is_final_ead81', table='plan_task', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='target_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c77b8ade4a4b1fcb61460881ee344a75e1dd8f24', operation='DELETE', pgid='pgtrigger_target_is_kept_38c4e', table='plan_target', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='target_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."sentence_id" IS DISTINCT FROM (NEW."sentence_id") OR OLD."provision_id" IS DISTINCT FROM (NEW."provision_id") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."indicator" IS DISTINCT FROM (NEW."indicator") OR OLD."comparator" IS DISTINCT FROM (NEW."comparator") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."value_max" IS DISTINCT FROM (NEW."value_max") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."deadline_year" IS DISTINCT FROM (NEW."deadline_year") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."baseline_year" IS DISTINCT FROM (NEW."baseline_year"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2d6e5469bfb2001910018ca3d18a36fa8960c0bd', operation='UPDATE', pgid='pgtrigger_target_is_final_bb33a', table='plan_target', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sentence',
            trigger=pgtrigger.compiler.Trigger(name='sentence_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1b969477c4397d45d72091a8b7d6f96d42b38651', operation='UPDATE OR DELETE', pgid='pgtrigger_sentence_is_final_c20b3', table='plan_sentence', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('provision', 'name'), name='one_part_an_organisation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='responsibility',
            trigger=pgtrigger.compiler.Trigger(name='responsibility_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0fb2a92c2d6cc58e3ca3c92f5ef921494890e090', operation='DELETE', pgid='pgtrigger_responsibility_is_kept_32d89', table='plan_responsibility', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='responsibility',
            trigger=pgtrigger.compiler.Trigger(name='responsibility_is_superseded', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."provision_id" IS DISTINCT FROM (NEW."provision_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."part" IS DISTINCT FROM (NEW."part") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='94e63d0d3067a6cf7cd4de615537bbd5202213b5', operation='UPDATE', pgid='pgtrigger_responsibility_is_superseded_7ff36', table='plan_responsibility', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(fields=('version', 'reference'), name='one_provision_a_reference'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='provision_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ee5ad27f63b29e0b353f7dcdd833539ff1c7da4e', operation='UPDATE OR DELETE', pgid='pgtrigger_provision_is_final_14af7', table='plan_provision', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='operation',
            constraint=models.UniqueConstraint(fields=('sentence', 'kind', 'code'), name='one_operation_a_sentence_and_code'),
        ),
    ]
