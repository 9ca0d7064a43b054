"""The hashes of the diary: each event is bound to the one before it."""

import hashlib
import hmac
from datetime import UTC

import rfc8785

from submissions.dossiers.events import DossierEvent


def event_hash(event: DossierEvent) -> str:
    """SHA-256 of the event's canonical JSON, the hash before it included."""
    # Only where there is one: events written before there were records keep their hash.
    record = event.record_fingerprint
    return hashlib.sha256(
        rfc8785.dumps(
            {
                **({"record": record} if record else {}),
                "dossier": event.dossier_id,
                "sequence": event.sequence,
                "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": event.actor_id,
                "actor_agency": event.actor_agency_id,
                "action": event.action,
                "from_status": event.from_status,
                "to_status": event.to_status,
                "clock": event.clock,
                "is_visible_to_citizen": event.is_visible_to_citizen,
                "note_commitment": event.note_commitment,
                "previous_hash": event.previous_hash,
            }
        )
    ).hexdigest()


def commitment(salt: str, text: str) -> str:
    """Binds a text without telling it: nobody can guess back once the salt is gone."""
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()


def day_hash(previous_hash: str, day: str, event_hashes: list[str]) -> str:
    """The digest of a day over all its events in the order they were written."""
    body = "\n".join([previous_hash, day, *event_hashes])
    return hashlib.sha256(body.encode()).hexdigest()
