"""One function per question that a user asks; the command line, the dashboard and Python all call these.

Every function takes a `Reader` first and gives frozen dataclasses (or lists of them). Every number
comes with the sentence that explains it and the ids of what stands behind it.
"""

from kg.report.archive import changes, day_page, days, judgements, posts, status
from kg.report.company import relatives, rising_companions
from kg.report.entities import bursts, co_movement, compare, entities, entity, lookup
from kg.report.facts import statements
from kg.report.names import called, chinese_of_main, names_in_chinese, outlets, unknown_names
from kg.report.passages import passages_by_id, passages_of_entity
from kg.report.search import found, search, themes
from kg.report.sql import saved_queries, schema
from kg.report.stories import stories, story, story_facets
from kg.report.trends import (
    proposals,
    shifts,
    trend,
    trend_calendar,
    trends,
    unnamed_news,
    unsupported_trends,
)
from kg.report.watch import follow_through, not_evidence, watch_board, watch_item

__all__ = [
    "bursts", "called", "changes", "chinese_of_main", "co_movement", "compare", "day_page", "days", "entities",
    "entity", "follow_through", "found", "judgements", "lookup", "names_in_chinese", "not_evidence", "outlets",
    "passages_by_id", "passages_of_entity", "posts", "proposals", "relatives", "rising_companions",
    "saved_queries", "schema", "search", "shifts", "statements", "status", "stories", "story", "story_facets",
    "themes", "trend", "trend_calendar", "trends", "unknown_names", "unnamed_news", "unsupported_trends",
    "watch_board", "watch_item",
]  # fmt: skip
