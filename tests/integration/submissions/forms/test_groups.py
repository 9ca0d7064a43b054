"""Rows are added and taken away by buttons of the page, without a script."""

from typing import Any

import pytest
from django.test import Client

from services_catalog.units.models import AdminUnit
from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.forms.compiled import compiled_form
from submissions.forms.models import FormVersion
from tests.factories.forms import make_version
from tests.integration.submissions.forms.conftest import HOME, posted_applicant

pytestmark = pytest.mark.django_db
STEP = f"{HOME}buoc/2/"
STEPS = [
    {
        "title": "Các con",
        "fields": [
            {
                "kind": "group",
                "key": "children",
                "label": "Các con",
                "required": True,
                "row_label": "Con",
                "max_rows": 3,
                "fields": [
                    {
                        "kind": "text",
                        "key": "name",
                        "label": "Họ tên",
                        "required": True,
                    },
                    {"kind": "number", "key": "share", "label": "Phần góp"},
                ],
            },
            {
                "kind": "computed",
                "key": "total",
                "label": "Tổng phần góp",
                "gives": "number",
                "formula": "tổng([Phần góp])",
            },
            {
                "kind": "text",
                "key": "why",
                "label": "Vì sao nhiều con",
                "show_when": "đếm([Các con]) > 1",
            },
        ],
    }
]


@pytest.fixture
def grouped(agency: Any) -> FormVersion:
    return make_version(steps=STEPS, owner_unit=agency.unit)


@pytest.fixture
def draft(client: Client, grouped: FormVersion, commune: AdminUnit) -> Draft:
    client.post(HOME)
    client.post(f"{HOME}buoc/1/", {**posted_applicant(commune.code), "_revision": "0"})
    return Draft.objects.get()


def _post(client: Client, rows: list[dict[str, str]], **more: str) -> Any:
    data = {"children.rows": str(len(rows)), **more}
    for number, row in enumerate(rows, start=1):
        data.update({f"children.{number}.{key}": text for key, text in row.items()})
    revision = str(Draft.objects.get().revision)
    return client.post(STEP, {**data, "_revision": revision})


def test_a_row_is_added_and_all_that_was_typed_is_still_there(
    client: Client, draft: Draft
) -> None:
    page = client.get(STEP).content.decode()
    assert 'name="children.1.name"' in page
    assert 'name="children.2.name"' not in page

    rows = [{"name": "An", "share": "không rõ"}]
    added = _post(client, rows, _add_row="children")

    assert added["Location"] == f"{STEP}?them=children"
    page = client.get(added["Location"]).content.decode()
    assert 'value="An"' in page
    assert 'value="không rõ"' in page
    assert 'name="children.2.name"' in page


def test_a_row_is_taken_away(client: Client, draft: Draft) -> None:
    _post(client, [{"name": "An"}, {"name": "Bình"}])
    removed = _post(
        client, [{"name": "An"}, {"name": "Bình"}], _remove_row="children.1"
    )
    page = client.get(removed["Location"]).content.decode()
    assert 'value="An"' not in page
    assert 'value="Bình"' in page


def test_a_wrong_cell_is_linked_from_the_summary(client: Client, draft: Draft) -> None:
    rows = [{"name": "An", "share": "1"}, {"name": "", "share": "2"}]
    page = _post(client, rows).content.decode()
    assert 'href="#field-children.2.name"' in page
    assert 'id="field-children.2.name"' in page
    assert "Con 2: Họ tên" in page


def test_rows_are_summed_counted_and_submitted(client: Client, draft: Draft) -> None:
    rows = [{"name": "An", "share": "1.500"}, {"name": "Bình", "share": "500"}]
    assert _post(client, rows, why="Sinh đôi")["Location"] == f"{HOME}kiem-tra/"
    page = client.get(f"{HOME}kiem-tra/").content.decode()
    assert "1. Họ tên: An; Phần góp: 1500<br>2. Họ tên: Bình; Phần góp: 500" in page
    assert "Vì sao nhiều con" in page

    draft = Draft.objects.get()
    data = {
        "_key": str(draft.public_id),
        "_revision": str(draft.revision),
        "declaration": "true",
    }
    client.post(f"{HOME}nop/", data)

    dossier = Dossier.objects.get()
    form = compiled_form(draft.form_version)
    stored = {**dossier.answers, **dossier.sealed_answers}
    by_key = {f.key: stored[f.id] for f in form.fields if f.id in stored}
    assert by_key["children"] == [
        {"name": "An", "share": 1500},
        {"name": "Bình", "share": 500},
    ]
    assert by_key["total"] == 2000


def test_one_row_asks_no_more(client: Client, draft: Draft) -> None:
    _post(client, [{"name": "An"}])
    assert "Vì sao nhiều con" not in client.get(f"{HOME}kiem-tra/").content.decode()


def test_more_rows_than_allowed_are_told(client: Client, draft: Draft) -> None:
    rows = [{"name": f"Con {n}"} for n in range(4)]
    page = _post(client, rows).content.decode()
    assert 'href="#field-children"' in page


def test_keys_of_rows_stay_when_the_form_is_published_again(
    grouped: FormVersion,
) -> None:
    from submissions.forms.publishing import fixed_keys

    form = compiled_form(grouped)
    group = form.field_by_key("children")
    assert group is not None
    keys = fixed_keys(grouped.definition)
    assert [keys[each.id] for each in group.fields] == ["name", "share"]
