"""Blocks that bring the services into a page: forms, procedures, search, tracking.

Their templates ask nothing of the database: what they show is read by the value, once.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms_pages.blocks.form_addresses import form_address, is_submitted_with
from services_catalog.procedures.models import Procedure
from submissions.forms.choosers import FormChooserBlock
from themes.addresses import address_of
from themes.frame import Link, frame_of

NATIONAL_CODE = r"^\d\.\d{6}$"


class FormBlock(blocks.StructBlock):
    """A form in the page: a working link, and the form itself where script runs.

    The page stays cacheable: the fragment with the token is fetched apart.
    """

    form = FormChooserBlock(label=_("Form"))
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.TextBlock(label=_("What it is for"), required=False)
    procedure = blocks.RegexBlock(
        regex=NATIONAL_CODE,
        error_messages={"invalid": _("A national code has the form 1.001193.")},
        label=_("National code of the procedure"),
        help_text=_("Only for a form with which several procedures are submitted."),
        required=False,
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not is_submitted_with(cleaned.get("procedure"), cleaned.get("form")):
            message = _("This procedure is not submitted with this form.")
            raise StructBlockValidationError({"procedure": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        form = value.get("form")
        context["form_url"] = (
            form_address(form, value.get("procedure") or "", _portal_path(context))
            if form and form.live
            else ""
        )
        context["form_title"] = value.get("title") or (form.title if form else "")
        return context

    class Meta:
        label = _("Form")
        description = _("A form that is filled in on the page itself.")
        icon = "form"
        group = _("Services")
        template = "cms_pages/blocks/form.html"
        preview_value = {"form": None, "title": "Hẹn giờ tiếp công dân", "text": ""}


class ProceduresBlock(blocks.StructBlock):
    """Procedures named by their codes, with their names of today."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    codes = blocks.ListBlock(
        blocks.RegexBlock(
            regex=NATIONAL_CODE,
            error_messages={"invalid": _("A national code has the form 1.001193.")},
        ),
        label=_("National codes"),
        max_num=20,
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        today = timezone.localdate()
        codes = list(value.get("codes") or [])
        named = Procedure.objects.in_force(today).filter(code__in=codes)
        names = {one.code: one.name for one in named.with_name(today)}
        portal = _portal_path(context)
        context["links"] = [
            Link(names[code], address_of("procedure", code, portal=portal))
            for code in codes
            if code in names
        ]
        return context

    class Meta:
        label = _("Procedures")
        description = _("A list of procedures that lead to their pages.")
        icon = "list-ul"
        group = _("Services")
        template = "cms_pages/blocks/procedures.html"
        preview_value = {"title": "Hay làm nhất", "codes": ["1.001193"]}


class SearchBlock(blocks.StaticBlock):
    """The search box of the portal."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return _with_frame(super().get_context(value, parent_context))

    class Meta:
        label = _("Search box")
        description = _("Searches procedures, pages and news of the portal.")
        admin_text = _("Searches procedures, pages and news of the portal.")
        icon = "search"
        group = _("Services")
        template = "cms_pages/blocks/search.html"
        preview_value = None


class TrackingBlock(blocks.StaticBlock):
    """The box for a dossier's code."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return _with_frame(super().get_context(value, parent_context))

    class Meta:
        label = _("Tracking box")
        description = _("Asks for a dossier's code and says where it stands.")
        admin_text = _("Asks for a dossier's code and says where it stands.")
        icon = "history"
        group = _("Services")
        template = "cms_pages/blocks/tracking.html"
        preview_value = None


def _portal_path(context: dict[str, Any]) -> str:
    request = context.get("request")
    return frame_of(request).portal_path if request else ""


def _with_frame(context: dict[str, Any]) -> dict[str, Any]:
    request = context.get("request")
    return context | {"frame": frame_of(request)} if request else context
