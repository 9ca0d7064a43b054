"""Publishing freezes a form; keys stay, bytes stay."""

import copy
import json
from datetime import timedelta

import pytest
from wagtail.models import Revision

from submissions.forms.compiled import FormSchemaError, compiled_form, form_of
from submissions.forms.importing import steps_of
from submissions.forms.models import FormVersion
from submissions.forms.publishing import (
    EmptyFormError,
    FormNotLiveError,
    current_version,
    key_problems,
    preview_form,
    publish_form,
)
from tests.factories.forms import (
    PUBLISHED_AT,
    STEPS,
    make_definition,
    make_version,
    republish,
)

pytestmark = pytest.mark.django_db


def _changed(**values: object) -> list[dict[str, object]]:
    steps = copy.deepcopy(STEPS)
    steps[0]["fields"][0].update(values)
    return steps


def test_a_version_holds_every_field_with_id_key_and_settings() -> None:
    form = compiled_form(make_version())

    assert [step.title for step in form.steps] == [
        "Người được khai sinh",
        "Giấy tờ và bản sao",
    ]
    copies = form.field_by_key("copies")
    assert copies is not None
    assert copies.kind == "number"
    assert dict(copies.settings) == {"decimals": 0, "min": 0, "max": 20}
    assert len({field.id for field in form.fields}) == 11


def test_unchanged_content_makes_no_new_version() -> None:
    version = make_version()

    again = publish_form(version.definition, user=None, at=PUBLISHED_AT)

    assert again == version
    assert FormVersion.objects.count() == 1


def test_a_new_version_leaves_the_old_bytes_alone() -> None:
    first = make_version()
    canonical = first.canonical

    second = republish(first.definition, _changed(label="Họ, chữ đệm, tên"))

    first.refresh_from_db()
    assert (first.canonical, first.number) == (canonical, 1)
    assert second.number == 2
    assert second.sha256 != first.sha256


def test_the_key_of_a_published_field_survives_a_new_label_and_an_emptied_key() -> None:
    first = make_version()

    steps = steps_of("khai-sinh", _changed(label="Tên của trẻ"))
    steps[0]["value"]["fields"][0]["value"]["key"] = ""
    first.definition.steps = steps
    second = publish_form(first.definition, user=None, at=PUBLISHED_AT)

    field = compiled_form(second).field_by_key("child_name")
    assert field is not None
    assert field.label == "Tên của trẻ"


def test_labels_that_fold_alike_get_different_keys() -> None:
    fields = [{"kind": "text", "key": name, "label": name} for name in ("Số", "Sơ")]
    definition = make_definition("hai", [{"title": "Một", "fields": fields}])
    for child in definition.steps[0].value["fields"]:
        child.value["key"] = ""

    form = compiled_form(publish_form(definition, user=None, at=PUBLISHED_AT))

    assert [field.key for field in form.fields] == ["so", "so_2"]


def test_the_key_of_a_removed_field_is_never_given_to_another() -> None:
    first = make_version()
    steps = copy.deepcopy(STEPS)
    removed = steps[0]["fields"].pop(0)

    republish(first.definition, steps)
    steps[0]["fields"].append(
        {"kind": "text", "key": "khac", "label": removed["label"]}
    )
    raw = steps_of("khai-sinh", steps)
    raw[0]["value"]["fields"][-1]["value"]["key"] = "child_name"
    first.definition.steps = raw
    problems = key_problems(first.definition)

    assert problems == ["Khóa “child_name” của “Họ tên” đã thuộc về mục khác."]


def test_an_empty_form_and_one_that_is_not_live_are_not_published() -> None:
    with pytest.raises(EmptyFormError):
        make_version("rong", steps=[])
    hidden = make_definition("kin", live=False)
    with pytest.raises(FormNotLiveError):
        publish_form(hidden, user=None, at=PUBLISHED_AT)

    assert FormVersion.objects.count() == 0


def test_the_version_in_force_is_the_last_that_has_begun() -> None:
    first = make_version()
    second = republish(first.definition, _changed(label="Tên"))

    hour = timedelta(hours=1)
    assert current_version(first.definition, PUBLISHED_AT - hour) is None
    assert current_version(first.definition, PUBLISHED_AT) == first
    assert current_version(first.definition, PUBLISHED_AT + 25 * hour) == second


def test_publishing_in_wagtail_freezes_a_version_only_when_it_goes_live() -> None:
    definition = make_definition(live=False)
    definition.go_live_at = PUBLISHED_AT + timedelta(days=36_500)
    definition.save_revision().publish()
    assert FormVersion.objects.count() == 0

    definition.go_live_at = None
    definition.save_revision().publish()

    version = FormVersion.objects.get()
    assert version.number == 1
    assert compiled_form(version).slug == "khai-sinh"
    assert Revision.objects.for_instance(definition).count() == 2


def test_the_preview_compiles_what_is_not_saved() -> None:
    definition = make_definition()
    definition.title = "Tên mới"

    assert preview_form(definition).title == "Tên mới"


def test_a_form_of_an_unknown_schema_is_refused_by_name() -> None:
    data = {**json.loads(make_version().canonical), "schema_version": 99}

    with pytest.raises(FormSchemaError, match="99"):
        form_of(data)


def test_equal_bytes_are_compiled_once() -> None:
    version = make_version()

    assert compiled_form(version) is compiled_form(
        FormVersion.objects.get(pk=version.pk)
    )
