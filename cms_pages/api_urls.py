"""Addresses of this room below /api/v1/."""

from django.urls import path

from cms_pages import api

urlpatterns = [
    path("portals/", api.PortalListView.as_view(), name="api_portals"),
    path("portals/<int:portal_id>/", api.PortalDetailView.as_view(), name="api_portal"),
    path("pages/", api.PageListView.as_view(), name="api_pages"),
    path("pages/<int:page_id>/", api.PageDetailView.as_view(), name="api_page"),
]
