"""A form whose questions follow from each other: written, filled in, submitted."""

import copy
import json
from typing import Any

import pytest
from django.test import Client

from services_catalog.units.models import AdminUnit
from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.files.models import Paper
from submissions.forms.compiled import compiled_form
from submissions.forms.models import FormVersion
from submissions.forms.publishing import rule_problems
from tests.factories.forms import STEPS, make_definition, make_version
from tests.integration.submissions.forms.conftest import (
    HOME,
    png,
    posted_applicant,
    posted_child,
)

pytestmark = pytest.mark.django_db


def _steps() -> list[dict[str, Any]]:
    """The birth form: copies and their fee, papers only of the unmarried, and a step
    that only the mother of a girl sees."""
    steps = copy.deepcopy(STEPS)
    fields = {field["key"]: field for field in steps[1]["fields"]}
    fields["married"]["required"] = True
    fields["certificate"]["show_when"] = "[Cha mẹ đã kết hôn] = không"
    fields["certificate"]["required"] = True
    fields["note"]["require_when"] = "[Số bản sao] > 5"
    steps[1]["fields"].append(
        {
            "kind": "computed",
            "key": "fee",
            "label": "Tiền bản sao",
            "sensitivity": "ordinary",
            "gives": "number",
            "suffix": "đồng",
            "formula": "[Số bản sao] × 8.000",
        }
    )
    girls = {
        "title": "Bé gái",
        "show_when": "[Giới tính] = “Nữ”",
        "fields": [{"kind": "text", "key": "gift", "label": "Quà", "required": True}],
    }
    return [steps[0], girls, steps[1]]


@pytest.fixture
def ruled(agency: Any) -> FormVersion:
    return make_version(steps=_steps(), owner_unit=agency.unit)


def _begin(client: Client, commune: AdminUnit) -> Draft:
    client.post(HOME)
    data = {**posted_applicant(commune.code), "_revision": "0"}
    assert client.post(f"{HOME}buoc/1/", data)["Location"] == f"{HOME}buoc/2/"
    return Draft.objects.get()


def _child(client: Client, sex: str) -> str:
    data = {**posted_child(), "sex": sex, "_revision": "1"}
    location: str = client.post(f"{HOME}buoc/2/", data)["Location"]
    return location


def _submit(client: Client) -> Dossier:
    draft = Draft.objects.get()
    data = {
        "_key": str(draft.public_id),
        "_revision": str(draft.revision),
        "declaration": "true",
    }
    response = client.post(f"{HOME}nop/", data)
    assert response.status_code == 302, response.content.decode()
    return Dossier.objects.get()


def test_a_step_that_asks_nothing_of_this_person_is_passed(
    client: Client, ruled: FormVersion, commune: AdminUnit
) -> None:
    _begin(client, commune)
    assert _child(client, "male") == f"{HOME}buoc/4/"
    page = client.get(f"{HOME}buoc/4/").content.decode()
    assert 'value="3" max="3"' in page
    assert client.get(f"{HOME}buoc/3/")["Location"] == f"{HOME}buoc/4/"


def test_an_answer_can_bring_a_step_back(
    client: Client, ruled: FormVersion, commune: AdminUnit
) -> None:
    _begin(client, commune)
    assert _child(client, "female") == f"{HOME}buoc/3/"
    assert 'value="3" max="4"' in client.get(f"{HOME}buoc/3/").content.decode()


def test_hidden_answers_and_papers_stay_in_the_draft_and_are_cleared_at_submission(
    client: Client, ruled: FormVersion, commune: AdminUnit
) -> None:
    _begin(client, commune)
    _child(client, "male")
    first = {"copies": "2", "married": "false", "_revision": "2"}
    client.post(f"{HOME}buoc/4/", {**first, "certificate": png()})
    assert Paper.objects.count() == 1
    draft = Draft.objects.get()
    second = {"copies": "2", "married": "true", "_revision": str(draft.revision)}
    assert client.post(f"{HOME}buoc/4/", second)["Location"] == f"{HOME}kiem-tra/"
    assert Paper.objects.count() == 1
    page = client.get(f"{HOME}kiem-tra/").content.decode()
    assert "Giấy chứng sinh" not in page
    assert "16.000 đồng" in page

    dossier = _submit(client)

    assert not Paper.objects.exists()
    form = compiled_form(ruled)
    stored = {**dossier.answers, **dossier.sealed_answers}
    by_key = {f.key: stored[f.id] for f in form.fields if f.id in stored}
    assert by_key["fee"] == 16000
    assert "gift" not in by_key
    assert by_key["married"] is True


