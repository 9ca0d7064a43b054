"""Papers that a citizen sends after submission, because they were asked for."""

from types import MappingProxyType
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from submissions.dossiers.lifecycle import Action, Actor, allowed_actions
from submissions.dossiers.models import Dossier
from submissions.dossiers.refusals import DossierRuleError
from submissions.dossiers.rights import NoRightError, Requester, is_owner
from submissions.files.models import Paper
from submissions.files.services import judge_paper, keep_paper
from submissions.forms.compiled import CompiledField

SUPPLEMENT_FIELD = "supplement"
MOST_PAPERS = 20


def supplement_field() -> CompiledField:
    """The question that a request for papers asks; sizes in megabytes."""
    return CompiledField(
        id=SUPPLEMENT_FIELD,
        key=SUPPLEMENT_FIELD,
        kind="file",
        label=_("Papers asked for"),
        settings=MappingProxyType(
            {"accept": ("pdf", "jpg", "png", "docx"), "max_megabytes": 10}
        ),
    )


@transaction.atomic
def add_supplement_paper(
    *, dossier_id: int, requester: Requester, upload: UploadedFile[Any]
) -> Paper:
    """Attach a file while papers are asked for; a bad one raises PaperRefusedError."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if not is_owner(requester, dossier):
        raise NoRightError
    if Action.REPLY_SUPPLEMENT not in allowed_actions(dossier.status, {Actor.CITIZEN}):
        raise DossierRuleError(_("No papers have been asked for."))
    if dossier.papers.filter(field_id=SUPPLEMENT_FIELD).count() >= MOST_PAPERS:
        raise DossierRuleError(
            _("At most %(count)d files can be sent here.") % {"count": MOST_PAPERS},
            "papers",
        )
    paper = judge_paper(field=supplement_field(), upload=upload)
    paper.dossier = dossier
    keep_paper(paper=paper)
    return paper
