"""What waits at one's desk, on the first page after signing in."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils import timezone
from wagtail.admin.ui.components import Component

from submissions.desk.due_words import due_words
from submissions.desk.filters import desk_dossiers, narrowed

MOST_SHOWN = 5


class DeskPanel(Component):
    """The most urgent dossiers of one's own agencies, and how many there are."""

    name = "desk"
    template_name = "submissions/desk/home_panel.html"
    order = 100

    class Media:
        css: ClassVar = {"all": ["submissions/desk.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        user = parent_context["request"].user
        waiting = narrowed(desk_dossiers(user, timezone.localdate(now)), {}, user, now)
        return {
            "count": waiting.count(),
            "rows": [(each, due_words(each, now)) for each in waiting[:MOST_SHOWN]],
        }
