"""Trees of Hugo, Jekyll, Hexo and Obsidian, and what is left out of them."""

from __future__ import annotations

import pytest

from kg.briefing import discover, read_file
from kg.errors import NotFound

BODY = "### 1) 一条新闻（Reuters）\n- **是什么**：文。{}\n"


def _post(root, name, body="", header=""):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{header}{BODY.format(body or name)}", encoding="utf-8")
    return path


def _found(root):
    result = discover([root])
    return [path.relative_to(root).as_posix() for path in result.files], [i.message for i in result.issues]


def test_hugo_tree_with_bundles_sections_and_drafts(tmp_path):
    _post(tmp_path, "content/daily/2026-05-01/index.md")
    _post(tmp_path, "content/daily/2026-05-02.md")
    _post(tmp_path, "content/daily/_index.md")
    _post(tmp_path, "content/daily/2026-05-03.md", header="+++\ndraft = true\n+++\n")
    _post(tmp_path, "layouts/partial.md")
    _post(tmp_path, "README.md")
    files, said = _found(tmp_path)
    assert files == ["content/daily/2026-05-01/index.md", "content/daily/2026-05-02.md"]
    assert sorted(said) == ["README.md is no post: skipped", "_index.md is no post: skipped", "draft: skipped"]


def test_jekyll_hexo_obsidian_and_hidden_folders(tmp_path):
    _post(tmp_path, "_posts/2026-05-01-news.md")
    _post(tmp_path, "source/_posts/2026-05-02.markdown")
    _post(tmp_path, "Vault/Daily/2026-05-03.md")
    _post(tmp_path, ".obsidian/note.md")
    _post(tmp_path, "_drafts/2026-05-04.md")
    _post(tmp_path, "node_modules/x/2026-05-05.md")
    files, _ = _found(tmp_path)
    assert files == ["Vault/Daily/2026-05-03.md", "_posts/2026-05-01-news.md", "source/_posts/2026-05-02.markdown"]


@pytest.mark.parametrize("header", ["---\npublished: false\n---\n", "---\ndraft: true\n---\n", '{"draft": true}\n', "+++\ndraft = true\n+++\n"])
def test_drafts_of_every_generator_are_skipped_and_said(tmp_path, header):
    _post(tmp_path, "_posts/2026-05-01-news.md")
    _post(tmp_path, "_posts/2026-05-02-idea.md", header=header)
    assert _found(tmp_path) == (["_posts/2026-05-01-news.md"], ["draft: skipped"])


def test_other_files_of_a_leaf_bundle_are_no_posts(tmp_path):
    _post(tmp_path, "content/daily/2026-05-01/index.md")
    _post(tmp_path, "content/daily/2026-05-01/background.md")
    _post(tmp_path, "content/daily/2026-05-02.md")
    files, said = _found(tmp_path)
    assert files == ["content/daily/2026-05-01/index.md", "content/daily/2026-05-02.md"]
    assert said == ["belongs to the post 2026-05-01/index.md: skipped"]


def test_a_repository_is_read_from_its_work_tree(tmp_path):
    _post(tmp_path, ".git/2026-05-09.md")
    _post(tmp_path, ".github/2026-05-08.md")
    _post(tmp_path, "CHANGELOG.md")
    _post(tmp_path, "posts/2026-05-01.md")
    assert _found(tmp_path) == (["posts/2026-05-01.md"], ["CHANGELOG.md is no post: skipped"])


def test_several_posts_of_a_day_have_ids_of_their_own(tmp_path):
    days = [_post(tmp_path, f"2026-05-01-{when}.md", when) for when in ("morning", "noon", "evening")]
    posts = [read_file(tmp_path, path)[0] for path in days]
    assert {post.day.isoformat() for post in posts} == {"2026-05-01"}
    assert len({post.path for post in posts}) == 3


def test_translations_are_one_briefing(tmp_path):
    _post(tmp_path, "2026-05-01.zh.md")
    _post(tmp_path, "2026-05-01.en.md")
    _post(tmp_path, "en/2026-05-02.md")
    _post(tmp_path, "zh/2026-05-02.md")
    files, said = _found(tmp_path)
    assert files == ["2026-05-01.zh.md", "zh/2026-05-02.md"]
    assert sum("translation of" in message for message in said) == 2


def test_same_bytes_are_read_once_and_same_days_both(tmp_path):
    _post(tmp_path, "2026-05-01.md", "甲")
    _post(tmp_path, "copy/2026-05-01.md", "甲")
    _post(tmp_path, "2026-05-01-evening.md", "乙乙")
    files, said = _found(tmp_path)
    assert files == ["2026-05-01-evening.md", "2026-05-01.md"]
    assert any("the same bytes as" in message for message in said)
    assert any("another post of 2026-05-01" in message for message in said)


def test_the_same_bytes_on_two_days_are_two_posts(tmp_path):
    _post(tmp_path, "2026-05-01.md", "甲")
    _post(tmp_path, "2026-05-02.md", "甲")
    assert _found(tmp_path) == (["2026-05-01.md", "2026-05-02.md"], [])


def test_a_link_that_leads_nowhere_stops_nothing(tmp_path):
    _post(tmp_path, "2026-05-01.md")
    (tmp_path / "2026-05-02.md").symlink_to(tmp_path / "gone.md")
    assert _found(tmp_path)[0] == ["2026-05-01.md", "2026-05-02.md"]


def test_links_out_of_the_folder_are_refused(tmp_path):
    outside = _post(tmp_path, "outside/2026-05-09.md")
    root = tmp_path / "posts"
    _post(root, "2026-05-01.md")
    (root / "2026-05-09.md").symlink_to(outside)
    (root / "more").symlink_to(outside.parent, target_is_directory=True)
    files, said = _found(root)
    assert files == ["2026-05-01.md"]
    assert said == ["symbolic link out of the folder: skipped"]


def test_single_files_and_missing_paths(tmp_path):
    path = _post(tmp_path, "notes/any name.md")
    assert discover([path]).files == (path,)
    with pytest.raises(NotFound, match="no such file"):
        discover([tmp_path / "gone"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match="no Markdown files"):
        discover([tmp_path / "empty"])
