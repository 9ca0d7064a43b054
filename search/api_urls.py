"""API addresses of this room, mounted below /api/v1/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
