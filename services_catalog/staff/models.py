"""Staff assignments: the one source of what a person may do; groups follow them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services_catalog.agencies.models import Agency
from services_catalog.staff.querysets import StaffAssignmentQuerySet
from services_catalog.units.models import AdminUnit
from services_catalog.validity import Validity, valid_period_constraint


class Role(models.TextChoices):
    """Roles of domain 3; each is held at a unit's portal or in an agency."""

    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publisher")
    SITE_ADMINISTRATOR = "site_administrator", _("Site administrator")
    PROCEDURE_CONTROLLER = "procedure_controller", _("Procedure controller")
    ONE_STOP_OFFICER = "officer", _("One-stop officer")
    SPECIALIST = "specialist", _("Specialist")
    LEADER = "leader", _("Leader")
    CLERK = "clerk", _("Records clerk")
    FEE_OFFICER = "fee_officer", _("Fee officer")
    MONITOR = "monitor", _("Monitor")
    AGENCY_ADMINISTRATOR = "agency_administrator", _("Agency administrator")


# Roles that work on dossiers; the others never read one (domain 3, least privilege).
DESK_ROLES = frozenset(
    {
        Role.ONE_STOP_OFFICER,
        Role.SPECIALIST,
        Role.LEADER,
        Role.CLERK,
        Role.FEE_OFFICER,
    }
)
# Roles that write or publish pages of one portal.
CONTENT_ROLES = frozenset({Role.EDITOR, Role.PUBLISHER, Role.SITE_ADMINISTRATOR})


class StaffAssignment(Validity):
    """A person holds a role at one unit's portal or in one agency, for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    role = models.CharField(_("role"), max_length=24, choices=Role)
    unit = models.ForeignKey(
        AdminUnit,
        verbose_name=_("administrative unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )

    objects = StaffAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff assignment")
        verbose_name_plural = _("staff assignments")
        ordering = ["user", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(agency__isnull=True),
                name="assignment_unit_or_agency",
            ),
            valid_period_constraint("assignment_valid_period"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
