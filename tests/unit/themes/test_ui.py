from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from themes.frame import Link
from themes.templatetags import ui


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (8000, "8.000\u00a0₫"),
        (Decimal("1250000"), "1.250.000\u00a0₫"),
        ("500", "500\u00a0₫"),
        (0, "Free of charge"),
        (None, ""),
        ("", ""),
    ],
)
def test_money_is_written_as_in_vietnam(amount, written):
    assert ui.money(amount) == written


def test_day_is_that_of_vietnam():
    assert ui.day(datetime(2026, 11, 21, 18, 30, tzinfo=UTC)) == "22/11/2026"
    assert ui.day(date(2026, 1, 5)) == "05/01/2026"
    assert ui.day(None) == ""


def test_moment_is_said_with_its_hour_in_vietnam():
    moment = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)

    assert ui.day_and_time(moment) == "23/11/2026 09:05"


def test_deadline_names_weekday_and_hour():
    assert (
        ui.act_by(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))
        == "Monday, 23/11/2026, before 17:00"
    )
    assert ui.act_by(date(2026, 11, 29)) == "Sunday, 29/11/2026"
    assert ui.act_by(None) == ""


@pytest.mark.parametrize(("count", "words"), [(1, "1 day"), (3, "3 days")])
def test_days_are_counted_in_words(count, words):
    assert ui.days(count) == words


def test_code_is_grouped_without_changing_its_text():
    grouped = ui.code_groups("000.00.16.H57-261123-0041")

    assert grouped.count("<span>") == 6
    assert grouped.replace("<span>", "").replace("</span>", "") == (
        "000.00.16.H57-261123-0041"
    )


def test_code_is_escaped():
    assert ui.code_groups("<b>") == "<span>&lt;b&gt;</span>"


def test_marked_pieces_are_marked_and_everything_is_escaped():
    pieces = [("khai sinh", True), (" <script>", False)]

    assert ui.marked(pieces) == "<mark>khai sinh</mark> &lt;script&gt;"
    assert ui.marked("a <mark> b") == "a &lt;mark&gt; b"


def test_share_of_nothing_is_nothing():
    assert ui.per_cent(3, 0) == 0
    assert ui.per_cent(97.6, 100) == 98


def test_group_knows_whether_one_of_it_is_chosen():
    chosen, other = Link("A", "/", current=True), Link("B", "/")

    assert ui.has_current([other, chosen])
    assert ui.has_current([{"label": "A", "current": True}])
    assert not ui.has_current([other, {"label": "B"}])
    assert not ui.has_current([])


def test_page_window_leaves_out_the_middle():
    page = Paginator(range(1000), 10).page(50)

    assert ui.page_window(page) == [1, 0, 49, 50, 51, 0, 100]


def test_page_address_keeps_every_filter_of_the_address():
    request = RequestFactory().get("/", {"field": ["a", "b"], "page": "2"})
    template = Template("{% load ui %}{% page_address 3 %}")

    assert template.render(RequestContext(request)) == "?field=a&amp;field=b&amp;page=3"


def test_page_address_without_request_names_the_page():
    assert Template("{% load ui %}{% page_address 3 'trang' %}").render(Context()) == (
        "?trang=3"
    )


def test_unknown_skin_falls_back_to_the_province():
    assert ui.skin_stylesheet("district").endswith("themes/skins/district.css")
    assert ui.skin_stylesheet("../secret").endswith("themes/skins/province.css")


def test_sparkline_needs_two_figures():
    assert ui.sparkline([1.0]) == ""
    assert 'points="2.0,22.0 98.0,4.0"' in ui.sparkline([1.0, 2.0])


class ContactForm(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Where we answer.")
    topic = forms.ChoiceField(
        label="Topic", choices=[("", "---"), ("a", "First"), ("b", "Second")]
    )
    channels = forms.MultipleChoiceField(
        label="Channels",
        choices=[("post", "Post"), ("sms", "SMS")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    promise = forms.BooleanField(label="I promise")
    text = forms.CharField(label="Text", widget=forms.Textarea, max_length=20)
    scan = forms.FileField(label="Scan", required=False)


def _drawn(source: str, form: forms.Form) -> str:
    return Template("{% load ui %}" + source).render(Context({"form": form}))


def test_form_field_draws_label_help_and_error_before_the_input():
    html = _drawn(
        "{% form_field form.email %}", ContactForm({"email": "x<", "topic": "b"})
    )

    assert html.index("<label") < html.index("Where we answer.")
    assert html.index("Enter a valid email address.") < html.index("<input")
    assert 'aria-describedby="id_email-help id_email-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="x&lt;"' in html


def test_form_field_keeps_what_was_chosen_and_ticked():
    form = ContactForm({"topic": "b", "channels": ["sms"], "promise": "on"})

    assert '<option value="b" selected>' in _drawn("{% form_field form.topic %}", form)
    assert 'value="sms" checked' in _drawn("{% form_field form.channels %}", form)
    assert "checked" in _drawn("{% form_field form.promise %}", form)


def test_form_field_draws_long_texts_and_files():
    form = ContactForm()

    assert 'data-counter="20"' in _drawn("{% form_field form.text %}", form)
    assert 'type="file"' in _drawn("{% form_field form.scan %}", form)


def test_form_field_can_be_overridden():
    html = _drawn('{% form_field form.email kind="code" help="" %}', ContactForm())

    assert "nm-input--code" in html
    assert "Where we answer." not in html


def test_error_summary_links_to_each_wrong_field():
    html = _drawn("{% form_errors form %}", ContactForm({"email": "x"}))

    assert '<a href="#id_email">Enter a valid email address.</a>' in html
    assert '<a href="#id_text">This field is required.</a>' in html
    assert _drawn("{% form_errors form %}", ContactForm()).strip() == ""
