"""Where a lower room reaches an upper one: few places, all known by name."""

import re

from outbox import registry as outbox_registry
from search.registry import projections
from tests.architecture.sources import FOLDERS, python_files

# room.module: the function by which an upper room registers itself.
INVERSION_POINTS = {
    "themes.frame.register_frame_builder",
    "themes.addresses.register_address_builder",
    "search.registry.register_projection",
    "search.labels.register_labels",
    "search.places.register_places",
    "search.scopes.register_scope_resolver",
    "search.statistics.targets.register_phrase_target",
    "outbox.registry.register_handler",
}
# Nobody stands above these, so nothing registers itself with them.
TOP_ROOMS = {"portal", "cms_pages"}
# Nothing that belongs to a citizen is ever among these.
INDEXED_TYPES = {"procedure", "page", "news", "document"}


def test_the_inversion_points_are_these():
    found = set()
    for path in python_files():
        room = next(name for name, at in FOLDERS.items() if path.is_relative_to(at))
        if room in TOP_ROOMS:
            continue
        module = ".".join(path.relative_to(FOLDERS[room]).with_suffix("").parts)
        for name in re.findall(r"^def (register_\w+)", path.read_text(), re.MULTILINE):
            found.add(f"{room}.{module}.{name}")

    # Wagtail's own hooks live in wagtail_hooks and are no ways up between our rooms.
    ours = {point for point in found if ".wagtail_hooks." not in point}
    assert ours == INVERSION_POINTS


def test_the_index_holds_exactly_these_types():
    assert set(projections()) == INDEXED_TYPES


def test_no_indexed_model_belongs_to_the_citizens_room():
    rooms = {entry.model._meta.app_label for entry in projections().values()}

    # Editors' documents are Wagtail's; citizens' papers never lie among them.
    assert rooms <= {"services_catalog", "cms_pages", "wagtailcore", "wagtaildocs"}


def test_every_topic_of_the_outbox_has_its_handler():
    assert {"search.index", "notifications.email"} <= outbox_registry.topics()
