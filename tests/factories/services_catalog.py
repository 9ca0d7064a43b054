"""Units, agencies, procedures and offerings in the states that tests need."""

from datetime import date
from typing import Any

import factory

from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.calendars.models import Holiday, WorkCalendar
from services_catalog.fields.models import Field
from services_catalog.offerings.models import (
    LocalNote,
    Offering,
    OfferingException,
    ServiceLevel,
)
from services_catalog.procedures.case_types import (
    CaseType,
    Channel,
    Component,
    FeeItem,
    FeeKind,
    Method,
    TermUnit,
)
from services_catalog.procedures.models import (
    Audience,
    Procedure,
    ProcedureVersion,
    VersionAudience,
)
from services_catalog.staff.models import Role, StaffAssignment
from services_catalog.units.models import AdminUnit, Tier, UnitKind
from services_catalog.units.placing import save_unit
from tests.factories.accounts import UserFactory

SINCE = date(2020, 1, 1)


class UnitFactory(factory.django.DjangoModelFactory[AdminUnit]):
    """A commune of a district of a province; traits `province`, `district`, `ward`.

    Codes lie beside those of Huế (46, 474 to 483, 19750 to 20050), which tests name.
    """

    class Meta:
        model = AdminUnit

    class Params:
        province = factory.Trait(
            code=factory.Sequence(lambda n: f"{47 + n % 50:02}"),
            name=factory.Sequence(lambda n: f"Tỉnh Thử {n}"),
            kind=UnitKind.PROVINCE,
            tier=Tier.PROVINCE,
            parent=None,
        )
        district = factory.Trait(
            code=factory.Sequence(lambda n: f"{100 + n % 370:03}"),
            name=factory.Sequence(lambda n: f"Huyện Mẫu {n}"),
            kind=UnitKind.RURAL_DISTRICT,
            tier=Tier.DISTRICT,
            parent=factory.SubFactory(
                "tests.factories.services_catalog.UnitFactory", province=True
            ),
        )
        ward = factory.Trait(
            name=factory.Sequence(lambda n: f"Phường Số {n}"), kind=UnitKind.WARD
        )

    code = factory.Sequence(lambda n: f"{30000 + n % 60000:05}")
    name = factory.Sequence(lambda n: f"Xã Làng {n}")
    kind = UnitKind.COMMUNE
    tier = Tier.COMMUNE
    parent = factory.SubFactory(
        "tests.factories.services_catalog.UnitFactory", district=True
    )
    valid_from = SINCE

    @classmethod
    def _create(cls, model_class: type[AdminUnit], *args: Any, **kwargs: Any) -> Any:
        return save_unit(model_class(*args, **kwargs))


class WorkCalendarFactory(factory.django.DjangoModelFactory[WorkCalendar]):
    """Monday to Friday, eight hours; `default` makes it the default one."""

    class Meta:
        model = WorkCalendar

    class Params:
        default = factory.Trait(is_default=True)

    name = factory.Sequence(lambda n: f"Lịch làm việc {n}")


class HolidayFactory(factory.django.DjangoModelFactory[Holiday]):
    class Meta:
        model = Holiday

    calendar = factory.SubFactory(WorkCalendarFactory)
    day = date(2024, 9, 2)
    name = "Quốc khánh"


class AgencyFactory(factory.django.DjangoModelFactory[Agency]):
    """The People's Committee of a commune; traits for the other kinds."""

    class Meta:
        model = Agency

    class Params:
        province_committee = factory.Trait(
            kind=AgencyKind.PROVINCE_COMMITTEE,
            tier=Tier.PROVINCE,
            unit=factory.SubFactory(UnitFactory, province=True),
        )
        district_committee = factory.Trait(
            kind=AgencyKind.DISTRICT_COMMITTEE,
            tier=Tier.DISTRICT,
            unit=factory.SubFactory(UnitFactory, district=True),
        )
        department = factory.Trait(
            name=factory.Sequence(lambda n: f"Sở Mẫu {n}"),
            kind=AgencyKind.PROVINCE_DEPARTMENT,
            tier=Tier.PROVINCE,
            unit=factory.SubFactory(UnitFactory, province=True),
        )
        service_centre = factory.Trait(
            name=factory.Sequence(lambda n: f"Trung tâm Hành chính công {n}"),
            kind=AgencyKind.SERVICE_CENTRE,
            tier=Tier.DISTRICT,
            unit=factory.SubFactory(UnitFactory, district=True),
        )

    identifier = factory.Sequence(lambda n: f"H57.{n % 90 + 10:02}.{n:04}")
    name = factory.LazyAttribute(lambda agency: f"Ủy ban nhân dân {agency.unit.name}")
    kind = AgencyKind.COMMUNE_COMMITTEE
    tier = Tier.COMMUNE
    unit = factory.SubFactory(UnitFactory)
    phone = "0234 300 0000"
    hours = "7 giờ đến 11 giờ 30, 13 giờ 30 đến 17 giờ"
    valid_from = SINCE


