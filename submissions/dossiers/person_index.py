"""Finding dossiers by a personal number that the database keeps sealed."""

from submissions.sealing.key_ring import key_ring

_CONTEXT = "submissions.dossier.owner_id"


def person_index(person_id: str) -> str:
    """The blind index to store, by the current key; "" for nobody."""
    return key_ring().blind_indexes(person_id, _CONTEXT)[0] if person_id else ""


def person_indexes(person_id: str) -> list[str]:
    """The blind indexes to look for, one per key of the ring."""
    digits = "".join(char for char in person_id if char.isdigit())
    return key_ring().blind_indexes(digits, _CONTEXT) if digits else []
