"""The fate of a watched question as it stood on a day, in SQL."""

from __future__ import annotations

__all__ = ["FATES"]

# Of the changes of one day the last counts, in the order in which `kg.watch.fate.history` takes the events of a day:
# `arg_max(fate, day)` alone would take any of them, now this one, now that.
FATES = """
    select watch_id, arg_max(fate, place) as fate, max(day) as day
    from (
        select f.watch_id, f.day, f.fate,
               (f.day, f.story_id is null, -coalesce(e.grade, 0), coalesce(f.story_id, '')) as place
        from fate_event f left join evidence e using (watch_id, story_id)
        where f.day <= {day}
    )
    group by watch_id
"""
"""(watch_id, fate, day of the last change) with the parameter for the day filled in as ``FATES.format(day="$day")``."""
