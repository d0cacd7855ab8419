"""Rules that find names nobody listed; each module is one family of rules, pure functions over text."""
