"""All models of the pages' room, where Django looks for them."""

from cms_pages.editors_search.models import EditorsWords
from cms_pages.pages.content import ContactPage, ContentPage, SitemapPage
from cms_pages.pages.news import NewsIndexPage, NewsPage
from cms_pages.pages.procedures import ProcedureIndexPage, ProcedurePage
from cms_pages.portals.models import PortalAlias, PortalPage, PortalsState
from cms_pages.rights.approval import PublisherApprovalTask
from cms_pages.routing.models import FormerPath

__all__ = [
    "ContactPage",
    "ContentPage",
    "EditorsWords",
    "FormerPath",
    "NewsIndexPage",
    "NewsPage",
    "PortalAlias",
    "PortalPage",
    "PortalsState",
    "ProcedureIndexPage",
    "ProcedurePage",
    "PublisherApprovalTask",
    "SitemapPage",
]
