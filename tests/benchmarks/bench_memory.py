"""What a web process holds in memory with the whole tree and all records."""

from pathlib import Path

from tests.benchmarks.servers import Server, free_port, get
from tests.benchmarks.surroundings import production, province, start_django
from tests.benchmarks.table import Row, report

BAR = 300
PAGES = 200
# More than the snapshots of procedures keep, so that they are full.
MANY_PAGES = 1_200


def main() -> None:
    port = free_port()
    environment = production(province(), base_url=f"http://127.0.0.1:{port}")
    start_django(environment["DJANGO_SETTINGS_MODULE"], **environment)
    paths = _paths()
    with Server("portal.wsgi", environment, port) as server:
        rows = []
        for first, last in ((0, PAGES), (PAGES, MANY_PAGES)):
            for path in paths[first:last]:
                get(server.url + path)
            rows.append(_row(_resident_mb(server.worker), last))
    report(rows)


def _paths() -> list[str]:
    """Different pages of every kind: homes, directories, contacts, procedures, news."""
    from cms_pages.addresses import page_address
    from cms_pages.pages.news import NewsPage
    from cms_pages.portals.snapshot import portals
    from services_catalog.procedures.models import Procedure

    homes = [page_address(one.path) for one in portals() if one.unit_code]
    codes = Procedure.objects.order_by("-popularity", "code")
    slugs = [code.replace(".", "-") for code in codes.values_list("code", flat=True)]
    news = [
        page_address(path)
        for path in NewsPage.objects.values_list("url_path", flat=True)
    ]
    kinds = [
        homes[:60],
        [f"{home}thu-tuc/" for home in homes[60:80]],
        [f"{home}lien-he/" for home in homes[80:90]],
        [f"{home}tim-kiem/?q=giay" for home in homes[90:100]],
        news[:30],
        [f"/thu-tuc/{slug}/" for slug in slugs],
    ]
    paths = [path for kind in kinds for path in kind]
    return paths[:MANY_PAGES]


def _resident_mb(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"Process {process} says nothing of its memory.")


def _row(resident: float, pages: int) -> Row:
    return Row(
        work=f"memory of a web process after {pages:,} different pages",
        ours=resident,
        baseline=None,
        unit="MB",
        ratio=None,
        bar=f"≤ {BAR} MB",
        is_met=resident <= BAR,
        note="whole tree, all records",
    )


if __name__ == "__main__":
    main()
