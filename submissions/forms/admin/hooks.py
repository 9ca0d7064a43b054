"""What Wagtail's admin asks about forms beside their views."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import register_snippet

from submissions.forms.admin import exchange, trial
from submissions.forms.admin.viewset import FormViewSet
from submissions.forms.models import FormDefinition
from submissions.forms.rights import FormPolicy

register_snippet(FormViewSet)

_PUBLISHING = ("action-publish", "action-unpublish")


@hooks.register("construct_snippet_action_menu")  # type: ignore[untyped-decorator]
def offer_publishing(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """To those who may publish this form. Wagtail asks for a right to all forms."""
    if context["model"] is not FormDefinition:
        return
    items[:] = [item for item in items if item.name not in _PUBLISHING]
    if context.get("locked_for_user"):
        return
    form = context.get("instance") or FormDefinition()
    policy = FormPolicy(FormDefinition)
    if not policy.user_has_permission_for_instance(request.user, "publish", form):
        return
    items.append(PublishMenuItem(order=30))
    if context["view"] == "edit" and form.live:
        items.append(UnpublishMenuItem(order=20))
    items.sort(key=lambda item: item.order)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail
def own_urls() -> list[Any]:
    return [*exchange.urlpatterns, *trial.urlpatterns]


@hooks.register("register_snippet_listing_buttons")  # type: ignore[untyped-decorator]
def offer_more(form: Any, _user: Any, _next_url: str | None = None) -> list[Button]:
    """In the list, which shows each person the own forms alone."""
    if not isinstance(form, FormDefinition):
        return []
    trial_url = reverse("try_form", args=[form.pk])
    export_url = reverse("export_form", args=[form.pk])
    return [
        Button(_("Try it"), url=trial_url, icon_name="tick", priority=35),
        Button(_("Export"), url=export_url, icon_name="download", priority=40),
    ]


# After Wagtail's own, which this takes the place of.
@hooks.register("register_bulk_action", order=100)
class DeleteForms(DeleteBulkAction):
    """Deleting several forms, naming none that is not one's own."""

    models = [FormDefinition]

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects, _refused = super().get_actionable_objects()
        return objects, {"items_with_no_access": []}
