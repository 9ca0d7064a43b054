"""An index on the paths of all pages: an address is found by equality, not by steps.

Wagtail's own table, so by SQL: its migration state must not learn of it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX cms_pages_url_path ON wagtailcore_page (url_path)",
            "DROP INDEX cms_pages_url_path",
        )
    ]
