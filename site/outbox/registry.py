"""Handlers by topic, registered by the rooms above in `AppConfig.ready`."""

from collections.abc import Callable
from typing import Any

Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, Handler] = {}


def register_handler(topic: str, handler: Handler) -> None:
    """Say who brings a topic's effects about; a topic has one handler."""
    known = _handlers.get(topic)
    if known is not None and known is not handler:
        message = f"The topic {topic!r} has a handler already."
        raise ValueError(message)
    _handlers[topic] = handler


def handler_of(topic: str) -> Handler:
    return _handlers[topic]


def topics() -> frozenset[str]:
    return frozenset(_handlers)
