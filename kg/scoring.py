"""A logistic score as a readable table: named features, weights as data, and the reason in words.

After nomenklatura's logic models: an algorithm is a table of weighted, documented features, and no
number goes out without its reason. The weights are fitted by ``benchmarks/fit_ledger.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

__all__ = ["Weights", "weights"]

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """`threshold` accepts a pair, `doubt` proposes it to a person (only where it is used)."""

    coefficients: Mapping[str, float]
    intercept: float
    threshold: float
    doubt: float

    def probability(self, features: Mapping[str, Matrix]) -> Matrix:
        """The logistic of the weighted sum; all matrices have one shape. Features and weights must agree."""
        if features.keys() != self.coefficients.keys():
            raise KeyError(f"features {sorted(features)} are not the fitted ones {sorted(self.coefficients)}")
        total = np.full(next(iter(features.values())).shape, self.intercept, dtype=np.float32)
        for name, values in features.items():
            total += np.float32(self.coefficients[name]) * values
        np.exp(np.negative(total, out=total), out=total)  # in its place: a block has some MB
        total += 1
        return np.divide(np.float32(1), total, out=total)


@lru_cache(maxsize=8)
def weights(name: str) -> Weights:
    """The fitted table of that name (kg/weights.json)."""
    table = json.loads((resources.files("kg") / "weights.json").read_text("utf-8"))[name]
    return Weights(table["coefficients"], table["intercept"], table["threshold"], table["doubt"])
