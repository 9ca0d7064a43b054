"""An officer and a specialist of the commune carry a dossier to its result."""

import pytest
from django.utils.translation import gettext as _

from portal.demo.sign_in import DEMO_PASSWORD
from submissions.dossiers.lifecycle import Action
from submissions.notifications.subjects import SUBJECTS
from tests.e2e.birth import COMMUNE, sheet
from tests.e2e.pages.form import FormPages
from tests.e2e.pages.public import OwnDossier, Tracking
from tests.e2e.pages.staff import Desk, sign_in

pytestmark = pytest.mark.e2e
FORM = f"{COMMUNE}thu-tuc/2-000635/nop/"


def _submit_short_form(demo, page) -> None:
    """A copy of a civil status record: the shortest form of the commune."""
    page.goto(demo.url + FORM)
    form = FormPages(page).begin()
    from tests.e2e.birth import fill_applicant

    fill_applicant(form)
    form.go_on().wait_for_step(2)
    form.choose("Loại việc đã đăng ký", "Kết hôn")
    form.type("Họ, chữ đệm, tên người được ghi trong sổ", "Lê Thị Hoài Thương")
    form.date("Ngày sinh của người đó", "18", "5", "1994")
    form.address("Nơi đã đăng ký", "19960")
    form.go_on().wait_for_step(3)
    form.type("Số bản cần cấp", "2")
    form.choose("Quan hệ của bạn với người được ghi trong sổ", "Chính là người đó")
    form.go_on().wait_for_check()
    form.declare().submit()


def _label(action: Action) -> str:
    return str(action.label)


@pytest.fixture
def desk(demo, desktop_page):
    to = "/quan-tri/ho-so/"
    sign_in(desktop_page, demo.url, "officer.phu-bai", DEMO_PASSWORD, to=to)
    return Desk(desktop_page, demo.url)


def test_a_dossier_goes_from_the_counter_to_the_citizens_hands(
    demo, page, desk, axe, tmp_path
) -> None:
    _submit_short_form(demo, page)
    own, link = OwnDossier(page), page.url
    code = own.code

    desk.open().open_dossier(code)
    assert "Lê Thị Hoài Thương" in desk.answers
    assert desk.actions[0] == _label(Action.ACCEPT)

    desk.act(_label(Action.ACCEPT))
    page.goto(link)
    assert _label(Action.ACCEPT) in desk.diary
    assert _("Day of return") in own.text

    desk.act(_label(Action.FORWARD), holder="Mai Thị Lệ Thu")
    desk.act(
        _label(Action.REQUEST_SUPPLEMENT),
        other_name="Ảnh căn cước mặt sau",
        other_reason="Ảnh đã gửi bị mờ.",
    )
    page.goto(link)
    assert "Ảnh căn cước mặt sau" in own.text
    page.get_by_role("link", name=_("Send the papers")).click()
    axe(page)
    page.locator("input[type=file]").set_input_files(sheet(tmp_path))
    page.get_by_role("button", name=_("Send the papers")).click()
    page.wait_for_url(link)

    desk.open().open_dossier(code)
    assert "giay-chung-sinh.png" in desk.answers
    desk.act(_label(Action.CONFIRM_SUPPLEMENT))
    page.goto(link)
    axe(page)
    assert Tracking(page, demo.url).look_up(code).stage == "Đang giải quyết"

    specialist = desk.page.context.browser.new_context().new_page()
    to = "/quan-tri/ho-so/"
    sign_in(specialist, demo.url, "specialist.phu-bai", DEMO_PASSWORD, to=to)
    Desk(specialist, demo.url).open_dossier(code).act(_label(Action.FINISH))
    specialist.context.close()

    desk.open().open_dossier(code)
    desk.act(_label(Action.HAND_OVER), receiver="Lê Thị Hoài Thương")
    page.goto(link)
    steps = [
        Action.HAND_OVER,
        Action.FINISH,
        Action.CONFIRM_SUPPLEMENT,
        Action.REPLY_SUPPLEMENT,
        Action.REQUEST_SUPPLEMENT,
        Action.FORWARD,
        Action.ACCEPT,
        Action.SUBMIT,
    ]
    assert own.entries == [str(SUBJECTS[step]) for step in steps]
    assert Tracking(page, demo.url).look_up(code).is_finished


def test_the_neighbours_officer_sees_and_opens_nothing(
    demo, page, desktop_page
) -> None:
    _submit_short_form(demo, page)
    code = OwnDossier(page).code

    to = "/quan-tri/ho-so/"
    sign_in(desktop_page, demo.url, "officer.vy-da", DEMO_PASSWORD, to=to)
    assert code not in Desk(desktop_page, demo.url).codes
    for rest in ("", "accept/", "refuse/"):
        answer = desktop_page.request.get(f"{demo.url}/quan-tri/ho-so/{code}/{rest}")
        assert answer.status in {403, 404}, rest
