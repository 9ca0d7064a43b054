"""A form goes to another installation and comes back as the same form."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from submissions.forms.exchange import FormFileError, exported_form, import_form
from submissions.forms.models import FormDefinition
from submissions.forms.publishing import publish_form
from tests.factories.forms import PUBLISHED_AT, make_version
from tests.factories.services_catalog import UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def text() -> str:
    return exported_form(make_version().definition)


def _elsewhere(text: str) -> FormDefinition:
    """The same file where the form is not known: here, once it is gone."""
    for form in FormDefinition.objects.all():
        form.versions.all().delete()
        form.delete()
    return import_form(text=text, owner_unit=UnitFactory())


def test_a_form_arrives_as_a_draft_and_publishes_to_the_same_bytes(text: str) -> None:
    before = FormDefinition.objects.get().versions.get().sha256

    form = _elsewhere(text)

    assert not form.live
    assert not form.versions.exists()
    form.get_latest_revision().publish()
    form.refresh_from_db()
    assert form.versions.get().sha256 == before


def test_a_known_form_is_replaced_only_when_that_is_said(text: str) -> None:
    unit = UnitFactory()
    with pytest.raises(FormFileError, match="khai-sinh"):
        import_form(text=text, owner_unit=unit)

    changed = {**json.loads(text), "title": "Tờ khai mới"}
    form = import_form(text=json.dumps(changed), owner_unit=unit, replace=True)

    stored = FormDefinition.objects.get()
    assert stored.title == "Tờ khai đăng ký khai sinh"
    assert stored.owner_unit != unit
    assert stored.get_latest_revision_as_object().title == "Tờ khai mới"
    assert form.versions.count() == 1


def test_keys_that_were_fixed_here_are_not_changed_by_a_file(text: str) -> None:
    data = json.loads(text)
    data["steps"][0]["value"]["fields"][0]["value"]["key"] = "another"
    with pytest.raises(FormFileError, match="child_name"):
        import_form(text=json.dumps(data), replace=True)


def _broken(text: str, **values: Any) -> str:
    return json.dumps({**json.loads(text), **values})


def _with_field(text: str, **values: Any) -> str:
    data = json.loads(text)
    data["steps"][0]["value"]["fields"][0].update(values)
    return json.dumps(data)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-20],
        lambda text: "[]",
        lambda text: "{}",
        lambda text: "[" * 100_000,
        lambda text: _broken(text, version=2),
        lambda text: _broken(text, slug="Có dấu"),
        lambda text: _broken(text, title=""),
        lambda text: _broken(text, title=7),
        lambda text: _broken(text, steps=None),
        lambda text: _broken(text, steps=[{"type": "step"}]),
        lambda text: _broken(text, steps=[7]),
        lambda text: _with_field(text, type="rocket"),
        lambda text: _with_field(text, value=None),
        lambda text: _with_field(text, value={"label": ""}),
        lambda text: _with_field(text, value={"label": "A", "show_when": "[B] = có"}),
        lambda text: " " * (6 * 1024 * 1024),
    ],
)
def test_a_file_that_is_no_form_is_refused_with_a_reason(text: str, spoil: Any) -> None:
    with pytest.raises(FormFileError) as refused:
        _elsewhere(spoil(text))
    assert all(refused.value.problems)
    assert not FormDefinition.objects.exists()


def test_both_ways_by_command(tmp_path: Path, capsys: Any) -> None:
    make_version()
    file = tmp_path / "khai-sinh.json"
    call_command("export_form", "khai-sinh", "--output", str(file))
    unit = UnitFactory()

    call_command("import_form", str(file), "--unit", unit.code, "--dry-run")
    assert "can be entered" in capsys.readouterr().out
    assert FormDefinition.objects.get().revisions.count() == 0
    call_command("import_form", str(file), "--unit", unit.code, "--replace")
    assert FormDefinition.objects.get().revisions.count() == 1

    with pytest.raises(CommandError, match="khai-sinh"):
        call_command("import_form", str(file), "--unit", unit.code)
    with pytest.raises(CommandError, match="99999"):
        call_command("import_form", str(file), "--unit", "99999", "--replace")
    with pytest.raises(CommandError, match="khong-co"):
        call_command("export_form", "khong-co")


def test_what_was_imported_is_published_like_any_other(text: str) -> None:
    form = _elsewhere(text)
    form.live = True
    form.save()
    assert publish_form(form, user=None, at=PUBLISHED_AT).number == 1
