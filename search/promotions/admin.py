"""Promoted results in the administration: a list, a form, versions."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from search.models import Promotion, PromotionSet, PromotionVersion
from search.promotions.content import changes, entry_of, promotion_of
from search.promotions.forms import PromotionForm
from search.promotions.services import (
    promoted_results,
    publish_promotions,
    restore_version,
)
from search.publishing import (
    READING,
    PublishView,
    RestoreView,
    VersionsView,
    VersionView,
)

NAMESPACE = "search-promotions"
INDEX = f"{NAMESPACE}:index"


def state_of(promotion: Promotion, live: dict[int, Any]) -> str:
    """Whether searches know of a row as it stands."""
    known = live.get(promotion.pk)
    if known is None:
        return _("Not published yet")
    return _("Live") if known == entry_of(promotion) else _("Changed since published")


class ListView(generic.IndexView):
    any_permission_required = READING

    @cached_property
    def live(self) -> dict[int, Any]:
        return {entry["id"]: entry for entry in promoted_results().live}

    @cached_property
    def columns(self) -> list[Any]:
        state = Column(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda promotion: state_of(promotion, self.live),
        )
        return [*super().columns, state]

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [
            *super().header_buttons,
            HeaderButton(
                gettext_lazy("Preview and publish"),
                url=reverse("search-preview:preview"),
                icon_name="view",
            ),
            HeaderButton(
                gettext_lazy("Versions"),
                url=reverse(f"{NAMESPACE}:versions"),
                icon_name="history",
            ),
        ]


class HistoryView(history.HistoryView):
    any_permission_required = READING


class UsageView(usage.UsageView):
    any_permission_required = READING


class PublishPromotionsView(PublishView):
    model = Promotion
    service = staticmethod(publish_promotions)
    back = INDEX


class PromotionVersionsView(VersionsView):
    model = Promotion
    set_model = PromotionSet
    version_model = PromotionVersion
    namespace = NAMESPACE
    page_title = gettext_lazy("Versions of the promoted results")

    def back_address(self) -> str:
        return reverse(INDEX)


class PromotionVersionView(VersionView, PromotionVersionsView):
    page_title = gettext_lazy("Version of the promoted results")
    template_name = "search/promotions/version.html"

    def about(self, version: PromotionVersion) -> dict[str, Any]:
        return {
            "changes": changes(promoted_results().live, version.content),
            "promotions": [promotion_of(entry) for entry in version.content],
        }


class RestorePromotionsView(RestoreView):
    model = Promotion
    service = staticmethod(restore_version)
    version_model = PromotionVersion
    namespace = NAMESPACE


class PromotionViewSet(ModelViewSet):
    """Rows that are edited; searches know of them once they are published."""

    model = Promotion
    name = NAMESPACE
    url_prefix = "tim-kiem/ket-qua-uu-tien"
    icon = "pick"
    menu_label = gettext_lazy("Promoted results")
    index_view_class = ListView
    history_view_class = HistoryView
    usage_view_class = UsageView
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "__str__",
        Column(
            "results",
            label=gettext_lazy("What stands first"),
            accessor=lambda promotion: ", ".join(
                result["name"] for result in promotion.results
            ),
        ),
        "portal",
        "first_day",
        "last_day",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("phrases"),
            FieldPanel("matching"),
            FieldPanel("results"),
            FieldPanel("portal"),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            FieldPanel("note"),
        ],
        base_form_class=PromotionForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        view = self.construct_view
        return [
            *super().get_urlpatterns(),
            path("xuat-ban/", view(PublishPromotionsView), name="publish"),
            path("phien-ban/", view(PromotionVersionsView), name="versions"),
            path("phien-ban/<int:number>/", view(PromotionVersionView), name="version"),
            path(
                "phien-ban/<int:number>/khoi-phuc/",
                view(RestorePromotionsView),
                name="restore",
            ),
        ]
