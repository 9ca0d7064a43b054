"""The component gallery; mounted under DEBUG only."""

from django.urls import path

from themes import views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("trang/<slug:name>/", views.sample, name="gallery_sample"),
    path("<slug:name>/", views.component, name="gallery_component"),
]
