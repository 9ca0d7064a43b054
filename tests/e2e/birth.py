"""A mother of Phú Bài registers her child; everything invented."""

from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image

from tests.e2e.pages.form import FormPages

COMMUNE = "/huong-thuy/phu-bai/"
PROCEDURE = f"{COMMUNE}thu-tuc/1-001193/"
UNIT = "19960"


def fill_applicant(form: FormPages, *, person_id: str = "046194000777") -> None:
    form.type(_("Your full name"), "Lê Thị Hoài Thương")
    form.type(_("Your personal number"), person_id)
    form.date(_("Your date of birth"), "18", "5", "1994")
    form.type(_("Your telephone"), "0905 000 777")
    form.type(_("Your e-mail"), "hoai.thuong@thuathienhue.example")
    form.address(_("Where you live"), UNIT, "24 đường Sóng Hồng")
    form.choose(_("Is the matter your own?"), _("Yes"))


def fill_child(form: FormPages) -> None:
    form.type("Họ, chữ đệm, tên của trẻ", "Trần Lê Bảo Châu")
    form.date("Ngày sinh", "2", "11", "2026")
    form.choose("Giới tính", "Nữ")
    form.type("Dân tộc", "Kinh")
    form.type("Quốc tịch", "Việt Nam")
    form.type("Tên cơ sở y tế nơi sinh", "Bệnh viện đa khoa thị xã")
    form.address("Địa chỉ nơi sinh", UNIT, "đường Nguyễn Tất Thành")
    form.address("Quê quán của trẻ", UNIT, "tổ dân phố 4")


def fill_mother(form: FormPages) -> None:
    form.type("Họ, chữ đệm, tên người mẹ", "Lê Thị Hoài Thương")
    form.date("Ngày sinh của mẹ", "18", "5", "1994")
    form.type("Số định danh cá nhân của mẹ", "046194000777")
    form.type("Dân tộc của mẹ", "Kinh")
    form.type("Quốc tịch của mẹ", "Việt Nam")
    form.address("Nơi cư trú của mẹ", UNIT, "24 đường Sóng Hồng")


def fill_father(form: FormPages) -> None:
    form.choose("Cha mẹ của trẻ đã đăng ký kết hôn", _("Yes"))


def attach_papers(form: FormPages, folder: Path) -> None:
    form.attach("Giấy chứng sinh", sheet(folder))
    form.type("Số bản sao trích lục", "2")


def sheet(folder: Path) -> Path:
    """A blank sheet, as a photograph."""
    file = folder / "giay-chung-sinh.png"
    Image.new("RGB", (620, 877), "white").save(file)
    return file
