"""What an entity is called in Chinese: as the posts write it, unless they write Latin more often or a person named it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg import report
from kg.decide import outcome
from kg.ingest import ingest
from kg.store.reader import Reader

POST = """+++
title = 'AI 日报'
date = {day}T08:00:00+08:00
+++

### 1) {headline}
- **是什么**：{fact}
"""
POSTS = {
    "2026-05-01": ("亚马逊与 OpenAI 合作", "亚马逊在美国新建机房，阿里没有跟进；OpenAI 与 NVIDIA 签约。"),
    "2026-05-02": ("Nvidia 发布新品", "NVIDIA 说，英伟达会与亚马逊合作；阿里与阿里巴巴集团都在看。"),
    "2026-05-09": ("英伟达再发新品", "英伟达、英伟达、英伟达。英伟达！阿里巴巴。阿里巴巴。阿里巴巴。"),
}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for day, (headline, fact) in POSTS.items():
        (folder / f"{day}.md").write_text(POST.format(day=day, headline=headline, fact=fact), encoding="utf-8")
    ingest([folder], tmp_path / "kg.duckdb")
    return tmp_path / "kg.duckdb"


def names(db: Path, **period: date) -> dict[str, str]:
    with Reader(db) as reader:
        return report.names_in_chinese(reader, **period)


def test_the_form_that_the_posts_write_is_shown(db):
    found = names(db)
    assert (found["amazon"], found["united-states"]) == ("亚马逊", "美国")
    assert "openai" not in found, "written in Latin script only"


def test_the_more_frequent_script_wins_all_spellings_of_it_together(db):
    assert "nvidia" not in names(db, until=date(2026, 5, 2))
    assert names(db)["nvidia"] == "英伟达"


def test_of_several_chinese_forms_the_most_frequent(db):
    assert names(db, until=date(2026, 5, 2))["alibaba"] == "阿里"
    assert names(db, since=date(2026, 5, 3))["alibaba"] == "阿里巴巴"


def test_what_is_shown_leads_back_to_the_entity(archive):
    found = report.names_in_chinese(archive)
    assert len(set(found.values())) == len(found) > 50
    assert {id_: report.lookup(archive, name) for id_, name in found.items()} == {id_: id_ for id_ in found}


def test_a_name_that_a_person_gave_wins_until_it_is_taken_back(db):
    made = outcome(db, "rename", {"kind": "entity", "id": "amazon", "name": "Amazon.com"})
    assert "amazon" not in names(db)
    outcome(db, "undo", {"judgement": made.judgement_id})
    assert names(db)["amazon"] == "亚马逊"
