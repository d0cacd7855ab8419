"""Write data/gazetteer/background.tsv: in how many texts of the sample archive each gram and concept stands.

The background is shipped and static: the likeness of two texts must not change when days arrive.
Run: ``python -m benchmarks.background``
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.briefing import discover, read_file
from kg.features import concepts, concepts_of, grams

TARGET = Path("data/gazetteer/background.tsv")
HEAD = "# gram (or @concept), texts of the sample archive that have it; written by benchmarks/background.py\n"
RARE = 2  # a gram seen once weighs almost as much as one never seen, and would double the file


def main() -> None:
    """Count and write."""
    found = discover([Path("data/briefings")])
    counts: Counter[str] = Counter()
    total = 0
    for file in found.files:
        briefing, _ = read_file(found.root, file)
        texts = ["\n".join(p.text for p in (s.headline, *s.passages)) for s in briefing.stories]
        texts += [item.passage.text for item in (*briefing.trends, *briefing.watch)]
        for text in texts:
            counts.update(set(grams(text)))
            counts.update(f"@{concepts().names[number]}" for number in concepts_of(text))
            total += 1
    rows = sorted((gram, count) for gram, count in counts.items() if count >= RARE)
    body = "".join(f"{gram}\t{count}\n" for gram, count in [("", total), *rows])
    TARGET.write_text(HEAD + body, encoding="utf-8")
    print(f"{TARGET}: {len(rows)} rows from {total} texts")


if __name__ == "__main__":
    main()
