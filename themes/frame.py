"""The frame of a portal around any view: header, menu, footer and skin as one value.

The room that knows portals registers the builder (an inversion point); every view
below it only asks for the frame of the request.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Footer:
    """What the law asks at the foot of every page (domain 11)."""

    agency: str = ""
    responsible: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hotline: str = ""
    licence: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Who answers the telephone for this portal, and when."""

    unit: str = ""
    phone: str = ""
    hours: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone)


@dataclass(frozen=True, slots=True)
class PortalAbove:
    """A portal above this one, as far as searches in it need to be known."""

    title: str
    tier: str
    portal_path: str
    search_scopes: tuple[str, ...] = ()
    search_excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One portal as the templates see it; immutable and without queries.

    `portal_path` is the url_path of the portal's home in the page tree and `unit_code`
    the administrative unit whose offering is shown ("" for an agency's portal).
    `search_scopes` and `search_excluded` say what a search within the portal may find;
    `above` are the portals above it, the nearest first. `life_events` lead into its
    directory. `parts` keeps what was drawn of it for as long as the value itself is
    kept; see the tag `frame_part`.
    """

    portal_id: int = 0
    portal_path: str = "/"
    title: str = ""
    overline: str = ""
    skin: str = "province"
    crest: str = ""
    unit_code: str = ""
    agency_identifier: str = ""
    home_url: str = "/"
    root_url: str = "/"
    search_url: str = "/tim-kiem/"
    directory_url: str = "/thu-tuc/"
    tracking_url: str = "/tra-cuu/"
    account_url: str = "/cua-toi/"
    feedback_url: str = ""
    tiers: tuple[Link, ...] = ()
    menu: tuple[Link, ...] = ()
    languages: tuple[Link, ...] = ()
    footer: Footer = field(default_factory=Footer)
    search_scopes: tuple[str, ...] = ()
    search_excluded: tuple[str, ...] = ()
    parts: dict[Hashable, SafeString] = field(
        default_factory=dict, compare=False, repr=False
    )
    above: tuple[PortalAbove, ...] = ()
    life_events: tuple[Link, ...] = ()
    help_line: HelpLine = field(default_factory=HelpLine)


FrameBuilder = Callable[[HttpRequest], Frame]
_builder: FrameBuilder | None = None


def register_frame_builder(builder: FrameBuilder) -> None:
    global _builder
    _builder = builder


def frame_of(request: HttpRequest) -> Frame:
    """The frame of the portal whose route serves this request, built once a request."""
    frame: Frame | None = getattr(request, "frame", None)
    if frame is None:
        frame = _builder(request) if _builder else Frame()
        request.frame = frame  # type: ignore[attr-defined]
    return frame
