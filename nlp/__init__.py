"""Names, amounts and statements in briefing text: text in, plain dataclasses out (spaCy stays inside)."""
