"""Every block has what an editor needs to choose it, and renders its preview."""

import pytest
from django.test import Client, RequestFactory

from cms_pages.blocks.body import BodyBlock
from cms_pages.pages.content import ContentPage
from tests.factories.pages import Province

pytestmark = pytest.mark.django_db
BLOCKS = BodyBlock().child_blocks


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_says_what_it_is_and_renders_its_preview(
    hue: Province, name: str, rf: RequestFactory
) -> None:
    block = BLOCKS[name]

    assert block.label
    assert str(block.meta.description)
    assert block.meta.icon
    assert str(block.meta.group)
    html = block.render(block.get_preview_value(), {"request": rf.get("/")})
    assert "<" in html
    assert "style=" not in html
    assert "onclick" not in html


def test_a_form_block_without_its_form_does_not_break_the_page(
    hue: Province, client: Client
) -> None:
    page = ContentPage.objects.get(pk=hue.phu_bai.section("gioi-thieu").pk)
    page.body = [("heading", "Biểu mẫu"), ("form", {"form": None, "title": "Hẹn giờ"})]
    page.save_revision().publish()

    text = client.get("/huong-thuy/phu-bai/gioi-thieu/").content.decode()

    assert "Hẹn giờ" in text
    assert "data-fragment=" in text  # of the user's name, in the header
    assert "bieu-mau" not in text
