"""Where a form that stands on a page is filled in."""

from django.utils import timezone

from submissions.forms.links import procedures_of
from submissions.forms.models import FormDefinition
from themes.addresses import address_of


def form_address(form: FormDefinition, code: str, portal_path: str) -> str:
    """The form of the procedure that it submits, if this portal's agencies offer it;
    else the form by itself.

    `code` says which procedure is meant where the form submits several. One query.
    """
    offered = _offered_codes(form, portal_path)
    if code in offered:
        return address_of("procedure_form", code, portal=portal_path)
    if not code and len(offered) == 1:
        return address_of("procedure_form", offered[0], portal=portal_path)
    return address_of("form", form.slug, portal=portal_path)


def is_submitted_with(code: str | None, form: FormDefinition | None) -> bool:
    """Whether the procedure, if one is named, is submitted with this form."""
    if not code or form is None:
        return True
    return procedures_of(form, timezone.localdate()).filter(code=code).exists()


def _offered_codes(form: FormDefinition, portal_path: str) -> list[str]:
    # Blocks belong to page models, which the snapshot of portals is read from.
    from cms_pages.portals.snapshot import portals

    portal = portals().by_path.get(portal_path)
    if portal is None or not portal.agencies:
        return []
    today = timezone.localdate()
    offered = procedures_of(form, today).offered_by(portal.agencies, today)
    return list(offered.values_list("code", flat=True))
