"""The search page as the tests visit it: two portals, and what an answer holds."""

import re
from html import unescape

from django.http import HttpResponse

from themes.frame import Frame, HelpLine, Link, PortalAbove

PROVINCE = Frame(
    title="Thừa Thiên Huế",
    portal_path="/hue/",
    help_line=HelpLine("Thừa Thiên Huế", "0234 300 0000", "Giờ hành chính"),
)
COMMUNE = Frame(
    title="Phường Phú Bài",
    portal_path="/hue/phu-bai/",
    home_url="/phu-bai/",
    search_url="/phu-bai/tim-kiem/",
    directory_url="/phu-bai/thu-tuc/",
    search_scopes=("tier:commune",),
    search_excluded=("agency:phu-bai",),
    above=(
        PortalAbove(
            "Thị xã Hương Thủy", "district", "/hue/huong-thuy/", ("tier:district",)
        ),
        PortalAbove("Thừa Thiên Huế", "province", "/hue/"),
    ),
    life_events=(Link("Sinh con", "/phu-bai/thu-tuc/?su-kien=having-a-child"),),
    help_line=HelpLine("Phường Phú Bài", "0234 301 9960", "7 giờ – 17 giờ"),
)


def text_of(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def links_of(response: HttpResponse) -> list[str]:
    return [unescape(url) for url in re.findall(r'href="([^"]+)"', text_of(response))]


def results_in(response: HttpResponse) -> list[str]:
    """The titles of the rows, those of the tiers above among them."""
    rows = text_of(response).split('class="nm-result__title"')[1:]
    titles = (re.search(r"<a[^>]*>(.*?)</a>", row) for row in rows)
    return [re.sub(r"</?mark>", "", title[1]) for title in titles if title]


def tabs_of(response: HttpResponse) -> list[tuple[str, int, str, bool]]:
    """Label, count, address, and whether it is the present one."""
    (tabs,) = re.findall(r'<nav class="nm-tabs".*?</nav>', _html(response), re.DOTALL)
    found = re.findall(
        r'<a href="([^"]*)"( aria-current="page")?>(.*?) <span[^>]*>(\d+)</span>', tabs
    )
    return [
        (unescape(label), int(count), unescape(url), bool(current))
        for url, current, label, count in found
    ]


def chips_of(response: HttpResponse) -> list[tuple[str, str, int, str]]:
    """Group, label, count, and the address without it."""
    found = re.findall(
        r'<a class="nm-chip" href="([^"]*)".*?nm-chip__group">(.*?)</span> (.*?)</span>'
        r'.*?nm-chip__count">(\d+)<',
        _html(response),
    )
    return [
        (unescape(group), unescape(label), int(count), unescape(url))
        for url, group, label, count in found
    ]


def _html(response: HttpResponse) -> str:
    return response.content.decode()
