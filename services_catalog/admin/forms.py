"""Forms of the administration that know who fills them in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from services_catalog.admin.policies import LocalNotePolicy, is_province_wide
from services_catalog.admin.texts import LegalBasesField, StepsField, TextListField
from services_catalog.offerings.models import LocalNote

# What an agency's own staff may correct of it.
OWN_AGENCY_FIELDS = frozenset({"hours", "phone", "email", "address"})


class AgencyForm(WagtailAdminModelForm):
    """All of an agency for the province; for its own staff how to reach it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_province_wide(self.for_user):
            return
        for name, field in self.fields.items():
            # A disabled field keeps its value, whatever is posted.
            field.disabled = name not in OWN_AGENCY_FIELDS
        self.formsets.clear()


class ProvinceInlinePanel(InlinePanel):
    """Rows below a thing, shown where the form has them."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            form = kwargs["form"]
            if form is not None and kwargs["panel"].relation_name not in form.formsets:
                kwargs["form"] = None
            super().__init__(**kwargs)

        def is_shown(self) -> bool:
            return self.form is not None and super().is_shown()


class LocalNoteForm(WagtailAdminModelForm):
    """A note beside a procedure, for one of the user's own agencies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = LocalNotePolicy(LocalNote, "agency")
        self.fields["agency"].queryset = policy.agencies(self.for_user)


class ProcedureForm(WagtailAdminModelForm):
    life_events = TextListField(
        label=_("Life events"), help_text=_("Keys of life events, one a line.")
    )


class ProcedureVersionForm(WagtailAdminModelForm):
    """What a procedure says; lists are written as plain text."""

    phrases = TextListField(
        label=_("Everyday phrases"),
        help_text=_("Words by which people look for it, one phrase a line."),
    )
    steps = StepsField(
        label=_("Steps"),
        help_text=_(
            "A line of three dashes between steps. The first line of a step is its "
            "title, with who acts (citizen, officer, agency) and how long it takes: "
            "“Nộp hồ sơ [citizen; 15 phút]”."
        ),
    )
    legal_bases = LegalBasesField(
        label=_("Legal bases"),
        help_text=_("One a line: number — title."),
    )
