"""The public index: registry, documents, queries and engines."""

from typing import Any

from django.apps import AppConfig
from django.core.signals import request_finished
from django.db import connections
from django.db.models.signals import post_migrate


def mend_triggers_after_migrate(*, using: str, **_kwargs: Any) -> None:
    from search import fulltext

    fulltext.mend_triggers(connections[using])


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from outbox.registry import register_handler
        from search.engines.elasticsearch import following, rebuilding
        from search.followers import follow
        from search.indexing import TOPIC, index_message
        from search.lexicon import current as lexicon
        from search.statistics.counting import write_when_due

        register_handler(TOPIC, index_message)
        register_handler(rebuilding.TOPIC, following.follow_change, external=True)
        follow(following.note_change)
        register_handler(lexicon.TOPIC, lexicon.learning_message)
        request_finished.connect(write_when_due, dispatch_uid="search.statistics")
        post_migrate.connect(
            mend_triggers_after_migrate, sender=self, dispatch_uid="search.triggers"
        )
