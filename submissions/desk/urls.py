"""Addresses of the desk, below `/quan-tri/`."""

from django.urls import path

from submissions.desk import views

urlpatterns = [
    path("ho-so/", views.dossier_list, name="desk"),
    path("ho-so/tim-nguoi/", views.person_search, name="desk_person_search"),
    path("ho-so/<str:code>/", views.dossier_detail, name="desk_dossier"),
    path(
        "ho-so/<str:code>/tep/<uuid:public_id>/",
        views.dossier_paper,
        name="desk_paper",
    ),
    path("ho-so/<str:code>/ban-sao/", views.dossier_copy, name="desk_copy"),
    path("ho-so/<str:code>/<slug:action>/", views.dossier_action, name="desk_action"),
]
