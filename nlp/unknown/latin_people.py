"""Personal names in Latin letters: given names, pinyin, names with a particle or an accent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nlp.unknown.found import last
from nlp.words import is_generic, words

_WRITTEN = "de von van der den della del di da dos du la le ten ter bin al el zu af"
PARTICLES = frozenset(_WRITTEN.split())
"""Inside the names of people."""
_WRITTEN = """
Universidad Universidade Université Universitat Universität Università Universiteit University Banco Banque Banca
Instituto Institut Istituto École Ecole Escuela Centre Centro Ministère Tribunal Commission Compagnie Société Sociedad
Casa Grupo Groupe Museo Musée Teatro Hospital Conseil Rio Puerto Costa Isla Ilha Villa Ciudad Cidade Port Fort Plaza
Estado República République
"""
_NO_PEOPLE = frozenset(_WRITTEN.split())
"""First words of bodies and places that hold a particle or an accent too."""


def count(names: Sequence[str]) -> int:
    """How many words at the start of a run are a personal name (0: none).

    >>> count(["Joost", "van", "der", "Meulen"]), count(["Zhang", "Weiming"]), count(["Banco", "de", "Chile"])
    (4, 2, 0)
    """
    first = names[0]
    if len(names) > 1 and names[0][0].isupper() and names[1][0].isupper():
        second = names[1]
        if first in words("given") and _letters(second):
            if is_generic(second) or last(second) or (second.isupper() and len(second) > 1):
                return 0
            more = len(names) > 2 and len(second) <= 2 and names[2].isalpha()  # Dario A. Amodei
            return 3 if more else _with_particle(names)
        if _pinyin_pair(first, second):
            return 2
    if _foreign(names):
        return len(names)
    return 1 if len(names) == 1 and first in words("given") else 0


def may_be_called(given: str, surname: str) -> bool:
    """Whether the first is a given name and the second looks like a surname."""
    return given in words("given") and surname.isalpha() and surname.istitle()


def _letters(name: str) -> bool:
    return name.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha()


def _with_particle(names: Sequence[str]) -> int:
    """Two words, or more where a particle joins a third (``Maria Lopez de Haro``)."""
    return len(names) if len(names) > 3 and names[2] in PARTICLES and _foreign(names) else 2


def _foreign(names: Sequence[str]) -> bool:
    """``Joost van der Meulen``, ``Zoë Lindström``: two or three words with a particle or an accent among them."""
    own = [name for name in names if name not in PARTICLES]
    if not 2 <= len(own) <= 3 or {names[0], names[-1]} & PARTICLES or own[0] in _NO_PEOPLE or last(own[-1]):
        return False
    if not all(_letters(name) and name[0].isupper() for name in own):
        return False
    if any(name.isupper() or is_generic(name) for name in own):
        return False
    return len(names) > len(own) or not all(map(str.isascii, own))


_FINAL = (
    "iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ao|an|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v"
)
_SYLLABLE = rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{_FINAL})"
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{1,2}}(?:-{_SYLLABLE})?", re.I)


@lru_cache(maxsize=8192)
def _pinyin_pair(first: str, second: str) -> bool:
    surnames = words("pinyin")
    for given, family in ((first, second), (second, first)):
        if family in surnames and given.istitle() and _PINYIN.fullmatch(given) and given.lower() not in {"mac", "pan"}:
            return len(given) > 2 or given not in surnames or family in surnames
    return False
