"""Going on on another device without an account: a link that opens a draft once."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from submissions.drafts.models import Draft, DraftLink
from submissions.drafts.services import token_hash_of
from themes.addresses import address_of

LIFETIME = timedelta(hours=1)
# Unused ones of a draft; a further one ends the oldest.
MOST_OPEN = 5
_SECRET_BYTES = 32


class LinkGoneError(LookupError):
    """Used, too old or never made; all three look alike."""


@transaction.atomic
def make_link(*, draft: Draft, at: datetime, lifetime: timedelta = LIFETIME) -> str:
    """The secret of a new link, told this once and kept as a hash."""
    unused = draft.links.filter(used_at=None).order_by("-pk")
    too_many = list(unused.values_list("pk", flat=True)[MOST_OPEN - 1 :])
    draft.links.filter(pk__in=too_many).delete()
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    DraftLink.objects.create(
        draft=draft, secret_hash=token_hash_of(secret), expires_at=at + lifetime
    )
    return secret


def linked_draft(secret: str, at: datetime) -> Draft:
    """The draft to which an unused link leads; looking at it uses nothing up.

    Raises LinkGoneError.
    """
    return _open_link(secret, at).draft


@transaction.atomic
def use_link(secret: str, at: datetime) -> tuple[Draft, str]:
    """The draft and a token for this device; the link opens nothing any more.

    The device that made the link keeps its own token: what both type at once is kept
    (see `conflicts`). Raises LinkGoneError.
    """
    link = _open_link(secret, at)
    token = secrets.token_urlsafe(_SECRET_BYTES)
    used = DraftLink.objects.filter(pk=link.pk, used_at=None).update(
        used_at=at, token_hash=token_hash_of(token)
    )
    if not used:
        raise LinkGoneError
    return link.draft, token


def _open_link(secret: str, at: datetime) -> DraftLink:
    links = DraftLink.objects.filter(
        secret_hash=token_hash_of(secret),
        used_at=None,
        expires_at__gt=at,
        draft__expires_at__gt=at,
    )
    found = links.select_related(
        "draft__form_version__definition",
        "draft__procedure_version__procedure",
        "draft__agency",
    ).first()
    if found is None:
        raise LinkGoneError
    return found


def draft_title(draft: Draft) -> str:
    if draft.procedure_version is not None:
        return draft.procedure_version.shown_name
    return draft.form_version.definition.shown_title


def draft_url(draft: Draft) -> str:
    """Where the draft goes on."""
    if draft.procedure_version is not None:
        code = draft.procedure_version.procedure.code
        return address_of("procedure_form", code, portal=draft.portal_path)
    slug = draft.form_version.definition.slug
    return address_of("form", slug, portal=draft.portal_path)
