"""Sums of money, percentages and counts with a unit: pure functions over one text."""
