"""Addresses of this room: machines' maps, and every page of every portal."""

from django.urls import path, re_path

from cms_pages.routing.maps import robots, sitemap
from cms_pages.routing.serving import serve

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    re_path(r"^((?:[\w\-]+/)*)sitemap\.xml$", sitemap, name="portal_sitemap"),
    # The name is Wagtail's: reversing it, as its own code does, leads here. A national
    # code may come with its dot; it is sent on to the form with a hyphen.
    re_path(
        r"^((?:[\w\-]+/)*(?:\d\.\d{6}/)?(?:[\w\-]+/)*)$", serve, name="wagtail_serve"
    ),
]
