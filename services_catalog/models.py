"""All models of the catalogue, where Django looks for them."""

from services_catalog.agencies.models import Agency, AgencyIdentifier
from services_catalog.calendars.models import Holiday, WorkCalendar
from services_catalog.fields.models import Field
from services_catalog.offerings.models import LocalNote, Offering, OfferingException
from services_catalog.procedures.case_types import CaseType, Component, FeeItem, Method
from services_catalog.procedures.models import (
    Procedure,
    ProcedureVersion,
    VersionAudience,
)
from services_catalog.staff.models import StaffAssignment
from services_catalog.units.models import AdminUnit, UnitSuccession

__all__ = [
    "AdminUnit",
    "Agency",
    "AgencyIdentifier",
    "CaseType",
    "Component",
    "FeeItem",
    "Field",
    "Holiday",
    "LocalNote",
    "Method",
    "Offering",
    "OfferingException",
    "Procedure",
    "ProcedureVersion",
    "StaffAssignment",
    "UnitSuccession",
    "VersionAudience",
    "WorkCalendar",
]
