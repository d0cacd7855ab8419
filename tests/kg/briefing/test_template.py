"""A template is a file that a person writes: its words are used, its mistakes are one clear line."""

from __future__ import annotations

import pytest

from kg.briefing import derive_template, explain, parse
from kg.briefing.template import get, names, source_of
from kg.errors import KgError, NotFound
from kg.level1 import fingerprint

POST = """# 晨报 2026-05-0{n}

## 甲公司第{n}次发布模型
- 说说看：模型开放下载。
- 咋办：先试小的。

## 乙公司第{n}次涨价
- 说说看：接口贵了一成。

## 往前瞧
- 甲公司的下一版。
"""
OWN = """
[story]
level = 2

[headings]
watch = ["往前瞧"]

[labels]
fact = ["说说看"]
advice = ["咋办"]
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def _kinds(briefing):
    return [[p.kind for p in story.passages] for story in briefing.stories]


def test_words_of_a_file_decide_how_a_post_is_read(own):
    text = POST.format(n=1)
    before, after = parse(text, "x.md"), parse(text, "x.md", template=str(own))
    assert len(before.watch) == 0
    assert _kinds(after) == [["fact", "advice"], ["fact"]]
    assert [item.passage.text for item in after.watch] == ["甲公司的下一版。"]
    assert (after.template, after.template_reason) == ("mine", "mine, because it was asked for")


def test_a_derived_template_is_used_after_an_edit(tmp_path):
    posts = []
    for n in (1, 2, 3):
        posts.append(tmp_path / f"2026-05-0{n}.md")
        posts[-1].write_text(POST.format(n=n), encoding="utf-8")
    derived = derive_template(posts)
    assert '"往前瞧",  # 3' in derived
    mine = tmp_path / "mine.toml"
    mine.write_text(derived, encoding="utf-8")
    assert _kinds(parse(POST.format(n=1), "x.md", template=str(mine))) == _kinds(parse(POST.format(n=1), "x.md"))
    edited = derived.replace("[headings]\nunknown", "[headings]\nwatch").replace("[labels]\nunknown", "[labels]\nadvice")
    assert edited != derived
    mine.write_text(edited, encoding="utf-8")
    briefing = parse(POST.format(n=1), "x.md", template=str(mine))
    assert len(briefing.watch) == 1
    assert _kinds(briefing) == [["advice", "advice"], ["advice"]]


def test_the_words_of_a_forced_template_are_part_of_the_fingerprint(own, tmp_path):
    first = fingerprint(str(own))
    copy = tmp_path / "elsewhere" / "other.toml"
    copy.parent.mkdir()
    copy.write_bytes(own.read_bytes())
    assert fingerprint(str(copy)) == first
    own.write_text(OWN.replace("咋办", "怎么办"), encoding="utf-8")
    assert len({first, fingerprint(str(own)), fingerprint("reference"), fingerprint()}) == 4


def test_a_stated_level_holds_without_numbers(tmp_path):
    text = "# 日报 2026-05-01\n\n## 甲\n一句。\n\n### 细节一\n文。\n\n### 细节二\n文。\n\n## 乙\n一句。\n\n### 细节三\n文。\n"
    path = tmp_path / "flat.toml"
    path.write_text("[story]\nlevel = 2\n", encoding="utf-8")
    assert [s.headline.text for s in parse(text, "x.md", template=str(path)).stories] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("source", "names_it"),
    [
        ("[labels]\nwy = ['x']\n", "wy"),
        ("[headings]\ntrends = ['x']\n", "trends"),
        ("[labels]\nwhy = 'x'\n", "[labels] why"),
        ("[label]\nwhy = ['x']\n", "label"),
        ("labels = 1\n", "labels"),
        ("[story]\nlevel = 9\n", "level"),
        ("[story]\nlevels = 2\n", "levels"),
        ("[signature]\nlabels = ['x']\n", "[signature] labels"),
        ("name = 3\n", "name"),
        ("[labels\n", "line 1"),
        ("\xff", "no template"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_what_may_stand_there(tmp_path, source, names_it):
    path = tmp_path / "mine.toml"
    path.write_bytes(source.encode("latin-1"))
    with pytest.raises(KgError) as caught:
        get(str(path))
    assert names_it in caught.value.message
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["nothing", "common", "../templates/reference", "gone.toml", ""])
def test_a_template_that_is_not_there_is_not_found(name):
    with pytest.raises(NotFound, match="reference"):
        source_of(name)


def test_every_template_of_ours_is_valid_and_says_what_it_is():
    for name in names():
        assert get(name).name == name
        assert get(name).about


def test_the_choice_is_explained():
    first = explain(POST.format(n=1), "x.md")[0]
    assert first.kind == "template"
    assert first.note.startswith("generic, because no template fits")
