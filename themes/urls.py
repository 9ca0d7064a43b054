"""The component gallery, mounted only while DEBUG is on."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
