"""What a portal or a unit sees of the index, asked by name from the search API."""

from collections.abc import Iterable

from django.utils.translation import get_language

from cms_pages.frame import excluded_of, scopes_of
from cms_pages.portals.snapshot import Portal, portals
from search.scopes import Scope


def resolve_scope(portal: str, unit: str) -> Scope | None:
    """The scope of a portal (id, path or address) or of a unit (code), if known."""
    found = _by_portal(portal) if portal else portals().by_unit_code.get(unit)
    if found is None:
        return None
    return Scope(
        scopes=scopes_of(found), excluded=excluded_of(found), portal=found.path
    )


def _by_portal(name: str) -> Portal | None:
    known = portals()
    if name.isdecimal() and name.isascii():
        return known.by_pk.get(int(name))
    found = known.by_path.get(name)
    if found is None and known.root and name.startswith("/"):
        # As its address has it: "/" for the province, "/huong-thuy/phu-bai/".
        below = name.strip("/")
        return known.by_path.get(known.root.path + (f"{below}/" if below else ""))
    return found


def unit_names(codes: Iterable[str]) -> dict[str, str]:
    """How the units behind these codes are called in search facets."""
    known = portals().by_unit_code
    language = get_language() or "vi"
    return {code: known[code].shown_title(language) for code in codes if code in known}


def portal_names(paths: Iterable[str]) -> dict[str, str]:
    """How the portals at these paths are called in the statistics of search."""
    known = portals().by_path
    return {path: known[path].title for path in paths if path in known}
