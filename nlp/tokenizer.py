"""A tokenizer for Chinese text with Latin names in it.

One token per CJK character or sign; Latin runs split where case or digits turn (``OpenAI`` = Open AI,
``DeepSeekV4`` = Deep Seek V 4, ``GPT-5.21`` = GPT - 5.21). So every name that can be written starts and
ends at a token, `PhraseMatcher` stays in C, and whether a neighbour is glued is asked of the characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import NORM
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.normal import WIDE, narrow, normal_form

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_LOWER = "a-z\u00df-\u00f6\u00f8-\u024f"
TOKEN = re.compile(
    f"(?:[{_UPPER}]+(?=C[ETFO]O(?![A-Za-z]))"  # glued title: OpenAI|CEO
    f"|[{_UPPER}]+(?=[{_UPPER}][{_LOWER}])"  # AI|Studio
    f"|[{_UPPER}]?[{_LOWER}]+|[{_UPPER}]+"
    r"|[0-9]+(?:\.[0-9]+)*"
    r"|.) ?",
    re.DOTALL,
)


def pieces(text: str) -> list[str]:
    """The tokens of `text`, without the blanks between them."""
    return [piece.rstrip(" ") or piece for piece in TOKEN.findall(narrow(text))]


class MixedTokenizer:
    """Text to Doc; ``doc.text == text`` for every string."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        vocab.lex_attr_getters[NORM] = normal_form

    def __call__(self, text: str) -> Doc:
        """Tokenise."""
        found = TOKEN.findall(narrow(text))
        spaces = [piece[-1] == " " and len(piece) > 1 for piece in found]
        if WIDE.search(text):
            found = _originals(text, found)
        words = [piece[:-1] if space else piece for piece, space in zip(found, spaces, strict=True)]
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data["text"] = text
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to keep: the rules are code."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> MixedTokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Nothing to keep: the rules are code."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> MixedTokenizer:
        """Nothing to restore."""
        return self


def _originals(text: str, found: list[str]) -> list[str]:
    out, at = [], 0
    for piece in found:
        out.append(text[at : at + len(piece)])
        at += len(piece)
    return out


@spacy.registry.tokenizers("bg.mixed.v1")
def create_mixed_tokenizer() -> Callable[[spacy.Language], MixedTokenizer]:
    """Factory for the pipeline's config."""
    return lambda nlp: MixedTokenizer(nlp.vocab)
