"""What is derived from the gazetteer is kept between runs, and never believed where it is not what was written."""

from pathlib import Path

import pytest

from nlp.gazetteer import load
from nlp.kept import KEPT, folder, kept
from nlp.pipeline import Config, build_pipeline


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder()


def never() -> object:
    raise AssertionError("made although it was kept")


def test_it_is_made_once_for_one_source(cache: Path) -> None:
    assert kept("names", "a", lambda: {"智谱": [1]}) == {"智谱": [1]}
    assert kept("names", "a", never) == {"智谱": [1]}
    assert kept("names", "b", lambda: "another") == "another"


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-9], lambda b: b.replace(b"[1]", b"[2]"), lambda b: b"", lambda b: b"\n{}"]
)
def test_a_torn_or_foreign_file_is_made_anew(cache: Path, damage: object) -> None:
    kept("names", "a", lambda: {"智谱": [1]})
    [path] = cache.glob("names-*")
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert kept("names", "a", lambda: {"智谱": [3]}) == {"智谱": [3]}
    assert kept("names", "a", never) == {"智谱": [3]}


def test_without_a_place_to_write_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert [kept("names", "a", lambda n=n: n) for n in (1, 2)] == [1, 2]


def test_old_files_go(cache: Path) -> None:
    for number in range(KEPT + 3):
        kept("names", str(number), lambda: [])
    assert len(list(cache.iterdir())) == KEPT


def test_a_kept_gazetteer_finds_what_a_fresh_one_finds(cache: Path, folder: Path) -> None:
    text = "智譜与 Open-AI 发布 GPT-5.4，苹果汁不是 Apple；李飞飞谈 Llama 30B，阿里云的李飞飞谈数据库。"
    config = Config(gazetteer=folder)
    load.__globals__["_load"].cache_clear()
    found = []
    for _ in range(2):
        load.__globals__["_load"].cache_clear()
        doc = build_pipeline(config)(text)
        found.append([(s.text, s.kb_id_) for s in doc.spans["mentions"]])
        names = load(folder).find("智譜")
        assert names == ("zhipu",)
    assert found[0] == found[1]
    assert len(found[0]) > 5
    assert {path.name.split("-")[0] for path in cache.iterdir()} == {"names", "patterns"}
