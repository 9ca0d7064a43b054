"""The secret of a receipt's link: derived, so that a repeated submission is answered
with the same link, while the database keeps only its hash."""

import base64
import hashlib
import hmac
from uuid import UUID

from submissions.sealing.key_ring import key_ring

_CONTEXT = "submissions.dossier.receipt"


def receipt_token_of(public_id: UUID) -> str:
    """The secret for a new dossier, by the current key of the ring."""
    return _candidates(public_id)[0]


def receipt_hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def known_receipt_token(public_id: UUID, receipt_hash: str) -> str:
    """A dossier's secret, whichever key of the ring made it; "" if that is gone."""
    for token in _candidates(public_id):
        if hmac.compare_digest(receipt_hash_of(token), receipt_hash):
            return token
    return ""


def _candidates(public_id: UUID) -> list[str]:
    digests = key_ring().blind_indexes(str(public_id), _CONTEXT)
    return [
        base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
        for digest in digests
    ]
