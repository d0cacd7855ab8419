"""One token per Chinese character, Latin runs split where case or digits turn, nothing lost."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.tokenizer import MixedTokenizer, pieces

TOKENIZER = MixedTokenizer(spacy.blank("zh").vocab)
TEXT = st.text(alphabet=st.sampled_from("OpenAI将GPT-5.4 Ｋimi　K3\n*《》（）。é😀\u3000\t"), max_size=40)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("OpenAI将", ["Open", "AI", "将"]),
        ("DeepSeekV4", ["Deep", "Seek", "V", "4"]),
        ("GPT-5.21", ["GPT", "-", "5.21"]),
        ("KimiK3", ["Kimi", "K", "3"]),
        ("OpenAICEO", ["Open", "AI", "CEO"]),
        ("Metadata", ["Metadata"]),
        ("Qwen3.5-Plus", ["Qwen", "3.5", "-", "Plus"]),
    ],
)
def test_splits(text, tokens):
    assert pieces(text) == tokens


@given(st.one_of(TEXT, st.text(max_size=40)))
@settings(max_examples=100)
def test_nothing_is_lost(text):
    doc = TOKENIZER(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_width_case_and_script_are_one_norm():
    norms = [t.norm_ for t in TOKENIZER("ＧＰＴ gpt GPT 智譜")]
    assert norms[:3] == ["gpt"] * 3
    assert norms[3:] == ["智", "谱"]
