"""Slugs that pages may carry, and those that name views."""

import pytest

from cms_pages.routing.reserved import is_reserved, is_slug


@pytest.mark.parametrize("slug", ["phu-bai", "gioi-thieu-2", "a", "20008", "a" * 255])
def test_what_can_be_said_on_a_telephone_is_a_slug(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "Phu-Bai",
        "phú-bài",
        "a_b",
        "-a",
        "a-",
        "a--b",
        "a b",
        "a/b",
        "a\n",
        "a" * 256,
    ],
)
def test_everything_else_is_not(slug: str) -> None:
    assert not is_slug(slug)


@pytest.mark.parametrize(
    "slug",
    ["tim-kiem", "bieu-mau", "thong-ke", "quan-tri", "api", "tra-cuu", "cua-toi", "en"],
)
def test_names_of_views_are_no_pages(slug: str) -> None:
    assert is_reserved(slug, "contentpage")
    assert is_reserved(slug, "portalpage")


def test_some_names_are_one_page_types_own() -> None:
    assert not is_reserved("thu-tuc", "procedureindexpage")
    assert is_reserved("thu-tuc", "contentpage")
    assert not is_reserved("so-do-cong", "sitemappage")
    assert is_reserved("so-do-cong", "newspage")
    assert not is_reserved("gioi-thieu", "contentpage")
