"""Every public address of a portal, as a citizen's browser asks for it."""

import pytest
from django.test import Client

from tests.factories.pages import Province, make_procedure_page

pytestmark = pytest.mark.django_db

PHU_BAI = "/huong-thuy/phu-bai/"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/huong-thuy/",
        PHU_BAI,
        f"{PHU_BAI}gioi-thieu/",
        f"{PHU_BAI}thu-tuc/",
        f"{PHU_BAI}tin-tuc/",
        f"{PHU_BAI}phan-anh/",
        f"{PHU_BAI}lien-he/",
        f"{PHU_BAI}so-do-cong/",
        f"{PHU_BAI}tim-kiem/",
        f"{PHU_BAI}thong-ke/",
        "/thong-ke/",
        "/thu-tuc/",
        "/en/huong-thuy/phu-bai/",
    ],
)
def test_every_page_of_the_template_answers(
    hue: Province, client: Client, path: str
) -> None:
    response = client.get(path)

    assert response.status_code == 200, path
    assert b"<h1" in response.content


def test_a_procedure_is_shown_in_the_frame_of_the_commune(
    hue: Province, client: Client
) -> None:
    page = make_procedure_page(code="1.001193", version__name="Đăng ký khai sinh")

    response = client.get(f"{PHU_BAI}thu-tuc/1-001193/")

    text = response.content.decode()
    assert response.status_code == 200
    assert "Đăng ký khai sinh" in text
    assert "Phường Phú Bài" in text
    assert f'<link rel="canonical" href="http://testserver{page.url}">' in text
    assert "Số 1, Phường Phú Bài" in text
