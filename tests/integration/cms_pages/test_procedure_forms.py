"""The form of a procedure: on its page, in blocks, and through new versions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms_pages.blocks.services import FormBlock
from cms_pages.pages.content import ContentPage
from cms_pages.provisioning.services import create_procedure_pages
from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.content import CaseTypeContent, VersionContent
from services_catalog.procedures.facts import forget_facts
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.procedures.services import publish_version
from submissions.drafts.models import Draft
from submissions.forms.links import form_link_of, procedures_of, without_form
from submissions.forms.models import CaseTypeForm, FormDefinition
from tests.factories.dossiers import DossierFactory
from tests.factories.forms import make_version
from tests.factories.pages import Place, Province
from tests.factories.services_catalog import OfferingFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
PHU_BAI = "/huong-thuy/phu-bai/"
PAGE = f"{PHU_BAI}thu-tuc/1-001193/"
FORM = f"{PAGE}nop/"
SAID = VersionContent(
    name="Đăng ký khai sinh",
    case_types=(CaseTypeContent(name="Đúng hạn"), CaseTypeContent(name="Quá hạn")),
)


@pytest.fixture(autouse=True)
def _fresh_facts() -> Iterator[None]:
    forget_facts()
    yield
    forget_facts()


@pytest.fixture
def form(hue: Province) -> FormDefinition:
    return make_version(owner_unit=hue.province.unit).definition


@pytest.fixture
def birth(hue: Province, form: FormDefinition) -> Procedure:
    """A procedure with two case types, of which the second has the form."""
    procedure = ProcedureFactory(code="1.001193", version=None, offered=True)
    version = publish_version(
        procedure=procedure, content=SAID, valid_from=date(2024, 1, 1)
    )
    create_procedure_pages([procedure])
    bind(version, form)
    return procedure


def bind(version: ProcedureVersion, form: FormDefinition) -> CaseTypeForm:
    late = CaseType.objects.get(version=version, name="Quá hạn")
    return CaseTypeForm.objects.create(case_type=late, definition=form)


def renew(procedure: Procedure) -> ProcedureVersion:
    """A version of today: other words, the same case types."""
    return publish_version(
        procedure=procedure,
        content=replace(SAID, result="Bản chính giấy khai sinh"),
        valid_from=timezone.localdate(),
    )


def show(place: Place, **block: Any) -> str:
    """The introduction of a place with a form block on it."""
    page = ContentPage.objects.get(pk=place.section("gioi-thieu").pk)
    page.body = [("form", {"title": "", "text": "", **block})]
    page.save_revision().publish()
    return Client().get(page.url).content.decode()


def test_a_new_version_keeps_the_form_and_old_dossiers_keep_theirs(
    birth: Procedure, hue: Province, client: Client
) -> None:
    before = ProcedureVersion.objects.get(procedure=birth)
    dossier = DossierFactory(procedure_version=before)

    after = renew(birth)

    assert f'data-fragment="{FORM}manh/"' in client.get(PAGE).content.decode()
    assert client.post(FORM).status_code == 302
    draft = Draft.objects.get()
    assert draft.procedure_version == after
    assert draft.case_type == CaseType.objects.get(version=after, name="Quá hạn")
    dossier.refresh_from_db()
    assert dossier.procedure_version == before


def test_a_form_of_the_new_version_comes_before_that_of_the_old(
    birth: Procedure, form: FormDefinition, hue: Province
) -> None:
    today = timezone.localdate()
    other = make_version("khai-sinh-moi", owner_unit=hue.province.unit).definition
    new = bind(renew(birth), other)
    of_today = list(CaseType.objects.filter(version=new.case_type.version))

    assert form_link_of(birth.pk, of_today) == new
    assert list(procedures_of(other, today)) == [birth]
    assert list(procedures_of(form, today)) == []


def test_a_link_costs_one_query_and_needs_a_case_type_of_that_name(
    birth: Procedure, django_assert_num_queries: Any
) -> None:
    stranger = CaseTypeContent(name="Có yếu tố nước ngoài")

    with django_assert_num_queries(1):
        assert form_link_of(birth.pk, [stranger]) is None
    assert form_link_of(birth.pk, []) is None


def test_case_types_without_form_are_those_whose_name_has_none(
    birth: Procedure,
) -> None:
    after = renew(birth)

    missing = without_form(CaseType.objects.filter(version=after))

    assert [one.name for one in missing] == ["Đúng hạn"]


def test_a_block_leads_to_the_form_of_its_procedure_in_this_portal(
    birth: Procedure, form: FormDefinition, hue: Province
) -> None:
    text = show(hue.phu_bai, form=form)

    assert f'href="{FORM}"' in text
    assert f'data-fragment="{FORM}manh/"' in text


def test_where_the_procedure_is_not_offered_the_form_stands_by_itself(
    birth: Procedure, form: FormDefinition, hue: Province
) -> None:
    text = show(hue.district, form=form)

    assert 'href="/huong-thuy/bieu-mau/khai-sinh/"' in text
    assert "1-001193" not in text


def test_of_several_procedures_the_block_says_which(
    birth: Procedure, form: FormDefinition, hue: Province
) -> None:
    other = ProcedureFactory(code="1.004873", version=None)
    bind(
        publish_version(procedure=other, content=SAID, valid_from=date(2024, 1, 1)),
        form,
    )
    OfferingFactory(procedure=other)

    assert f'href="{PHU_BAI}bieu-mau/khai-sinh/"' in show(hue.phu_bai, form=form)
    named = show(hue.phu_bai, form=form, procedure="1.004873")
    assert f'href="{PHU_BAI}thu-tuc/1-004873/nop/"' in named


def test_a_block_refuses_a_procedure_that_is_not_submitted_with_its_form(
    birth: Procedure, form: FormDefinition
) -> None:
    block = FormBlock()
    value = {"form": form, "title": "", "text": "", "procedure": "9.999999"}

    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize(value))

    assert list(refused.value.block_errors) == ["procedure"]
    assert block.clean(block.normalize({**value, "procedure": "1.001193"}))


def test_a_page_with_a_form_block_costs_two_queries_more(
    birth: Procedure, form: FormDefinition, hue: Province, client: Client
) -> None:
    show(hue.phu_bai, form=form)

    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PHU_BAI}gioi-thieu/")

    assert len(queries) == 4
