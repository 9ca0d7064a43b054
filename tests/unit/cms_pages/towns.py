"""A snapshot of a few portals, put together by hand: no database."""

from types import MappingProxyType

from cms_pages.portals.snapshot import (
    Contact,
    Portal,
    Portals,
    Section,
    parent_path,
)

HUE, TOWN, WARD = "/hue/", "/hue/huong-thuy/", "/hue/huong-thuy/phu-bai/"
DEPARTMENT = "/hue/so-tu-phap/"
BASE = "http://testserver"
_TREE = {
    HUE: "00010001",
    TOWN: "000100010007",
    WARD: "0001000100070007",
    DEPARTMENT: "000100010008",
}


def section(portal: str, slug: str, kind: str = "contentpage") -> Section:
    return Section(
        pk=len(portal) * 100 + len(slug),
        title=slug,
        title_en="",
        slug=slug,
        path=f"{portal}{slug}/",
        tree_path=f"{_TREE[portal]}0001",
        kind=kind,
        in_menu=True,
        is_empty=False,
    )


def portal(path: str, *, host: str = "") -> Portal:
    """One portal; the department's is an agency's, the others are units'."""
    is_agency = path == DEPARTMENT
    return Portal(
        pk=list(_TREE).index(path) + 1,
        title=path,
        title_en=f"{path} in English" if path == WARD else "",
        path=path,
        tree_path=_TREE[path],
        parent=parent_path(path),
        host=host,
        is_root=path == HUE,
        unit_id=None if is_agency else 1,
        unit_code="" if is_agency else str(len(path)),
        agency_id=1 if is_agency else None,
        agency_identifier="H57.10" if is_agency else "",
        tier="province",
        skin="province",
        crest="",
        motto="",
        contact=Contact(),
        shows_news_of_parent=True,
        agencies=(),
        scopes=(),
        sections=(section(path, "thu-tuc", "procedureindexpage"),),
    )


def town(**hosts: str) -> Portals:
    """All four portals; `hosts` gives some a host of their own: town="https://…"."""
    named = {
        HUE: BASE,
        TOWN: hosts.get("town", ""),
        WARD: hosts.get("ward", ""),
        DEPARTMENT: hosts.get("department", ""),
    }
    found = [portal(path, host=host) for path, host in named.items()]
    return Portals(
        by_path=MappingProxyType({one.path: one for one in found}),
        hosts=MappingProxyType({}),
        aliases=MappingProxyType({}),
        sites=MappingProxyType({}),
    )
