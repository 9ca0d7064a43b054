"""Publishing and taking back promoted results; rows are edited in the meantime."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from search.in_force import published
from search.models import Promotion, PromotionSet, PromotionVersion
from search.promotions.content import (
    Change,
    Entry,
    as_text,
    changes,
    draft_content,
    promotion_of,
)
from search.versions import DraftChangedError, fingerprint, next_number


@dataclass(frozen=True, slots=True)
class PromotedResults:
    """All promotions as they are being edited, and as they are live."""

    draft: list[Entry]
    live: list[Entry]

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.live, self.draft)

    @property
    def is_changed(self) -> bool:
        return bool(self.changes)

    @property
    def fingerprint(self) -> str:
        return fingerprint(as_text(self.draft))


def promoted_results() -> PromotedResults:
    held = PromotionSet.objects.select_related("live").first()
    return PromotedResults(draft_content(), _live_content(held))


@transaction.atomic
def publish_promotions(*, based_on: str, note: str, user: Any) -> PromotionVersion:
    """Make the promotions that were looked at live, in every process at once."""
    held = _locked()
    draft = draft_content()
    if fingerprint(as_text(draft)) != based_on:
        raise DraftChangedError
    return _make_live(held, draft, note, user)


@transaction.atomic
def restore_version(*, number: int, user: Any) -> PromotionVersion:
    """Make older promotions live again, as a new version. The rows follow, unless they
    hold work that is not published yet."""
    version = PromotionVersion.objects.get(number=number)
    held = _locked()
    if not changes(_live_content(held), draft_content()):
        Promotion.objects.all().delete()
        Promotion.objects.bulk_create(map(promotion_of, version.content))
    note = _("Version %(number)d again") % {"number": number}
    return _make_live(held, version.content, note, user)


def _live_content(held: PromotionSet | None) -> list[Entry]:
    return list(held.live.content) if held and held.live else []


def _locked() -> PromotionSet:
    PromotionSet.objects.get_or_create(pk=1)
    return PromotionSet.objects.select_for_update(of=("self",)).get(pk=1)


def _make_live(
    held: PromotionSet, content: list[Entry], note: str, user: Any
) -> PromotionVersion:
    version = PromotionVersion.objects.create(
        number=next_number(PromotionVersion),
        content=content,
        note=note,
        published_by=user,
    )
    held.live = version
    held.save()
    published()
    return version
