"""From a room's record to the rows of the index: cleaned, folded, grouped, hashed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from search.models import SearchDocument, SearchGroup, SearchText
from search.normalise import accented_words, clean, folded_words, national_code
from search.registry import SearchRecord

# Longer texts are not indexed to the end: PostgreSQL refuses a tsvector of 1 MB.
MAX_BODY_CHARACTERS = 200_000
MAX_SUMMARY_CHARACTERS = 2_000
# As much of a body is kept as written, for the piece that a result shows of it.
OPENING_CHARACTERS = 600
# Part of the hash: raise it when the derivation below changes, and a rebuild rewrites.
DERIVATION = 3


def _digest(content: Any) -> bytes:
    text = json.dumps(
        content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(text.encode(errors="replace")).digest()


def _distinct(values: tuple[str, ...]) -> list[str]:
    return sorted({value for value in values if value})


@dataclass(frozen=True)
class Entry:
    """A record and the three rows that it becomes."""

    record: SearchRecord

    @cached_property
    def content_hash(self) -> str:
        return _digest([DERIVATION, asdict(self.record)]).hex()

    @cached_property
    def group(self) -> SearchGroup:
        record = self.record
        content = {
            "facets": {
                "type": [record.type],
                "tier": _distinct(record.tiers),
                "field": _distinct((record.field,)),
                "level": _distinct((record.level,)),
                "unit": _distinct(record.units),
                "audience": _distinct(record.audiences),
                "field_name": record.field_name,
                "field_name_en": record.field_name_en,
            },
            "scopes": _distinct(record.scopes),
            "excluded": _distinct(record.excluded),
        }
        # Positive 63 bits of the digest; one meaning for one id, for ever.
        identity = int.from_bytes(_digest(content)[:8], "big") >> 1
        return SearchGroup(id=identity, **content)

    @cached_property
    def _phrases(self) -> str:
        return " | ".join(
            " ".join(folded_words(phrase)) for phrase in self.record.phrases
        )

    def document(self, *, version: int) -> SearchDocument:
        record = self.record
        title = clean(record.title)
        return SearchDocument(
            type=record.type,
            key=record.key,
            group_id=self.group.pk,
            popularity=max(record.popularity, 0),
            valid_from=record.valid_from,
            valid_to=record.valid_to,
            code=national_code(record.code) or clean(record.code)[:64],
            content_hash=self.content_hash,
            version=version,
            published_at=record.published_at,
            path=record.path,
            title=title,
            title_en=clean(record.title_en),
            title_accented=" ".join(accented_words(title)),
            title_folded=" ".join(folded_words(title)),
            phrases_folded=self._phrases,
            tier=" ".join(_distinct(record.tiers))[:64],
            level=record.level[:1],
            field_name=clean(record.field_name)[:255],
            agency=clean(record.agency),
            channel=clean(record.channel)[:255],
            fee=clean(record.fee),
            term=clean(record.term),
            summary=clean(record.summary)[:MAX_SUMMARY_CHARACTERS],
            opening=clean(record.body[:OPENING_CHARACTERS]),
            field_name_en=clean(record.field_name_en)[:255],
            agency_en=clean(record.agency_en),
            fee_en=clean(record.fee_en),
            term_en=clean(record.term_en),
        )

    def text(self, *, document_id: int) -> SearchText:
        record = self.record
        summary = record.summary[:MAX_SUMMARY_CHARACTERS]
        titles = f"{record.title} {record.title_en}"
        phrases = " | ".join(record.phrases)
        return SearchText(
            document_id=document_id,
            accented=" ".join(accented_words(f"{titles} {phrases}")),
            title=" ".join(folded_words(titles)),
            phrases=self._phrases,
            summary=" ".join(folded_words(summary)),
            body=" ".join(folded_words(record.body[:MAX_BODY_CHARACTERS])),
        )
