"""Everyday phrases, one by one: words by which people look for a procedure."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from search.normalise import clean, folded_words
from services_catalog.procedures.models import ProcedureVersion
from services_catalog.procedures.services import refresh_hash

MAX_PHRASE = 200


@transaction.atomic
def add_phrase(*, code: str, phrase: str, on: date) -> ProcedureVersion:
    """Have the procedure found by a phrase, from now on; one that it has already, with
    or without tones, changes nothing."""
    written = clean(phrase)
    if not folded_words(written) or len(written) > MAX_PHRASE:
        raise ValidationError({"phrase": _("Write one to 200 letters.")})
    version: ProcedureVersion | None = (
        ProcedureVersion.objects.select_for_update(of=("self",))
        .in_force(on)
        .filter(procedure__code=clean(code))
        .first()
    )
    if version is None:
        raise ValidationError({"code": _("No procedure in force has this code.")})
    known = {tuple(folded_words(one)) for one in version.phrases}
    if tuple(folded_words(written)) not in known:
        version.phrases = [*version.phrases, written]
        version.save(update_fields=["phrases"])
        refresh_hash(version)
    return version
