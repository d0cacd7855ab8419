"""Archive: what is in, what could not be read and how to mend it, and new posts."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kg import config, report
from kg.dashboard import address, charts, components, progress, uploads
from kg.dashboard.data import ask, db_path
from kg.dashboard.i18n import language, say_error, t
from kg.dashboard.job import start
from kg.dashboard.page import Page
from kg.dashboard.pages import _parts as parts
from kg.dashboard.text import verbatim
from kg.errors import KgError
from kg.report.archive import Status

SIZE = 30
SHOWN = 12
"""Files with something amiss on one page."""
SEVERITY = {"error": parts.COLOURS["gone"], "warning": parts.COLOURS["open"], "info": parts.GREY}
UPLOADER = """<style>
[data-testid="stFileUploaderDropzoneInstructions"]{display:none}
[data-testid="stFileUploaderDropzone"] button p{font-size:0}
[data-testid="stFileUploaderDropzone"] button p::after{content:%s;font-size:1rem}
</style>"""
"""Streamlit's own words in its uploader are English only; what they say stands in the label of the field."""


def render() -> None:
    """The page."""
    components.head("archive")
    if not db_path().exists() and not progress.running():
        _first_run()
    progress.full()
    _add()
    if db_path().exists():
        found = ask(report.status)
        _figures(found)
        _amiss(found)
        _posts()
        _runs(found)
        components.behind("archive")


def _first_run() -> None:
    folder = config.archive().absolute()
    posts = sum(1 for path in folder.rglob("*.md") if path.is_file()) if folder.is_dir() else 0
    if not posts:
        components.empty("archive.nothing", folder=components.escape(str(folder)))
        return
    st.info(t("archive.first", n=posts, folder=components.escape(str(folder))), icon=":material/waving_hand:")
    if st.button(t("archive.sample"), type="primary", icon=":material/play_arrow:"):
        start(folder, db_path())
        st.rerun()


# ------------------------------------------------------------------ new posts


def _add() -> None:
    components.section(t("archive.add"))
    folder = config.archive()
    st.caption(t("archive.where", folder=components.escape(str(folder.absolute()))))
    key = f"upload-{st.session_state.get('uploads', 0)}"
    if language() != "en":
        st.html(UPLOADER % json.dumps(t("archive.browse"), ensure_ascii=False))
    files = st.file_uploader(t("archive.upload"), ["md", "markdown"], accept_multiple_files=True, key=key)
    if files:
        _judged(files)
    if st.button(
        t("archive.read"), icon=":material/sync:", disabled=progress.running(), help=t("archive.read.help")
    ):
        start(folder, db_path())
        st.rerun()


def _judged(files: list[UploadedFile]) -> None:
    """What would become of each file; it is written only when the reader says so."""
    verdicts = {file.name: uploads.judge(file.name, file.getvalue(), config.archive()) for file in files}
    rows = [
        (name, t(f"archive.state.{v.state}"), t(f"archive.refused.{v.why}") if v.why else "")
        for name, v in verdicts.items()
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=[t("archive.file"), t("archive.state"), t("archive.why")]), hide_index=True
    )
    states = [v.state for v in verdicts.values()]
    replace = False
    if "differs" in states:
        replace = st.checkbox(t("archive.replace", n=states.count("differs")), key="replace")
    kept = [
        f
        for f in files
        if verdicts[f.name].state == "new" or (replace and verdicts[f.name].state == "differs")
    ]
    if st.button(t("archive.keep", n=len(kept)), type="primary", disabled=not kept, icon=":material/save:"):
        _keep(kept, replace)


def _keep(files: list[UploadedFile], replace: bool) -> None:
    folder = config.archive()
    try:
        for file in files:
            uploads.store(file.name, file.getvalue(), folder, replace=replace)
    except OSError as error:
        st.error(verbatim(str(error)), icon=":material/error:")
        return
    except KgError as error:
        st.error(verbatim(say_error(error)), icon=":material/error:")
        return
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1  # an empty field
    start(folder, db_path())
    st.rerun()


# ------------------------------------------------------------------ what is in


