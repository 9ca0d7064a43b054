"""Approval by a portal's own publishers, as a step of its workflow."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import policy_registry

from submissions.forms.models import FormDefinition

# What is approved, and under which type its workflow is kept.
_APPROVED: tuple[tuple[type[models.Model], str, str], ...] = (
    (Page, "wagtailcore", "page"),
    (FormDefinition, "submissions", "formdefinition"),
)


class PublisherApprovalTask(Task):
    """Whoever may publish a page or form may approve it: one task serves every portal.

    Wagtail's own task names groups, so every portal would need one, and each look at
    the dashboard would ask all of them.
    """

    class Meta:
        verbose_name = _("approval by the publishers")
        verbose_name_plural = _("approvals by the publishers")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return _may_publish(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not _may_publish(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return _may_publish(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not _may_publish(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def on_action(
        self, task_state: Any, user: Any, action_name: str, **kwargs: Any
    ) -> Any:
        # Wagtail's views ask about the object in the address and act on the state that
        # is named beside it, which may be of another object.
        if not _may_publish(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(
        self, user: Any, **_kwargs: Any
    ) -> QuerySet[Any]:
        theirs = Q(pk__in=())
        for model, app_label, model_name in _APPROVED:
            theirs |= Q(
                workflow_state__base_content_type__app_label=app_label,
                workflow_state__base_content_type__model=model_name,
                workflow_state__object_id__in=_publishable_keys(model, user),
            )
        found: QuerySet[Any] = self.task_states.filter(
            theirs, status=TaskState.STATUS_IN_PROGRESS
        )
        return found

    @classmethod
    def get_description(cls) -> Any:
        return _("Whoever may publish the page or form approves it")


def _publishable_keys(model: type[models.Model], user: Any) -> QuerySet[Any]:
    """The keys of what the person may publish, as workflows keep them: in words."""
    policy = policy_registry.get_by_type(model)
    rows = policy.instances_user_has_permission_for(user, "publish").order_by()
    keys: QuerySet[Any] = rows.annotate(
        key_in_words=Cast("pk", models.CharField())
    ).values("key_in_words")
    return keys


def _may_publish(obj: Any, user: Any) -> bool:
    if not isinstance(obj, Page | FormDefinition):
        return False
    policy = policy_registry.get_by_type(type(obj))
    return bool(policy.user_has_permission_for_instance(user, "publish", obj))
