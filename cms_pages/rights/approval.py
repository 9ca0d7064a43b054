"""Approval by a portal's own publishers, as a step of its workflow."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import policy_registry


class PublisherApprovalTask(Task):
    """Whoever may publish the page may approve it: one task serves every portal.

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

    def get_task_states_user_can_moderate(
        self, user: Any, **_kwargs: Any
    ) -> QuerySet[Any]:
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(
            user, "publish"
        )
        keys = pages.annotate(key_in_words=Cast("pk", models.CharField())).values(
            "key_in_words"
        )
        found: QuerySet[Any] = self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type__app_label="wagtailcore",
            workflow_state__base_content_type__model="page",
            workflow_state__object_id__in=keys,
        )
        return found

    @classmethod
    def get_description(cls) -> Any:
        return _("Whoever may publish the page approves it")


def _may_publish(obj: Any, user: Any) -> bool:
    if not isinstance(obj, Page):
        return False
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_permission_for_instance(user, "publish", obj))
