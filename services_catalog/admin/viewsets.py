"""Lists and forms of the catalogue in the administration."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.viewsets.model import ModelViewSetGroup

from services_catalog.admin.forms import (
    AgencyForm,
    LocalNoteForm,
    ProcedureForm,
    ProcedureVersionForm,
    ProvinceInlinePanel,
)
from services_catalog.admin.views import CatalogueViewSet
from services_catalog.agencies.models import Agency
from services_catalog.calendars.models import WorkCalendar
from services_catalog.fields.models import Field
from services_catalog.offerings.models import LocalNote, Offering
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.procedures.services import adopt_version, enqueue_procedures
from services_catalog.staff.groups import sync_groups
from services_catalog.staff.models import StaffAssignment
from services_catalog.units.models import AdminUnit
from services_catalog.units.placing import save_unit

VALIDITY = FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])


class UnitViewSet(CatalogueViewSet):
    model = AdminUnit
    name = "units"
    icon = "site"
    menu_label = _("Units")
    list_display = ["code", "name", "tier", "parent", "valid_from", "valid_to"]
    list_filter = ["tier", "kind"]
    search_fields = ["code", "name"]
    ordering = ["code"]
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("tier"), FieldPanel("kind")]),
        FieldPanel("name"),
        FieldPanel("name_en"),
        FieldPanel("parent"),
        FieldPanel("legal_basis"),
        VALIDITY,
    ]

    @staticmethod
    def after_save(saved: AdminUnit) -> None:
        save_unit(saved)


class AgencyViewSet(CatalogueViewSet):
    model = Agency
    name = "agencies"
    icon = "home"
    menu_label = _("Agencies")
    list_display = ["identifier", "name", "kind", "tier", "phone"]
    list_filter = ["kind", "tier"]
    search_fields = ["identifier", "name"]
    ordering = ["identifier"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("hours"),
                    FieldPanel("phone"),
                    FieldPanel("email"),
                    FieldPanel("address"),
                ],
                heading=_("How to reach it"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("identifier"),
                    FieldPanel("name"),
                    FieldPanel("name_en"),
                    FieldPanel("short_name"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("tier")]),
                    FieldPanel("unit"),
                    FieldPanel("parent"),
                    FieldPanel("receives_at"),
                    FieldPanel("calendar"),
                    FieldPanel("counts_in_statistics"),
                    VALIDITY,
                ],
                heading=_("What it is"),
            ),
            ProvinceInlinePanel("older_identifiers", label=_("Older identifiers")),
        ],
        base_form_class=AgencyForm,
    )


class FieldViewSet(CatalogueViewSet):
    model = Field
    name = "fields"
    icon = "tag"
    menu_label = _("Fields")
    list_display = ["code", "name", "sector"]
    search_fields = ["code", "name"]
    panels = [
        FieldPanel(name) for name in ("code", "name", "name_en", "slug", "sector")
    ]


class ProcedureViewSet(CatalogueViewSet):
    model = Procedure
    name = "procedures"
    icon = "form"
    menu_label = _("Procedures")
    list_display = ["code", "field", "is_featured", "popularity"]
    list_filter = ["field", "is_featured"]
    search_fields = ["code"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("field"),
            FieldPanel("is_featured"),
            FieldPanel("popularity"),
            FieldPanel("life_events"),
            FieldPanel("source"),
        ],
        base_form_class=ProcedureForm,
    )

    @staticmethod
    def after_save(saved: Procedure) -> None:
        enqueue_procedures([saved])


CASE_TYPE_PANELS = [
    FieldPanel("name"),
    FieldRowPanel([FieldPanel("term_value"), FieldPanel("term_unit")]),
    FieldPanel("term_text"),
    FieldRowPanel([FieldPanel("online_term_value"), FieldPanel("cut_off")]),
    FieldPanel("has_no_due_date"),
    FieldRowPanel(
        [FieldPanel("supplement_policy"), FieldPanel("supplement_term_days")]
    ),
    FieldPanel("result_required"),
    InlinePanel(
        "components",
        label=_("Paper"),
        heading=_("Papers"),
        panels=[
            FieldPanel("order"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("originals"), FieldPanel("copies")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("is_required")]),
            FieldPanel("group"),
            FieldPanel("note"),
            FieldPanel("template_name"),
            FieldPanel("template_file"),
        ],
    ),
    InlinePanel(
        "fees",
        label=_("Fee"),
        heading=_("Fees"),
        panels=[
            FieldPanel("order"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("amount")]),
            FieldPanel("text"),
            FieldPanel("exemption"),
        ],
    ),
    InlinePanel(
        "methods",
        label=_("Way of submitting"),
        heading=_("Ways of submitting"),
        panels=[
            FieldPanel(name) for name in ("channel", "term_text", "fee_text", "note")
        ],
    ),
]


class ProcedureVersionViewSet(CatalogueViewSet):
    model = ProcedureVersion
    name = "procedure-versions"
    icon = "doc-full"
    menu_label = _("Versions of procedures")
    list_display = ["procedure", "name", "valid_from", "valid_to"]
    search_fields = ["name", "procedure__code"]
    ordering = ["procedure__code", "-valid_from"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("procedure"),
                    VALIDITY,
                    FieldPanel("name"),
                    FieldPanel("name_en"),
                    FieldPanel("summary"),
                    FieldPanel("phrases"),
                    InlinePanel("audiences", label=_("Audience")),
                ],
                heading=_("What it is"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "case_types",
                        label=_("Case type"),
                        panels=[FieldPanel("order"), *CASE_TYPE_PANELS],
                        min_num=1,
                    )
                ],
                heading=_("Papers, fees, terms"),
            ),
            ObjectList(
                [
                    FieldPanel("steps"),
                    FieldPanel("conditions"),
                    FieldPanel("result"),
                    FieldPanel("authority"),
                ],
                heading=_("How it goes"),
            ),
            ObjectList(
                [
                    FieldPanel("legal_bases"),
                    FieldPanel("decision"),
                    FieldPanel("ministry"),
                ],
                heading=_("Law"),
            ),
        ],
        base_form_class=ProcedureVersionForm,
    )

    @staticmethod
    def after_save(saved: ProcedureVersion) -> None:
        adopt_version(saved)


class OfferingViewSet(CatalogueViewSet):
    model = Offering
    name = "offerings"
    icon = "list-ul"
    menu_label = _("Offerings")
    list_display = ["procedure", "agency", "agency_kind", "tier", "level"]
    list_filter = ["level", "tier", "agency_kind", "intake_channel"]
    search_fields = ["procedure__code", "agency__name"]
    panels = [
        FieldPanel("procedure"),
        FieldPanel("agency"),
        FieldRowPanel([FieldPanel("agency_kind"), FieldPanel("tier")]),
        FieldPanel("level"),
        FieldPanel("intake_channel"),
        FieldPanel("outside_url"),
        VALIDITY,
        InlinePanel("exceptions", label=_("Exception")),
    ]

    @staticmethod
    def after_save(saved: Offering) -> None:
        # Touched by hand: no import replaces it any more.
        Offering.objects.filter(pk=saved.pk).update(is_derived=False)
        enqueue_procedures([saved.procedure])


class LocalNoteViewSet(CatalogueViewSet):
    model = LocalNote
    name = "local-notes"
    icon = "comment"
    menu_label = _("Local notes")
    list_display = ["procedure", "agency", "hours", "phone"]
    search_fields = ["procedure__code", "note"]
    edit_handler = ObjectList(
        [
            FieldPanel(name)
            for name in ("procedure", "agency", "hours", "phone", "note")
        ],
        base_form_class=LocalNoteForm,
    )


class WorkCalendarViewSet(CatalogueViewSet):
    model = WorkCalendar
    name = "work-calendars"
    icon = "date"
    menu_label = _("Work calendars")
    list_display = ["name", "weekdays", "is_default"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("morning_from"), FieldPanel("morning_to")]),
        FieldRowPanel([FieldPanel("afternoon_from"), FieldPanel("afternoon_to")]),
        FieldPanel("weekdays"),
        FieldPanel("is_default"),
        InlinePanel("holidays", label=_("Holiday")),
    ]


class StaffAssignmentViewSet(CatalogueViewSet):
    model = StaffAssignment
    name = "staff-assignments"
    icon = "group"
    menu_label = _("Staff assignments")
    list_display = ["user", "role", "unit", "agency", "valid_from", "valid_to"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__full_name"]
    panels = [
        FieldPanel("user"),
        FieldPanel("role"),
        FieldPanel("unit"),
        FieldPanel("agency"),
        VALIDITY,
    ]

    @staticmethod
    def after_save(saved: StaffAssignment) -> Any:
        sync_groups(saved.user, on=timezone.localdate())


class CatalogueViewSetGroup(ModelViewSetGroup):
    menu_label = _("Catalogue")
    menu_icon = "folder-open-inverse"
    menu_order = 250
    items = (
        ProcedureViewSet,
        ProcedureVersionViewSet,
        OfferingViewSet,
        LocalNoteViewSet,
        FieldViewSet,
        AgencyViewSet,
        UnitViewSet,
        WorkCalendarViewSet,
        StaffAssignmentViewSet,
    )
