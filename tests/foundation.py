"""What the first migrations of Wagtail put into the database and a flush takes out."""

from wagtail.models import Collection, Locale, Page


def lay_foundation() -> None:
    locale, _ = Locale.objects.get_or_create(language_code="vi")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root", locale=locale)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
