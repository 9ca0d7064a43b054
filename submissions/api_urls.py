"""API addresses of this room, mounted below /api/v1/."""

from django.urls import path

from submissions.copies.api import DossierCopyView
from submissions.dossiers.api import (
    DossierActionView,
    DossierListView,
    DossierView,
    TrackingView,
)
from submissions.drafts.api import DraftListView, DraftSubmissionView, DraftView
from submissions.files.api import DraftPapersView, DraftPaperView
from submissions.forms.api import FormView
from submissions.uploads.api import DraftUploadsView, DraftUploadView

urlpatterns = [
    path("forms/<slug:form>/", FormView.as_view(), name="api_form"),
    path("drafts/", DraftListView.as_view(), name="api_drafts"),
    path("drafts/<uuid:draft_id>/", DraftView.as_view(), name="api_draft"),
    path(
        "drafts/<uuid:draft_id>/files/",
        DraftPapersView.as_view(),
        name="api_draft_files",
    ),
    path(
        "drafts/<uuid:draft_id>/files/<uuid:paper_id>/",
        DraftPaperView.as_view(),
        name="api_draft_file",
    ),
    path(
        "drafts/<uuid:draft_id>/uploads/",
        DraftUploadsView.as_view(),
        name="api_draft_uploads",
    ),
    path(
        "drafts/<uuid:draft_id>/uploads/<uuid:upload_id>/",
        DraftUploadView.as_view(),
        name="api_draft_upload",
    ),
    path(
        "drafts/<uuid:draft_id>/submit/",
        DraftSubmissionView.as_view(),
        name="api_draft_submit",
    ),
    path("tracking/<str:code>/", TrackingView.as_view(), name="api_tracking"),
    path("dossiers/", DossierListView.as_view(), name="api_dossiers"),
    path("dossiers/<str:code>/", DossierView.as_view(), name="api_dossier"),
    path(
        "dossiers/<str:code>/copy/",
        DossierCopyView.as_view(),
        name="api_dossier_copy",
    ),
    path(
        "dossiers/<str:code>/actions/<slug:action>/",
        DossierActionView.as_view(),
        name="api_dossier_action",
    ),
]
