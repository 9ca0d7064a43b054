"""What search adds to the administration; editors of pages see none of it."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from search.preview.admin import PreviewViewSet
from search.promotions.admin import PromotionViewSet
from search.statistics.admin import StatisticsViewSet
from search.synonyms.admin import SynonymsViewSet


class SearchViewSetGroup(ViewSetGroup):
    menu_label = _("Portal search")
    menu_icon = "search"
    menu_order = 270
    items = (StatisticsViewSet, SynonymsViewSet, PromotionViewSet, PreviewViewSet)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail
def register_search() -> SearchViewSetGroup:
    return SearchViewSetGroup()


@hooks.register("register_permissions")  # type: ignore[untyped-decorator]  # Wagtail
def offer_rights() -> QuerySet[Permission]:
    """The rights that a group's form offers for this room."""
    models = ("dailysearch", "synonymset")
    return Permission.objects.filter(
        content_type__app_label="search", content_type__model__in=models
    )
