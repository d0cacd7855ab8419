"""Trends: statements of different days that make the same claim, and the stories that bear them out."""