def _figures(found: Status) -> None:
    broken = [issue for issue in found.issues if issue["severity"] == "error"]
    said = [issue for issue in found.issues if issue["severity"] != "error"]
    span = t("archive.span", first=components.show(found.first_day), last=components.show(found.last_day))
    figures = [
        ("briefings", found.briefings, span, ()),
        ("stories", found.stories, span, ()),
        ("missing", len(found.missing), span, [(t("archive.gap"), day.isoformat()) for day in found.missing]),
        ("quarantined", len(broken), t("archive.quarantined.why"), [parts.issue_line(issue) for issue in broken]),
        ("warnings", len(said), t("archive.warnings.why"), [parts.issue_line(issue) for issue in said]),
    ]
    with st.container(horizontal=True):
        for name, value, why, passages in figures:
            components.number(t(f"archive.{name}"), f"{value}", why, passages)
    days = ask(report.days)
    st.caption(t("archive.coverage"))
    made = charts.coverage([(v.day, v.stories) for v in days], t("archive.stories"))
    components.chart(
        made,
        key="coverage",
        rows=pd.DataFrame([(v.day, v.stories) for v in days], columns=["day", "stories"]),
    )


def _amiss(found: Status) -> None:
    """Files that are not in, with line, reason and what to do; what was noticed in others; decisions without target."""
    components.section(t("archive.issues"))
    issues = sorted(found.issues, key=lambda i: (i["severity"] != "error", i["path"], i["line"] or 0))
    if not issues:
        st.caption(t("archive.issues.none"))
    for issue in parts.paged(issues, SHOWN, "amiss"):
        _one_amiss(issue)
    if issues:
        with st.expander(t("chart.more")):
            names = [t(f"archive.{name}") for name in ("severity", "file", "line", "why", "fix")]
            rows = [
                (t(f"archive.severity.{i['severity']}"), i["path"], str(i["line"] or ""), *parts.issue_words(i))
                for i in issues
            ]  # fmt: skip
            components.table(pd.DataFrame(rows, columns=names), key="issues")
    if found.judgements:
        st.warning(t("archive.judgements", n=len(found.judgements)), icon=":material/gavel:")
        components.link(t("archive.judgements.open"), "corrections", icon=":material/edit_note:")


def _one_amiss(issue: dict[str, Any]) -> None:
    """One file with what is amiss, whole, however narrow the window: a cell of a table would be cut off."""
    reason, remedy = parts.issue_words(issue)
    severity = issue["severity"]
    place = f"{issue['path']}:{issue['line']}" if issue["line"] else issue["path"]
    so = f'<div style="margin-top:.2rem">{parts.small(f"→ {remedy}")}</div>' if remedy else ""
    st.html(
        f'<div style="overflow-wrap:anywhere">{parts.seen(t(f"archive.severity.{severity}"), SEVERITY[severity])} '
        f"<strong>{parts.plain_html(place)}</strong><div>{parts.plain_html(reason)}</div>{so}</div>"
    )


def _posts() -> None:
    components.section(t("archive.posts"))
    posts = ask(report.posts)
    number = address.page(len(posts), SIZE)
    shown = posts[(number - 1) * SIZE : number * SIZE]
    names = ("day", "heading", "stories", "template", "file")
    rows = [
        (p["day"], p["title"], p["story_count"], parts.word("archive.template", p["template"]), p["path"])
        for p in shown
    ]
    picked = components.table(
        pd.DataFrame(rows, columns=[t(f"archive.{name}") for name in names]), key="posts", select=True
    )
    if picked and picked.selection.rows:
        day = shown[picked.selection.rows[0]]["day"].isoformat()
        components.link(t("archive.open", day=day), "today", icon=":material/event:", day=day)


def _runs(found: Status) -> None:
    components.section(t("archive.runs"))
    names = ("started_at", "seconds", "added", "updated", "removed", "unchanged", "quarantined")
    rows = [[run[name] for name in names] for run in found.runs]
    headings = [t(f"archive.run.{name}") for name in names]
    components.table(pd.DataFrame(rows, columns=headings), key="runs")


PAGE = Page("archive", "inventory_2", 90, render, ("page", "amiss"))
