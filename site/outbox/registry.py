"""Handlers by topic, registered by the rooms above in `AppConfig.ready`."""

from collections.abc import Callable
from typing import Any

Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, Handler] = {}
_external: set[str] = set()


class NoHandlerError(LookupError):
    """A topic was queued that no installed room brings about."""


class PartnerAwayError(Exception):
    """The other system takes nothing at all now, whatever it is given.

    An external handler raises this where the fault is not the message's: the partner
    cannot be reached, does not answer in time, or takes no writes. The message waits,
    however long that lasts, and so do all others of its topic.
    """


def register_handler(topic: str, handler: Handler, *, external: bool = False) -> None:
    """Say who brings a topic's effects about; a topic has one handler.

    An `external` handler talks to another system (mail, gateway). It runs outside any
    transaction, so a slow partner holds no lock, and it must hand the partner an
    idempotency key: killed after the call and before the mark, it is called again.
    Where the partner is away it raises `PartnerAwayError`. Any other handler runs in
    one transaction with the mark that it is done.
    """
    known = _handlers.get(topic)
    if known is not None and known is not handler:
        message = f"The topic {topic!r} has a handler already."
        raise ValueError(message)
    _handlers[topic] = handler
    if external:
        _external.add(topic)


def handler_of(topic: str) -> Handler:
    try:
        return _handlers[topic]
    except KeyError:
        message = f"No handler is registered for the topic {topic!r}."
        raise NoHandlerError(message) from None


def is_external(topic: str) -> bool:
    return topic in _external


def topics() -> frozenset[str]:
    return frozenset(_handlers)
