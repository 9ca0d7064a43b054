"""The catalogue's part of /api/v1/."""

from django.urls import path

from services_catalog.procedures.api import ProcedureDetailView, ProcedureListView
from services_catalog.units.api import UnitDetailView, UnitListView

urlpatterns = [
    path("units/", UnitListView.as_view(), name="api_units"),
    path("units/<str:code>/", UnitDetailView.as_view(), name="api_unit"),
    path("procedures/", ProcedureListView.as_view(), name="api_procedures"),
    path("procedures/<str:code>/", ProcedureDetailView.as_view(), name="api_procedure"),
]
