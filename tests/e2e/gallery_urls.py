"""The addresses that a portal under DEBUG serves for its gallery."""

from django.urls import include, path

urlpatterns = [path("thanh-phan/", include("themes.urls"))]