class FieldFactory(factory.django.DjangoModelFactory[Field]):
    class Meta:
        model = Field

    code = factory.Sequence(lambda n: f"H57-L{n}")
    name = factory.Sequence(lambda n: f"Lĩnh vực {n}")
    slug = factory.Sequence(lambda n: f"linh-vuc-{n}")


class ComponentFactory(factory.django.DjangoModelFactory[Component]):
    class Meta:
        model = Component

    name = "Tờ khai theo mẫu"
    originals = 1


class FeeItemFactory(factory.django.DjangoModelFactory[FeeItem]):
    class Meta:
        model = FeeItem

    kind = FeeKind.CHARGE
    amount = 8000


class MethodFactory(factory.django.DjangoModelFactory[Method]):
    class Meta:
        model = Method

    channel = Channel.IN_PERSON


class CaseTypeFactory(factory.django.DjangoModelFactory[CaseType]):
    """A case type of one working day, with a paper, a fee and a way of submitting."""

    class Meta:
        model = CaseType
        skip_postgeneration_save = True

    term_value = 1
    term_unit = TermUnit.WORKING_DAY
    component = factory.RelatedFactory(ComponentFactory, "case_type")
    fee = factory.RelatedFactory(FeeItemFactory, "case_type")
    method = factory.RelatedFactory(MethodFactory, "case_type")


class VersionAudienceFactory(factory.django.DjangoModelFactory[VersionAudience]):
    class Meta:
        model = VersionAudience

    audience = Audience.CITIZEN


class ProcedureVersionFactory(factory.django.DjangoModelFactory[ProcedureVersion]):
    """What a procedure says since 2020, with one case type."""

    class Meta:
        model = ProcedureVersion
        skip_postgeneration_save = True

    procedure = factory.SubFactory(
        "tests.factories.services_catalog.ProcedureFactory", version=None
    )
    name = factory.Sequence(lambda n: f"Đăng ký việc số {n}")
    summary = "Dành cho người cần làm việc này."
    valid_from = SINCE
    content_hash = factory.Sequence(lambda n: f"{n:064}")
    audience = factory.RelatedFactory(VersionAudienceFactory, "version")
    case_type = factory.RelatedFactory(CaseTypeFactory, "version")


class ProcedureFactory(factory.django.DjangoModelFactory[Procedure]):
    """A procedure with its current version; `version__name=…` names it, `version=None`
    makes an identity without content. `offered` has every commune committee offer it
    at level 4."""

    class Meta:
        model = Procedure
        skip_postgeneration_save = True

    class Params:
        offered = factory.Trait(
            offering=factory.RelatedFactory(
                "tests.factories.services_catalog.OfferingFactory", "procedure"
            )
        )

    code = factory.Sequence(lambda n: f"1.{100000 + n:06}")
    field = factory.SubFactory(FieldFactory)
    version = factory.RelatedFactory(ProcedureVersionFactory, "procedure")


class OfferingFactory(factory.django.DjangoModelFactory[Offering]):
    """The rule that every commune committee offers it; `by_agency` names one agency."""

    class Meta:
        model = Offering

    class Params:
        by_agency = factory.Trait(
            agency=factory.SubFactory(AgencyFactory), agency_kind="", tier=""
        )

    procedure = factory.SubFactory(ProcedureFactory)
    agency = None
    agency_kind = AgencyKind.COMMUNE_COMMITTEE
    tier = Tier.COMMUNE
    level = ServiceLevel.FULL
    valid_from = SINCE


class OfferingExceptionFactory(factory.django.DjangoModelFactory[OfferingException]):
    class Meta:
        model = OfferingException

    offering = factory.SubFactory(OfferingFactory)
    agency = factory.SubFactory(AgencyFactory)
    is_offered = False


class LocalNoteFactory(factory.django.DjangoModelFactory[LocalNote]):
    class Meta:
        model = LocalNote

    procedure = factory.SubFactory(ProcedureFactory)
    agency = factory.SubFactory(AgencyFactory)
    note = "Mang theo bản chính để đối chiếu."


class StaffAssignmentFactory(factory.django.DjangoModelFactory[StaffAssignment]):
    """An officer of an agency; `at_unit` an editor of a unit's portal."""

    class Meta:
        model = StaffAssignment

    class Params:
        at_unit = factory.Trait(
            role=Role.EDITOR, unit=factory.SubFactory(UnitFactory), agency=None
        )

    user = factory.SubFactory(UserFactory, staff=True)
    role = Role.ONE_STOP_OFFICER
    agency = factory.SubFactory(AgencyFactory)
    valid_from = SINCE
