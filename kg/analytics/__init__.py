"""Pure functions over series: shares, bursts, follow-through. No engine, no archive."""
