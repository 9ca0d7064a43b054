"""A durable queue of effects; it knows no domain."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
