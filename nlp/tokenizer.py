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

from nlp.attributes import begin
from nlp.normal import narrow, normal_form

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_LOWER = "a-z\u00df-\u00f6\u00f8-\u024f"
TOKEN = re.compile(
    f"(?:[^{_UPPER}{_LOWER}0-9]"  # a Chinese character or a sign: most tokens, so asked first
    f"|[{_UPPER}]+(?=C[ETFO]O(?![A-Za-z]))"  # glued title: OpenAI|CEO
    f"|[{_UPPER}]+(?=[{_UPPER}][{_LOWER}])"  # AI|Studio
    f"|[{_UPPER}]?[{_LOWER}]+|[{_UPPER}]+"
    r"|[0-9]+(?:\.[0-9]+)*) ?"
)

_RUN = re.compile(f"[^{_UPPER}{_LOWER}0-9 ]+(?! )|{TOKEN.pattern}")
"""A token, or all Chinese characters and signs up to the next one that is followed by a blank."""
_WESTERN = frozenset(re.findall(f"[{_UPPER}{_LOWER}0-9]", "".join(map(chr, range(0x250)))))

KEPT = 100_000
"""Pieces remembered: all Chinese characters in use and the Latin words of an archive."""


def pieces(text: str) -> list[str]:
    """The tokens of `text`, without the blanks between them."""
    found = TOKEN.findall(narrow(text))
    return [piece.rstrip(" ") or piece for piece in found] if " " in text else found


class MixedTokenizer:
    """Text to Doc; ``doc.text == text`` for every string."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        vocab.lex_attr_getters[NORM] = normal_form
        self._orths = _Orths(vocab)

    def __call__(self, text: str) -> Doc:
        """Tokenise."""
        narrowed = narrow(text)
        orth = (_Orths(self.vocab) if self.vocab.in_memory_zone else self._orths).__getitem__
        words: list[int] = []
        spaces: list[bool] = []
        starts: list[int] = []
        at = 0
        for run in _RUN.findall(narrowed):
            end = at + len(run)
            written = run if narrowed is text else text[at:end]
            if run[-1] == " " or run[0] in _WESTERN:
                words.append(orth(written))
                spaces.append(_SPACED[run])
                starts.append(at)
            else:  # a token for each character
                words += map(orth, written)
                spaces += [False] * len(run)
                starts += range(at, end)
            at = end
        starts.append(at)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        begin(doc, text, narrowed, starts)
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to keep: the rules are code."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> MixedTokenizer:
        """Nothing to restore; the strings of the vocabulary may be others now."""
        self._orths.clear()
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Nothing to keep: the rules are code."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> MixedTokenizer:
        """Nothing to restore; the strings of the vocabulary may be others now."""
        return self.from_bytes(b"")


class _Orths(dict[str, int]):
    """Piece, with the blank behind it, to the id of its string: spaCy would hash each string again."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __missing__(self, piece: str) -> int:
        if len(self) >= KEPT:
            self.clear()
        self[piece] = self.vocab.strings.add(piece[:-1] if _SPACED[piece] else piece)
        return self[piece]


class _Spaced(dict[str, bool]):
    """Piece to whether a blank behind it belongs to it."""

    def __missing__(self, piece: str) -> bool:
        if len(self) >= KEPT:
            self.clear()
        self[piece] = piece[-1] == " " and len(piece) > 1
        return self[piece]


_SPACED = _Spaced()


@spacy.registry.tokenizers("bg.mixed.v1")
def create_mixed_tokenizer() -> Callable[[spacy.Language], MixedTokenizer]:
    """Factory for the pipeline's config."""
    return lambda nlp: MixedTokenizer(nlp.vocab)
