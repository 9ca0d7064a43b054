"""The list and the editor of forms."""

from typing import Any

from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from submissions.forms.admin import views
from submissions.forms.admin.edit_form import FormDefinitionForm
from submissions.forms.admin.publication import NextPublicationPanel
from submissions.forms.choosers import FormChooserViewSet
from submissions.forms.models import FormDefinition
from submissions.forms.rights import editable_forms

CONTENT = [
    FieldPanel("title"),
    FieldPanel("title_en"),
    FieldPanel("intro"),
    FieldPanel("steps"),
    FieldPanel("declaration"),
]
PUBLICATION = [
    FieldPanel("slug"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("owner_unit"), FieldPanel("owner_agency")])],
        heading=_("Owner of the form"),
        help_text=_("Whose form it is is said once, when it is made."),
    ),
    MultiFieldPanel(
        [NextPublicationPanel(), FieldPanel("draft_policy", widget=RadioSelect)],
        heading=_("What changes, and what becomes of open drafts"),
    ),
    PublishingPanel(),
]


class FormViewSet(SnippetViewSet):
    """Forms of one's own unit or agency, edited as pages are."""

    model = FormDefinition
    icon = "form"
    menu_label = _("Forms")
    menu_name = "forms"
    menu_order = 260
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_fields = [
        "title",
        "title_en",
        "slug",
        "owner_unit",
        "owner_agency",
        "intro",
        "steps",
        "declaration",
    ]
    list_display = ["__str__", "slug", "owner_unit", "owner_agency"]
    search_fields = ["title", "slug"]
    list_per_page = 50
    edit_handler = TabbedInterface(
        [
            ObjectList(CONTENT, heading=_("Form")),
            ObjectList(PUBLICATION, heading=_("Publication")),
        ],
        base_form_class=FormDefinitionForm,
    )
    index_view_class = views.FormListView
    add_view_class = views.FormAddView
    copy_view_class = views.FormCopyView
    edit_view_class = views.FormEditView
    delete_view_class = views.FormDeleteView
    usage_view_class = views.FormUsageView
    history_view_class = views.FormHistoryView
    inspect_view_class = views.FormInspectView
    preview_on_edit_view_class = views.FormPreviewView
    revisions_view_class = views.FormRevisionView
    revisions_compare_view_class = views.FormCompareView
    revisions_unschedule_view_class = views.FormUnscheduleView
    unpublish_view_class = views.FormUnpublishView
    lock_view_class = views.FormLockView
    unlock_view_class = views.FormUnlockView
    workflow_action_view_class = views.FormWorkflowActionView
    collect_workflow_action_data_view_class = views.FormWorkflowDataView
    confirm_workflow_cancellation_view_class = views.FormWorkflowCancellationView
    workflow_preview_view_class = views.FormWorkflowPreviewView
    workflow_history_view_class = views.FormWorkflowHistoryView
    workflow_history_detail_view_class = views.FormWorkflowDetailView
    chooser_viewset_class = FormChooserViewSet

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return editable_forms(request.user)
