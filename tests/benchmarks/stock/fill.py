"""Fill the stock site: python -m tests.benchmarks.stock.fill CONTENT

CONTENT is JSON: `units` (title, slug, parent's place in the list), `procedure`, `form`.
Prints the paths of the procedure's page and of the form's page as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.utils.text import slugify

Content = dict[str, Any]
SECTIONS = ("Giới thiệu", "Thủ tục", "Tin tức", "Phản ánh", "Liên hệ")
PROCEDURES = 1
# What a field of the portal's form is in wagtail.contrib.forms.
FIELD_TYPES = {"long_text": "multiline", "date": "date", "email": "email"}


def main() -> None:
    django.setup()
    content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(json.dumps(fill(content)))


def fill(content: Content) -> dict[str, str]:
    from tests.benchmarks.stock.models import FormField, FormPage, ProcedurePage

    procedures = _tree(content["units"])
    told = content["procedure"]
    page = ProcedurePage(
        title=told["name"],
        slug=told["slug"],
        level_label=told["level_label"],
        lead=told["lead"],
        act=json.dumps([_block("act", told["act"])]),
        body=json.dumps([_block(kind, value) for kind, value in told["body"]]),
    )
    procedures.add_child(instance=page)
    form = FormPage(title=told["name"], slug="nop")
    form.form_fields = [
        FormField(
            label=field["key"],
            field_type=FIELD_TYPES.get(field["kind"], "singleline"),
            required=field["required"],
            sort_order=order,
        )
        for order, field in enumerate(content["form"])
    ]
    procedures.add_child(instance=form)
    return {"procedure": page.url, "form": form.url}


def _tree(units: list[Content]) -> Any:
    """All units, with sections on the line to the last; its section of procedures."""
    from wagtail.models import Page, Site

    from tests.benchmarks.stock.models import SectionPage, UnitPage

    root = Page.objects.get(depth=1)
    root.get_children().delete()
    homes: list[Any] = []
    for unit in units:
        above = root if unit["parent"] is None else homes[unit["parent"]]
        fields = {name: unit[name] for name in unit if name != "parent"}
        above.refresh_from_db()
        homes.append(above.add_child(instance=UnitPage(**fields)))
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=homes[0], is_default_site=True)
    sections = []
    for home in [homes[-1], homes[units[-1]["parent"]], homes[0]]:
        home.refresh_from_db()
        sections += [
            home.add_child(
                instance=SectionPage(
                    title=title,
                    slug=slugify(title.replace("Đ", "D")),
                    show_in_menus=True,
                )
            )
            for title in SECTIONS
        ]
    return sections[PROCEDURES]


def _block(kind: str, value: Any) -> Content:
    return {"type": kind, "value": value}


if __name__ == "__main__":
    main()
