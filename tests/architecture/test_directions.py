"""Imports run one way; so do keys, migrations and templates, which no linter sees."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from importlinter.cli import lint_imports

from tests.architecture.sources import FOLDERS, RANK, ROOMS, ROOT, may_use, templates

TEMPLATE_USES = re.compile(
    r"""\{%\s*(?:extends|include|load|form_template)\s+["']?([\w/.\- ]+)["']?"""
)
TAG_LIBRARIES = {"frame_parts": "themes", "ui": "themes"}


def test_the_import_contracts_hold(monkeypatch):
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_foreign_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if (room := model._meta.app_label) in RANK
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and (target := field.related_model._meta.app_label) in RANK
        and not may_use(room, target)
    ]

    assert upward == []


@pytest.mark.django_db
def test_migrations_depend_downward():
    loader = MigrationLoader(connection)
    upward = [
        f"{label}.{name} -> {dependency}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in RANK
        for dependency, _ in migration.dependencies
        if dependency in RANK and not may_use(label, dependency)
    ]

    assert upward == []


def _owner(used: str) -> str | None:
    """The room that a template path or tag library belongs to, if it is ours."""
    first = used.split("/")[0].strip()
    return TAG_LIBRARIES.get(first) or (first if first in RANK else None)


@pytest.mark.parametrize("room", ROOMS)
def test_templates_extend_and_include_downward(room):
    upward = [
        f"{path.relative_to(ROOT)} uses {used}"
        for owner, path in templates()
        if owner == room
        for used in TEMPLATE_USES.findall(path.read_text())
        if (target := _owner(used)) is not None and not may_use(room, target)
    ]

    assert upward == []


def test_every_template_was_looked_at():
    assert len(templates()) > 40
    assert all(Path(folder).is_dir() for folder in FOLDERS.values())
