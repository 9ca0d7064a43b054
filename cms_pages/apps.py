"""Portals, pages, blocks, provisioning and editors' rights."""

from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"
