"""Headings and boxes to tick, from the page to the dossier."""

from typing import Any

import pytest
from django.test import Client

from services_catalog.units.models import AdminUnit
from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.forms.compiled import compiled_form
from submissions.forms.models import FormVersion
from submissions.forms.publishing import EmptyFormError
from tests.factories.forms import make_version
from tests.integration.submissions.forms.conftest import HOME, posted_applicant

pytestmark = pytest.mark.django_db
STEP = f"{HOME}buoc/2/"
HEADING = {"kind": "heading", "key": "h", "label": "Giấy tờ"}
STEPS: list[dict[str, Any]] = [
    {
        "title": "Giấy tờ và cam đoan",
        "fields": [
            HEADING,
            {
                "kind": "checkboxes",
                "key": "papers",
                "label": "Giấy tờ",
                "required": True,
                "options": [
                    {"value": "extract", "label": "Trích lục"},
                    {"value": "card", "label": "Thẻ bảo hiểm"},
                    {"value": "book", "label": "Sổ đỏ"},
                ],
            },
            {
                "kind": "warning",
                "key": "w",
                "label": "Sổ đỏ phải nộp bản chính",
                "statement": "Mang đến tận nơi.",
                "show_when": "[Giấy tờ] gồm “Sổ đỏ”",
            },
            {"kind": "rich_text", "key": "t", "html": "<p>Đọc <b>kỹ</b>.</p>"},
            {
                "kind": "consent",
                "key": "agree",
                "label": "Tôi đồng ý",
                "statement": "Cho kiểm tra thông tin.",
                "required": True,
            },
        ],
    },
    {"title": "Lời dặn", "fields": [{**HEADING, "key": "h2", "label": "Xong"}]},
]


@pytest.fixture
def version(agency: Any) -> FormVersion:
    return make_version(steps=STEPS, owner_unit=agency.unit)


@pytest.fixture
def draft(client: Client, version: FormVersion, commune: AdminUnit) -> Draft:
    client.post(HOME)
    client.post(f"{HOME}buoc/1/", {**posted_applicant(commune.code), "_revision": "0"})
    return Draft.objects.get()


def _post(client: Client, **data: Any) -> Any:
    revision = str(Draft.objects.get().revision)
    return client.post(STEP, {**data, "_revision": revision})


def test_a_step_shows_what_stands_between_its_questions(
    client: Client, draft: Draft
) -> None:
    page = client.get(STEP).content.decode()

    places = [
        page.index(words)
        for words in (
            '<h2 class="nm-question-heading"',
            'value="extract"',
            "Sổ đỏ phải nộp bản chính",
            "<p>Đọc <b>kỹ</b>.</p>",
            "Cho kiểm tra thông tin.",
        )
    ]
    assert places == sorted(places)


def test_what_must_be_ticked_is_asked_for(client: Client, draft: Draft) -> None:
    page = _post(client).content.decode()

    assert 'href="#field-papers"' in page
    assert 'href="#field-agree"' in page
    assert 'href="#field-heading"' not in page


def test_nobody_answers_a_heading(client: Client, draft: Draft) -> None:
    form = compiled_form(draft.form_version)
    keys = [field.key for field in form.fields]

    _post(client, papers="card", agree="true", heading="x", warning="x")

    draft.refresh_from_db()
    stored = {**draft.answers, **draft.sealed_answers}
    assert keys == ["heading", "papers", "warning", "rich_text", "agree", "heading_2"]
    assert set(stored) == {f.id for f in form.fields if f.key in {"papers", "agree"}}


def test_ticks_and_agreement_reach_the_dossier(client: Client, draft: Draft) -> None:
    _post(client, papers=["book", "extract"], agree="true")
    page = client.get(STEP).content.decode()
    assert page.count(" checked") == 3

    check = client.get(f"{HOME}kiem-tra/").content.decode()
    assert "Trích lục; Sổ đỏ" in check
    assert "Cho kiểm tra thông tin.<br>" in check
    assert "nộp bản chính" not in check

    draft.refresh_from_db()
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
    assert by_key == {"papers": ["extract", "book"], "agree": True}


def test_a_tick_taken_away_is_forgotten(client: Client, draft: Draft) -> None:
    _post(client, papers=["book", "extract"], agree="true")
    _post(client, papers=["book"], _action="later")

    page = client.get(STEP).content.decode()
    assert page.count(" checked") == 1


def test_a_form_of_headings_alone_asks_nothing(agency: Any) -> None:
    steps = [{"title": "Lời dặn", "fields": [HEADING]}]

    with pytest.raises(EmptyFormError):
        make_version("loi-dan", steps=steps, owner_unit=agency.unit)


def test_a_heading_leaves_its_words_to_the_key_of_a_question(agency: Any) -> None:
    named = {"kind": "text", "key": "heading", "label": "Giấy tờ"}
    unnamed = {"kind": "text", "key": "", "label": "Giấy tờ"}
    steps = [{"title": "Bước", "fields": [HEADING, named, unnamed]}]

    form = compiled_form(make_version("mau", steps=steps, owner_unit=agency.unit))

    assert [field.key for field in form.fields] == [
        "heading_2",
        "heading",
        "giay_to",
    ]