def test_what_rules_show_or_require_is_kept_at_submission(
    client: Client, ruled: FormVersion, commune: AdminUnit
) -> None:
    """Only what is computed is nobody's answer."""
    _begin(client, commune)
    _child(client, "female")
    draft = Draft.objects.get()
    gift = {"gift": "Vòng bạc", "_revision": str(draft.revision)}
    client.post(f"{HOME}buoc/3/", gift)
    draft.refresh_from_db()
    last = {"copies": "6", "married": "true", "note": "Cần gấp"}
    client.post(f"{HOME}buoc/4/", {**last, "_revision": str(draft.revision)})

    dossier = _submit(client)

    form = compiled_form(ruled)
    kept = {**dossier.answers, **dossier.sealed_answers}
    by_key = {field.key: kept.get(field.id) for field in form.fields}
    assert by_key["gift"] == "Vòng bạc"
    assert by_key["note"] == "Cần gấp"
    assert by_key["fee"] == 48000


def test_what_a_rule_makes_necessary_is_missed_by_name(
    client: Client, ruled: FormVersion, commune: AdminUnit
) -> None:
    _begin(client, commune)
    _child(client, "male")
    data = {"copies": "6", "married": "true", "_revision": "2"}
    page = client.post(f"{HOME}buoc/4/", data).content.decode()
    assert 'href="#field-note"' in page


def test_a_posted_value_of_a_computed_question_changes_nothing(
    client: Client, ruled: FormVersion, commune: AdminUnit
) -> None:
    _begin(client, commune)
    _child(client, "male")
    data = {"copies": "1", "married": "true", "fee": "0", "_revision": "2"}
    assert client.post(f"{HOME}buoc/4/", data)["Location"] == f"{HOME}kiem-tra/"
    fee = compiled_form(ruled).field_by_key("fee")
    assert fee is not None
    assert _submit(client).answers[fee.id] == 8000


def test_the_page_tells_the_browser_only_what_its_rules_ask_for(
    client: Client, ruled: FormVersion, commune: AdminUnit
) -> None:
    _begin(client, commune)
    _child(client, "female")
    page = client.get(f"{HOME}buoc/4/").content.decode()
    data = page.split("data-form-rules", 1)[1].split(">", 1)[1].split("</script>")[0]
    told = json.loads(data)
    assert {rule["key"] for rule in told["rules"]} == {"certificate", "note", "fee"}
    assert told["readers"] == {"married": "yes_no", "copies": "number"}
    assert told["answers"] == {}
    assert "data-form-rules" not in client.get(f"{HOME}buoc/2/").content.decode()


@pytest.mark.parametrize(
    ("key", "rule", "problem"),
    [
        ("note", "[Số con] > 1", "“Số con”"),
        ("note", "[Số bản sao] = có", "Ghi chú"),
        ("note", "[Ghi chú] = “a”", "Ghi chú"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_the_name_of_its_field(
    agency: Any, key: str, rule: str, problem: str
) -> None:
    steps = copy.deepcopy(STEPS)
    field = next(f for step in steps for f in step["fields"] if f["key"] == key)
    field["show_when"] = rule
    definition = make_definition(steps=steps, owner_unit=agency.unit)
    (told,) = rule_problems(definition)
    assert problem in told


def test_a_form_without_rules_keeps_the_bytes_that_it_had(agency: Any) -> None:
    canonical = json.loads(make_version(owner_unit=agency.unit).canonical)
    assert canonical["schema_version"] == 1
    assert not [f for s in canonical["steps"] for f in s["fields"] if "show_when" in f]


def test_a_form_with_rules_says_so(ruled: FormVersion) -> None:
    canonical = json.loads(ruled.canonical)
    assert canonical["schema_version"] == 2
    assert canonical["steps"][1]["show_when"] == [
        "=",
        ["answer", "sex", "text"],
        ["const", "text", "female"],
    ]
