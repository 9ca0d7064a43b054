"""Procedures: versions, snapshots, wording, and what the index holds of them."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from outbox.models import OutboxMessage
from services_catalog import projections
from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.content import (
    CaseTypeContent,
    ComponentContent,
    FeeContent,
    LegalBasisContent,
    MethodContent,
    StepContent,
    VersionContent,
    content_of,
)
from services_catalog.procedures.facts import facts_many, facts_of, forget_facts
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.procedures.services import (
    end_procedure,
    publish_version,
    publish_versions,
    refresh_hash,
)
from services_catalog.procedures.wording import (
    fees_in_words,
    main_fee,
    main_term,
    term_in_words,
)
from tests.factories.services_catalog import (
    AgencyFactory,
    OfferingExceptionFactory,
    OfferingFactory,
    ProcedureFactory,
)

pytestmark = pytest.mark.django_db
SINCE, LATER = date(2024, 1, 1), date(2024, 7, 1)
BIRTH = VersionContent(
    name="Đăng ký khai sinh",
    name_en="Birth registration",
    summary="Cho cha mẹ của trẻ mới sinh.",
    phrases=("làm giấy khai sinh",),
    steps=(StepContent(title="Nộp hồ sơ", who="citizen", duration="15 phút"),),
    result="Giấy khai sinh",
    authority="Ủy ban nhân dân cấp xã",
    legal_bases=(LegalBasisContent(number="60/2014/QH13", title="Luật Hộ tịch"),),
    audiences=("citizen", "overseas_vietnamese"),
    case_types=(
        CaseTypeContent(
            name="Đúng hạn",
            term_value=1,
            components=(ComponentContent(name="Giấy chứng sinh", originals=1),),
            fees=(FeeContent(kind="charge", amount=0),),
            methods=(MethodContent(channel="online"), MethodContent(channel="post")),
        ),
        CaseTypeContent(
            name="Quá hạn",
            term_value=5,
            fees=(FeeContent(kind="charge", amount=8000),),
        ),
    ),
)


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    forget_facts()


def make_procedure() -> Procedure:
    return ProcedureFactory.create(code="1.001193", version=None)


def test_what_is_written_is_read_again() -> None:
    version = publish_version(
        procedure=make_procedure(), content=BIRTH, valid_from=SINCE
    )

    read = ProcedureVersion.objects.with_facts().get(pk=version.pk)
    assert content_of(read) == BIRTH
    assert content_of(read).content_hash() == read.content_hash


def test_publishing_ends_the_version_before() -> None:
    procedure = make_procedure()
    first = publish_version(procedure=procedure, content=BIRTH, valid_from=SINCE)

    second = publish_version(
        procedure=procedure,
        content=replace(BIRTH, summary="Mới."),
        valid_from=LATER,
    )

    first.refresh_from_db()
    assert (first.valid_to, second.valid_to) == (LATER, None)
    before, now = facts_of("1.001193", date(2024, 6, 30)), facts_of("1.001193", LATER)
    assert before is not None
    assert now is not None
    assert (before.content.summary, now.content.summary) == (BIRTH.summary, "Mới.")


def test_the_same_content_again_changes_nothing() -> None:
    procedure = make_procedure()
    first = publish_version(procedure=procedure, content=BIRTH, valid_from=SINCE)

    second = publish_version(procedure=procedure, content=BIRTH, valid_from=LATER)

    assert first == second
    assert ProcedureVersion.objects.get().valid_to is None


def test_a_correction_on_the_same_day_keeps_the_case_types_rows() -> None:
    procedure = make_procedure()
    publish_version(procedure=procedure, content=BIRTH, valid_from=SINCE)
    kept = CaseType.objects.get(name="Quá hạn")
    shorter = replace(BIRTH.case_types[1], term_value=3)

    publish_version(
        procedure=procedure,
        content=replace(BIRTH, case_types=(shorter,)),
        valid_from=SINCE,
    )

    assert CaseType.objects.get() == kept
    assert CaseType.objects.get().term_value == 3
    facts = facts_of("1.001193", SINCE)
    assert facts is not None
    assert facts.content.case_types == (shorter,)


def test_an_earlier_version_ends_where_the_later_one_begins() -> None:
    procedure = make_procedure()
    publish_version(procedure=procedure, content=BIRTH, valid_from=LATER)

    earlier = publish_version(
        procedure=procedure, content=replace(BIRTH, summary="Cũ."), valid_from=SINCE
    )

    assert earlier.valid_to == LATER


def test_many_are_published_in_a_fixed_number_of_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    procedures = ProcedureFactory.create_batch(30, version=None)

    with django_assert_max_num_queries(12):
        publish_versions([(one, BIRTH) for one in procedures], valid_from=SINCE)

    assert ProcedureVersion.objects.count() == 30
    assert CaseType.objects.count() == 60


def test_publishing_has_the_index_read_the_procedure_again() -> None:
    publish_version(procedure=make_procedure(), content=BIRTH, valid_from=SINCE)

    message = OutboxMessage.objects.get()
    assert message.topic == "search.index"
    assert message.payload == {"type": "procedure", "keys": ["1.001193"]}


def test_an_ended_procedure_is_gone_that_day_and_its_record_stays() -> None:
    offering = OfferingFactory.create()
    procedure = offering.procedure

    end_procedure(procedure, on=LATER)

    assert facts_of(procedure.code, date(2024, 6, 30)) is not None
    assert facts_of(procedure.code, LATER) is None
    offering.refresh_from_db()
    assert offering.valid_to == LATER


def test_a_procedure_cannot_end_on_the_day_it_began() -> None:
    procedure = make_procedure()
    publish_version(procedure=procedure, content=BIRTH, valid_from=SINCE)

    with pytest.raises(ValidationError, match="ends after"):
        end_procedure(procedure, on=SINCE)
    assert ProcedureVersion.objects.get().valid_to is None


def test_facts_cost_one_query_when_kept(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    publish_version(procedure=make_procedure(), content=BIRTH, valid_from=SINCE)

    with django_assert_num_queries(3):
        cold = facts_of("1.001193", SINCE)
    with django_assert_num_queries(1):
        warm = facts_of("1.001193", SINCE)

    assert cold == warm
    assert cold is not None
    assert (cold.slug, cold.name) == ("1-001193", "Đăng ký khai sinh")
    assert cold.content == BIRTH
    assert cold.content.content_hash() == BIRTH.content_hash()


def test_facts_of_many_cost_as_much_as_of_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    procedures = ProcedureFactory.create_batch(20)
    codes = [procedure.code for procedure in procedures]

    with django_assert_num_queries(3):
        facts = facts_many([*codes, "9.999999"], SINCE)

    assert sorted(facts) == sorted(codes)


def test_an_edit_of_rows_reaches_the_kept_facts() -> None:
    version = publish_version(
        procedure=make_procedure(), content=BIRTH, valid_from=SINCE
    )
    assert facts_of("1.001193", SINCE) is not None
    CaseType.objects.filter(name="Đúng hạn").update(term_value=2)

    refresh_hash(version)

    facts = facts_of("1.001193", SINCE)
    assert facts is not None
    assert facts.content.case_types[0].term_value == 2


def test_differences_are_named_by_field() -> None:
    other = replace(
        BIRTH,
        result="Bản sao",
        case_types=(replace(BIRTH.case_types[0], term_value=9), BIRTH.case_types[1]),
    )

    assert BIRTH.differing_fields(other) == ("result", "term_value")
    assert BIRTH.differing_fields(replace(BIRTH, case_types=())) == ("case_types",)
    assert BIRTH.differing_fields(replace(BIRTH)) == ()


@pytest.mark.parametrize(
    ("case_type", "words"),
    [
        (CaseTypeContent(term_value=1), "1 working day"),
        (CaseTypeContent(term_value=8, term_unit="working_hour"), "8 working hours"),
        (CaseTypeContent(term_value=30, term_unit="calendar_day"), "30 days"),
        (CaseTypeContent(term_text="Ngay  khi nộp"), "Ngay khi nộp"),
        (CaseTypeContent(has_no_due_date=True), "no time limit"),
        (CaseTypeContent(), ""),
    ],
)
def test_a_term_is_said_in_words(case_type: CaseTypeContent, words: str) -> None:
    with translation.override("en"):
        assert term_in_words(case_type) == words


@pytest.mark.parametrize(
    ("fees", "words"),
    [
        ([], ""),
        ([FeeContent(kind="fee", amount=0)], "Free of charge"),
        ([FeeContent(kind="fee", amount=1500000)], "1.500.000 đồng"),
        (
            [FeeContent(kind="fee", amount=0), FeeContent(kind="fee", amount=8000)],
            "0 đồng to 8.000 đồng",
        ),
        ([FeeContent(kind="fee", text="Theo nghị quyết")], "Theo nghị quyết"),
        ([FeeContent(kind="fee", text="dài " * 40)], "dài " * 13 + "dài…"),
    ],
)
def test_fees_are_said_in_words(fees: list[FeeContent], words: str) -> None:
    with translation.override("en"):
        assert fees_in_words(fees) == words


def test_the_main_term_and_fee_look_over_all_case_types() -> None:
    with translation.override("en"):
        assert main_term(BIRTH.case_types) == "1 working day"
        assert main_fee(BIRTH.case_types) == "0 đồng to 8.000 đồng"


@time_machine.travel("2024-11-22T09:00:00+07:00")
def test_the_index_holds_what_people_look_for(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    procedure = make_procedure()
    publish_version(procedure=procedure, content=BIRTH, valid_from=SINCE)
    rule = OfferingFactory.create(procedure=procedure, level=4)
    left_out = AgencyFactory.create(identifier="H57.31.02")
    OfferingExceptionFactory.create(offering=rule, agency=left_out)

    with django_assert_max_num_queries(11):
        indexed = projections.load("1.001193")
    assert indexed is not None
    record = projections.project(indexed)

    assert record is not None
    assert (record.type, record.key, record.code) == (
        "procedure",
        "1.001193",
        "1.001193",
    )
    assert record.title == "Đăng ký khai sinh"
    assert record.phrases == ("làm giấy khai sinh",)
    assert record.scopes == ("offer:commune:commune_committee",)
    assert record.excluded == ("agency:H57.31.02",)
    assert (record.level, record.tiers) == ("4", ("commune",))
    assert record.audiences == ("citizen", "overseas_vietnamese")
    assert "Giấy chứng sinh" in record.body


@time_machine.travel("2024-11-22T09:00:00+07:00")
def test_what_ministries_decide_is_found_in_no_portal_but_in_the_province() -> None:
    indexed = projections.load(ProcedureFactory.create().code)
    assert indexed is not None
    record = projections.project(indexed)

    assert record.scopes == ()
    assert (record.tiers, record.level) == (("ministry",), "1")


@time_machine.travel("2024-11-22T09:00:00+07:00")
def test_what_ended_is_not_found() -> None:
    ended = OfferingFactory.create(procedure__version__valid_to=LATER).procedure

    assert projections.load(ended.code) is None
    assert projections.load("9.999999") is None


@time_machine.travel("2024-11-22T09:00:00+07:00")
def test_a_rebuild_reads_all_procedures_in_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for procedure in ProcedureFactory.create_batch(25):
        OfferingFactory.create(procedure=procedure)

    with django_assert_max_num_queries(12):
        found = list(projections.stream())

    assert len(found) == 25
