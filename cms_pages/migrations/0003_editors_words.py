"""What editors find things by, with its full-text structures on either database."""

import django.db.models.deletion
from django.db import migrations, models

from cms_pages.editors_search import fulltext


def install(apps, schema_editor):
    fulltext.install(schema_editor.connection)


def uninstall(apps, schema_editor):
    fulltext.uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0002_url_path_index"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditorsWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("names", models.TextField(verbose_name="names, folded")),
                ("words", models.TextField(verbose_name="other words, folded")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "words for editors",
                "verbose_name_plural": "words for editors",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id"), name="editors_words_once"
                    )
                ],
            },
        ),
        migrations.RunPython(install, uninstall),
    ]
