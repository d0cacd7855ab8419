"""How far the running ingest is: in the sidebar of every page, and in full on the Archive page."""

from __future__ import annotations

import time

import streamlit as st

from kg.dashboard.components import escape
from kg.dashboard.i18n import say, t, words
from kg.dashboard.job import Job, current

__all__ = ["full", "running", "small"]

EVERY = 1.0
"""Seconds between two looks at the job."""


def running() -> bool:
    """Whether an ingest is under way."""
    job = current()
    return job is not None and not job.over


def small() -> None:
    """A line in the sidebar while an ingest is under way; the page is drawn anew when it ends."""
    if running():
        st.fragment(_small, run_every=EVERY)()


def full() -> None:
    """What the ingest does, and how the last one ended."""
    if running():
        st.fragment(_full, run_every=EVERY)()
    elif job := current():
        _ended(job)


def _small() -> None:
    job = current()
    if job is None or job.over:
        st.rerun()
    st.progress(job.share, _doing(job))


def _full() -> None:
    job = current()
    if job is None or job.over:
        st.rerun()
    st.progress(job.share, _doing(job))
    st.caption(t("progress.leave", seconds=round(time.monotonic() - job.began)))


def _doing(job: Job) -> str:
    what = job.what if f"progress.doing.{job.what}" in words() else "other"
    return t(f"progress.doing.{what}", done=job.done, total=job.total)


def _ended(job: Job) -> None:
    if job.report is None:
        st.error(escape(say(job.error or "")), icon=":material/error:")
        st.caption(escape(say(job.remedy or "")))
    elif job.report["quarantined"]:
        st.warning(t("progress.part", **job.report), icon=":material/rule:")
    else:
        st.success(t("progress.done", **job.report), icon=":material/check:")
    if lost := (job.report or {}).get("lost_decisions"):
        st.warning(t("progress.lost", n=len(lost)), icon=":material/report:")
