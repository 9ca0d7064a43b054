"""What the portal says of one procedure, as plain values for the stock site.

Read by Django in this process, on the filled province.
"""

from typing import Any

PORTAL_PATH = "/huong-thuy/phu-bai/"


def content_of(code: str) -> dict[str, Any]:
    """Units, the procedure as the commune shows it, and the fields of its form."""
    from django.utils import timezone, translation

    from cms_pages.pages.procedure import procedure_view
    from cms_pages.portals.snapshot import portals
    from services_catalog.procedures.facts import facts_of

    with translation.override("vi"):
        portal = next(one for one in portals() if _path(one) == PORTAL_PATH)
        facts = facts_of(code, timezone.localdate())
        if facts is None:
            raise LookupError(f"The demo has no procedure {code}.")
        view = procedure_view(facts, portal, is_with_form=bool(form_fields(code)))
        return {
            "units": _units(portal),
            "procedure": _procedure(view, facts.slug),
            "form": form_fields(code),
        }


def form_fields(code: str) -> list[dict[str, Any]]:
    """All questions that the form of a procedure asks, the applicant's first."""
    from django.utils import timezone

    from submissions.forms.applicant import applicant_step
    from submissions.forms.compiled import compiled_form
    from submissions.forms.models import CaseTypeForm
    from submissions.forms.publishing import current_version

    link = CaseTypeForm.objects.filter(case_type__version__procedure__code=code).first()
    version = link and current_version(link.definition, timezone.now())
    if version is None:
        return []
    return [
        {"key": field.key, "kind": field.kind, "required": field.required}
        for step in (applicant_step(), *compiled_form(version).steps)
        for field in step.fields
        if field.kind != "file"
    ]


def _path(portal: Any) -> str:
    """The address of a portal as the demo's one host has it."""
    from cms_pages.addresses import page_address

    return page_address(portal.path, portal=portal.path)


def _units(here: Any) -> list[dict[str, Any]]:
    """The portals of units from the province down, the one that is asked at the end."""
    from cms_pages.portals.snapshot import portals

    all_units = [one for one in portals() if one.unit_code]
    all_units.sort(key=lambda one: (one.pk == here.pk, len(one.tree_path)))
    places = {one.tree_path: place for place, one in enumerate(all_units)}
    return [
        {
            "title": one.title,
            "slug": one.path.strip("/").rsplit("/", 1)[-1],
            "parent": places.get(portals().line_of(one)[-2].tree_path)
            if len(portals().line_of(one)) > 1
            else None,
            "overline": "Thừa Thiên Huế",
            "agency": one.agencies[0].name if one.agencies else one.title,
            "responsible": one.contact.responsible,
            "address": one.contact.address,
            "email": one.contact.email,
            "phone": one.contact.phone,
            "hotline": one.contact.hotline,
        }
        for one in all_units
    ]


def _procedure(view: Any, slug: str) -> dict[str, Any]:
    act = {"url": view.act.url, "label": view.act.label, "note": view.act.note}
    return {
        "name": view.name,
        "slug": slug,
        "level_label": view.level_label,
        "lead": view.lead,
        "act": act | {"rows": _rows(view.act_rows, "key", "value", "note")},
        "body": [
            ["papers", {"title": "Cần mang theo", "papers": list(view.papers)}],
            ["steps", {"title": "Từng bước", "steps": list(view.steps)}],
            ["form", {"title": "Nộp từ đây", "url": act["url"], "label": act["label"]}],
            ["laws", {"title": "Căn cứ pháp lý", "laws": list(view.laws)}],
            ["facts", {"title": "Thông tin thủ tục", "rows": list(view.facts)}],
        ],
    }


def _rows(rows: Any, *names: str) -> list[dict[str, str]]:
    return [{name: str(row[name]) for name in names} for row in rows]
