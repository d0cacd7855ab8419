"""The normal form keeps the length, so offsets stay."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.normal import narrow, normal_form, simplified, slug


@given(st.text(max_size=30))
def test_length_is_kept(text):
    assert len(normal_form(text)) == len(text)
    assert len(narrow(text)) == len(text)


def test_slug():
    assert slug("Claude Opus 4.6") == "claude-opus-4.6"
    assert slug("智谱 AI") == "智谱-ai"


def test_no_character_simplifies_to_one_that_changes_again():
    table = simplified()
    assert len(table) > 700
    assert not [c for c in table.values() if ord(c) in table and table[ord(c)] != c]
