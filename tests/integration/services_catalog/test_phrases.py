"""A search without result becomes a phrase by which a procedure is found."""

from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox.worker import drain
from search.queries import search
from search.results import SearchQuery
from search.statistics.targets import phrase_targets
from services_catalog.procedures.models import ProcedureVersion
from services_catalog.procedures.phrases import add_phrase
from services_catalog.staff.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.services_catalog import (
    OfferingFactory,
    ProcedureVersionFactory,
    StaffAssignmentFactory,
    UnitFactory,
)
from tests.integration.services_catalog.administration import may_enter, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/tu-ngu-thong-dung/them/"


@pytest.fixture
def version() -> ProcedureVersion:
    version = ProcedureVersionFactory.create(
        procedure__code="1.004193", name="Cấp đổi Giấy chứng nhận", phrases=["sổ hồng"]
    )
    OfferingFactory.create(procedure=version.procedure)
    call_command("rebuild_search_index", verbosity=0)
    return version


def found(text: str) -> list[str]:
    query = SearchQuery(text=text, at=timezone.localdate())
    return [hit.title for hit in search(query).hits]


def test_the_phrase_finds_the_procedure(
    administrator: Client, version: ProcedureVersion
) -> None:
    assert found("bìa tím") == []
    answer = administrator.post(ADDRESS, {"phrase": "bìa tím", "code": "1.004193"})
    drain()

    assert answer.status_code == 302
    version.refresh_from_db()
    assert version.phrases == ["sổ hồng", "bìa tím"]
    assert found("bia tim") == ["Cấp đổi Giấy chứng nhận"]


def test_a_phrase_that_is_there_already_changes_nothing(
    version: ProcedureVersion,
) -> None:
    before = version.content_hash

    add_phrase(code="1.004193", phrase="SO HONG", on=timezone.localdate())

    version.refresh_from_db()
    assert (version.phrases, version.content_hash) == (["sổ hồng"], before)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("", "1.004193"),
        ("?!", "1.004193"),
        ("x" * 201, "1.004193"),
        ("bìa", "9.999999"),
    ],
)
def test_odd_phrases_are_refused(
    administrator: Client, version: ProcedureVersion, phrase: str, code: str
) -> None:
    with pytest.raises(ValidationError):
        add_phrase(code=code, phrase=phrase, on=timezone.localdate())
    answer = administrator.post(ADDRESS, {"phrase": phrase, "code": code})

    assert answer.status_code == 200
    assert answer.context["problems"]
    version.refresh_from_db()
    assert version.phrases == ["sổ hồng"]


def test_the_page_offers_procedures_found_by_other_words(
    administrator: Client, version: ProcedureVersion
) -> None:
    answer = administrator.get(ADDRESS, {"phrase": "bìa tím", "q": "giấy chứng nhận"})
    html = unescape(answer.content.decode())

    assert 'value="bìa tím"' in html
    assert 'name="code" value="1.004193"' in html
    nothing = administrator.get(ADDRESS, {"phrase": "<b>bìa tím"})
    assert "<b>bìa" not in nothing.content.decode()
    assert 'name="code"' not in nothing.content.decode()


def test_the_statistics_lead_here(administrator: Client) -> None:
    user = UserFactory.create(administrator=True)

    (target,) = [one for one in phrase_targets(user) if one.name == "procedure"]

    assert target.address("bia tim") == f"{ADDRESS}?phrase=bia+tim"
    assert reverse("catalogue_add_phrase") == ADDRESS


def test_whoever_does_not_control_procedures_adds_none(
    publisher: Client, version: ProcedureVersion, client: Client
) -> None:
    controller_below = StaffAssignmentFactory.create(
        at_unit=True,
        unit=UnitFactory.create(ward=True),
        role=Role.PROCEDURE_CONTROLLER,
    ).user
    for somebody in (publisher, signed_in(may_enter(controller_below)), client):
        assert somebody.get(ADDRESS).status_code == 302
        somebody.post(ADDRESS, {"phrase": "bìa tím", "code": "1.004193"})

    version.refresh_from_db()
    assert version.phrases == ["sổ hồng"]
    assert phrase_targets(controller_below) == []
