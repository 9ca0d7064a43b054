"""The bytes of a form: one text for one meaning, for ever."""

import json
import unicodedata

import pytest
import rfc8785

from submissions.forms.canonical import canonical_text, sha256_of
from submissions.forms.compiled import FormSchemaError, form_of

# As published by the first release; a later one must read it and hash it alike.
FIRST = (
    '{"declaration":"","intro":"","schema_version":1,"slug":"mau","steps":[{"fields":'
    '[{"help":"","id":"f1","key":"ho_ten","kind":"text","label":"Họ tên",'
    '"max_length":200,"required":true,"sensitivity":"personal"}],"id":"s1","intro":"",'
    '"title":"Một"}],"title":"Mẫu","title_en":""}'
)


def test_order_and_spelling_do_not_change_the_text() -> None:
    decomposed = unicodedata.normalize("NFD", "Họ tên của cháu bé")

    one = canonical_text({"b": 1, "a": [decomposed, 2.0], decomposed: None})
    other = canonical_text(
        {unicodedata.normalize("NFC", decomposed): None, "a": ["Họ tên của cháu bé", 2]}
        | {"b": 1}
    )

    assert one == other
    assert one == '{"Họ tên của cháu bé":null,"a":["Họ tên của cháu bé",2],"b":1}'


def test_numbers_are_written_as_rfc_8785_says() -> None:
    assert canonical_text({"n": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27]}) == (
        '{"n":[333333333.3333333,1e+30,4.5,0.002,1e-27]}'
    )


def test_what_json_cannot_carry_exactly_is_refused() -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical_text({"n": 2**60})


def test_the_first_releases_bytes_keep_their_hash_and_stay_readable() -> None:
    form = form_of(json.loads(FIRST))

    assert form.fields[0].key == "ho_ten"
    assert form.fields[0].settings["max_length"] == 200
    assert canonical_text(json.loads(FIRST)) == FIRST
    assert len(sha256_of(FIRST)) == 64


def test_an_unknown_schema_version_is_named() -> None:
    with pytest.raises(FormSchemaError, match="3"):
        form_of({"schema_version": 3})
