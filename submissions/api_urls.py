"""API addresses of this room, mounted below /api/v1/."""

from django.urls import path

from submissions.dossiers.api import (
    DossierActionView,
    DossierListView,
    DossierView,
    TrackingView,
)

urlpatterns = [
    path("tracking/<str:code>/", TrackingView.as_view(), name="api_tracking"),
    path("dossiers/", DossierListView.as_view(), name="api_dossiers"),
    path("dossiers/<str:code>/", DossierView.as_view(), name="api_dossier"),
    path(
        "dossiers/<str:code>/actions/<slug:action>/",
        DossierActionView.as_view(),
        name="api_dossier_action",
    ),
]
