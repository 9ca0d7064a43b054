"""*The* address of a thing, whoever asks and on whichever host they are.

One rule turns a url_path into an address: the deepest portal with a host of its own
wins. Pages, canonical links, site maps, mails, API and search all come here, so they
cannot disagree. Addresses within the asking portal's host are relative.

Wagtail's base `Page` instances (explorer, non-specific querysets) answer by Site rows;
on BASE_URL's host, the only one with an admin, that may name an address that is not
canonical, and serving it leads on with 301 to the one given here.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from cms_pages.portals.snapshot import Portal, Portals, portals
from cms_pages.routing import parameters, reserved
from themes.addresses import Address


@dataclass(frozen=True, slots=True)
class Place:
    """A root address (`https://host`) and the path on it, always with its slashes."""

    root_url: str
    path: str


def place_of(url_path: str, known: Portals) -> Place:
    """Where a page stands: on the host of the deepest portal that has one."""
    owner = known.owner_of(url_path)
    for portal in reversed(known.line_of(owner)) if owner else ():
        if portal.host:
            return Place(portal.host, "/" + url_path.removeprefix(portal.path))
    return Place(settings.BASE_URL, url_path)


def build_address(address: Address) -> str:
    """The builder behind `themes.addresses.address_of`."""
    known = portals()
    shown_in = known.by_path.get(address.portal) or known.root
    place = _PLACES[address.kind](address.key, shown_in, known)
    language = address.language or get_language() or settings.LANGUAGE_CODE
    path = (
        place.path
        if address.kind in _OF_NO_LANGUAGE
        else with_language(place.path, language)
    )
    here = _host_of(shown_in, known)
    if address.absolute or place.root_url != here:
        return f"{place.root_url}{path}"
    return path


def with_language(path: str, language: str) -> str:
    """Vietnamese addresses carry no prefix, all others their code."""
    if language.split("-")[0] == settings.LANGUAGE_CODE:
        return path
    return f"/{language}{path}"


def page_address(url_path: str, *, portal: str = "", absolute: bool = False) -> str:
    """The address of a page by its url_path, in the language in use."""
    return build_address(Address("page", url_path, portal, "", absolute))


def _host_of(portal: Portal | None, known: Portals) -> str:
    return place_of(portal.path, known).root_url if portal else settings.BASE_URL


def _page(key: str, _shown_in: Portal | None, known: Portals) -> Place:
    return place_of(key, known)


def _below(portal: Portal | None, known: Portals, rest: str) -> Place:
    return place_of(f"{portal.path if portal else '/'}{rest}", known)


def _procedure(key: str, shown_in: Portal | None, known: Portals) -> Place:
    slug = key.replace(".", "-")
    return _below(shown_in, known, f"{reserved.PROCEDURES}/{slug}/")


def _procedure_form(key: str, shown_in: Portal | None, known: Portals) -> Place:
    slug = key.replace(".", "-")
    rest = f"{reserved.PROCEDURES}/{slug}/{reserved.SUBMIT}/"
    return _below(shown_in, known, rest)


def _form(key: str, shown_in: Portal | None, known: Portals) -> Place:
    return _below(shown_in, known, f"{reserved.FORMS}/{key}/")


def _personal(folder: str, key: str) -> Place:
    """What is one person's answers on BASE_URL's host only, where one signs in."""
    rest = key.strip("/")
    return Place(settings.BASE_URL, f"/{folder}/{rest}/" if rest else f"/{folder}/")


def _tracking(key: str, _shown_in: Portal | None, _known: Portals) -> Place:
    return _personal("tra-cuu", key)


def _receipt(key: str, _shown_in: Portal | None, _known: Portals) -> Place:
    return _personal("bien-nhan", key)


def _draft(key: str, _shown_in: Portal | None, _known: Portals) -> Place:
    return _personal("tiep-tuc", key)


def _account(key: str, _shown_in: Portal | None, _known: Portals) -> Place:
    return _personal("cua-toi", key)


def _document(key: str, _shown_in: Portal | None, _known: Portals) -> Place:
    """Wagtail serves editors' documents beside the admin, on BASE_URL's host."""
    number, _, filename = key.partition("/")
    path = reverse("wagtaildocs_serve", args=[number, filename])
    return Place(settings.BASE_URL, path)


def _field(key: str, shown_in: Portal | None, known: Portals) -> Place:
    query = urlencode({parameters.FIELD: key})
    return _below(shown_in, known, f"{reserved.PROCEDURES}/?{query}")


# A file is in the language that it was written in.
_OF_NO_LANGUAGE = frozenset({"document"})
_PLACES = {
    "page": _page,
    "portal": _page,
    "procedure": _procedure,
    "procedure_form": _procedure_form,
    "form": _form,
    "tracking": _tracking,
    "receipt": _receipt,
    "draft": _draft,
    "account": _account,
    "document": _document,
    "field": _field,
}
