"""Bytes that are not simply UTF-8 text, and headers that are broken."""

from __future__ import annotations

from datetime import date

import pytest

from kg.briefing import parse, read_file
from kg.briefing.source import MAX_BYTES, decode
from kg.errors import Unreadable

POST = "+++\ndate = 2026-05-01\n+++\n\n### 1) 云岭发布模型（Reuters）\n- **是什么**：发布。\n"


def _read(tmp_path, data, name="2026-05-01.md"):
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(tmp_path, path)


def test_byte_order_mark_is_not_counted(tmp_path):
    plain, _ = _read(tmp_path, POST.encode())
    marked, text = _read(tmp_path, b"\xef\xbb\xbf" + POST.encode())
    assert text == POST
    assert marked.stories == plain.stories


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_marked_encodings_are_read(tmp_path, encoding):
    briefing, text = _read(tmp_path, POST.encode(encoding))
    assert text == POST
    assert not briefing.issues


def test_gb18030_is_read_and_said(tmp_path):
    briefing, text = _read(tmp_path, POST.encode("gb18030"))
    assert text == POST
    assert briefing.stories[0].outlets == ("Reuters",)
    assert [(issue.severity, issue.line) for issue in briefing.issues] == [("warning", 5)]
    assert "GB18030" in briefing.issues[0].message


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "empty", None),
        (b" \n\t\n", "empty", None),
        (POST.encode().replace("发布。".encode(), b"\0"), "NUL", 6),
        (b"\xff\xfe\x00", "utf-16", 1),
        (b"ok\n\x81\x39\xff\xff\xff", "neither", 2),
        (b"a" * (MAX_BYTES + 1), "10 MB", None),
    ],
    ids=["empty", "blank", "nul", "utf16", "binary", "large"],
)
def test_what_is_no_text_is_refused_with_reason_and_remedy(tmp_path, data, reason, line):
    with pytest.raises(Unreadable) as caught:
        _read(tmp_path, data)
    assert reason in caught.value.reason
    assert caught.value.line == line
    assert caught.value.remedy


def test_missing_file_is_unreadable(tmp_path):
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_file(tmp_path, tmp_path / "gone.md")


def test_decode_does_not_take_noise_for_gb18030():
    with pytest.raises(Unreadable):
        decode(bytes(range(1, 32)) * 20 + b"\xff\xfa", "x.md")


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("+++\ndate = 2026-05-01\n+++\n", date(2026, 5, 1)),
        ("+++\ndate = 2026-05-01T23:30:00-08:00\n+++\n", date(2026, 5, 1)),
        ('+++\ndate = "2026年5月1日"\n+++\n', date(2026, 5, 1)),
        ("---\ndate: 2026-05-01\n---\n", date(2026, 5, 1)),
        ("---\ndate: 2026-05-01T00:10:00+08:00\n---\n", date(2026, 5, 1)),
        ("---\ndate: 2026-05-01 07:00:00 +0800\n---\n", date(2026, 5, 1)),
        ("---\ndate: '2026.05.01'\n---\n", date(2026, 5, 1)),
        ("---\nDate: May 1, 2026\n---\n", date(2026, 5, 1)),
        ('{"date": "2026-05-01", "title": "x"}\n', date(2026, 5, 1)),
        ("# 日报 2026年5月1日\n", date(2026, 5, 1)),
        ("# 日报 2026.05.01\n", date(2026, 5, 1)),
    ],
)
def test_day_in_every_spelling(header, day):
    assert parse(header + "\n### 1) 一条\n- **是什么**：文。\n", "post.md").day == day


@pytest.mark.parametrize(
    "path", ["2026-05-01.md", "2026-05-01/index.md", "a/20260501-news.md", "2026/05/01.md", "2026-05-01-morning.zh.md"]
)
def test_day_in_the_path(path):
    assert parse("### 1) 一条\n- **是什么**：文。\n", path).day == date(2026, 5, 1)


def test_a_utc_timestamp_gives_way_to_the_file_name():
    text = "+++\ndate = 2026-04-30T23:30:00Z\n+++\n\n文字。\n"
    assert parse(text, "2026-05-01.md").day == date(2026, 5, 1)
    assert parse(text, "post.md").day == date(2026, 4, 30)


def test_a_date_that_is_none_is_said_and_the_name_decides():
    briefing = parse("+++\ndate = '2026-02-30'\n+++\n\n文字。\n", "2026-03-01.md")
    assert briefing.day == date(2026, 3, 1)
    assert any("is no date" in issue.message and issue.line == 2 for issue in briefing.issues)


@pytest.mark.parametrize("header", ["+++\ndate = [\n+++\n", "---\na: b: c\n---\n", "---\n!!timestamp x: 1\n---\n"])
def test_invalid_headers_are_said_with_their_line(header):
    briefing = parse(header + "\n### 1) 一条\n- **是什么**：文。\n", "2026-05-01.md")
    assert len(briefing.stories) == 1
    assert "invalid" in briefing.issues[0].message
    assert briefing.issues[0].line in {2, 3}


def test_without_a_day_a_post_is_refused():
    with pytest.raises(Unreadable, match="no date"):
        parse("### 1) 一条\n- **是什么**：文。\n", "post.md")


def test_a_header_alone_is_refused():
    with pytest.raises(Unreadable, match="no text"):
        parse("+++\ndate = 2026-05-01\n+++\n", "post.md")
