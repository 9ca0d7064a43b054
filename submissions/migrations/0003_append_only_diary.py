"""The database refuses to change or drop what the diary says."""

from django.db import migrations

from submissions.dossiers.triggers import install_triggers, remove_triggers


def install(_apps, schema_editor):
    install_triggers(schema_editor.connection)


def remove(_apps, schema_editor):
    remove_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0002_digests_and_accesses")]
    operations = [migrations.RunPython(install, remove)]
