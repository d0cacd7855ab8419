"""Graph: surroundings, changes, communities, paths, exports; choices in the address."""

from __future__ import annotations

import json
from datetime import date

import networkx as nx
import pytest

from kg.dashboard import charts
from kg.dashboard.pages._export import written
from tests.kg.dashboard.kit import drawer, fine, html_of, popovers, words


@pytest.fixture
def pair(archive):
    rows = archive.rows("select name from entity order by story_count desc, entity_id limit 2")
    return [name for (name,) in rows]


def test_without_a_centre_the_busiest_stands_there_and_others_are_offered(draw):
    page = draw("graph")
    assert len(page.get("plotly_chart")) == 1
    assert [b.key for b in page.button if b.key and b.key.startswith("open-name-centre-")]


def test_the_limit_says_of_how_many_and_a_table_stands_beside(draw, pair):
    page = draw("graph", name=pair[0], depth="2", lang="en")
    assert any("of" in c.value and "shown" in c.value for c in page.caption)
    assert set(page.dataframe[0].value.columns) == {"a", "b", "stories", "stated", "quote"}


def test_the_window_of_the_address_is_kept(draw, pair):
    page = draw("graph", name=pair[0], since="2026-03-01", until="2026-03-10")
    assert page.slider[0].value == (date(2026, 3, 1), date(2026, 3, 10))
    fine(page.slider[0].set_value((date(2026, 3, 2), date(2026, 3, 10))).run())
    assert page.query_params["since"] == "2026-03-02"


def test_a_change_is_counted_by_new_gone_and_kept(draw, pair):
    labels = popovers(draw("graph", view="change", name=pair[0], lang="en"))
    assert [label.split(" ")[0] for label in labels] == ["New", "Gone", "Kept"]


def test_the_whole_is_shown_as_communities_only(draw):
    page = draw("graph", view="groups", least="1")
    assert len(page.get("plotly_chart")) == 1
    assert [b for b in page.button if b.key and b.key.startswith("open-name-group0-")]


def test_each_hop_of_a_path_shows_its_sentence(draw, pair):
    page = draw("graph", view="path", name=pair[0], to=pair[1])
    assert "border-left" in html_of(page)


def test_two_names_of_one_entity_have_no_path(draw, pair):
    assert draw("graph", view="path", name=pair[0], to=pair[0].lower()).info


def test_opening_a_neighbour_moves_the_centre(draw):
    page = draw("graph")
    button = next(b for b in page.button if b.key and b.key.startswith("open-name-centre-"))
    fine(button.click().run())
    assert page.query_params["name"] == button.key.removeprefix("open-name-centre-")


@pytest.mark.parametrize("ending", [".json", ".graphml", ".gexf", ".csv"])
def test_the_graph_of_the_days_is_exported(monkeypatch, archive_db, ending):
    monkeypatch.setenv("KG_DB", str(archive_db))
    made = written(ending, date(2026, 3, 1), date(2026, 3, 3))
    match ending:
        case ".json":
            days = {edge["day"] for edge in json.loads(made)["edges"] if "day" in edge}
            assert days
            assert days <= {"2026-03-01", "2026-03-02", "2026-03-03"}
        case ".graphml":
            assert nx.parse_graphml(made.decode()).number_of_edges() > 10
        case ".gexf":
            assert b'timeformat="date"' in made
        case _:
            assert made.startswith(b"source,target,kind,day")


def test_edges_differ_by_dash_as_well_as_by_colour():
    nodes = [("a", "A", "ORG", 0, 0, 1), ("b", "B", "ORG", 1, 1, 1)]
    made = charts.network(
        nodes, [(0, 1, "x", "co", ()), (0, 1, "y", "stated", ())], {"ORG": "o"}, {"co": "c", "stated": "s"}
    )
    lines = [trace for trace in made.data if trace.mode == "lines"]
    assert len({(line.line.dash, line.line.color) for line in lines}) == 2
    assert len({line.line.dash for line in lines}) == 2


def test_an_arrow_points_at_what_something_is_done_to():
    nodes = [("a", "A", "ORG", 0, 0, 1), ("b", "B", "ORG", 1, 1, 1)]
    edges = [(0, 1, "B buys A", "stated", (0,)), (0, 1, "together", "co", ())]
    made = charts.network(nodes, edges, {"ORG": "o"}, {"co": "c", "stated": "s"})
    (line,) = (trace for trace in made.data if trace.marker.symbol == "arrow" and len(trace.x))
    assert (line.x[:2], line.y[:2]) == ((1, 0), (1, 0)), "from the subject to the object"
    assert line.marker.angleref == "previous"
    assert line.marker.size[0] == 0 < line.marker.size[1]
    assert not line.showlegend


def test_who_does_what_to_whom_stands_in_the_table_and_on_the_edge(draw, archive):
    who, whom, subject = archive.rows(
        "select a.name, b.name, a.entity_id from relation r join entity a on a.entity_id = r.subject_id "
        "join entity b on b.entity_id = r.object_id where predicate = 'invests_in' order by r.day, 1, 2"
    )[0]
    page = draw("graph", name=subject, stated="true", lang="en")
    assert any(f"{who} invests in {whom} (" in said for said in page.dataframe[0].value["stated"])
    hovers = [words for trace in json.loads(page.get("plotly_chart")[0].proto.spec)["data"]
              for words in trace.get("hovertext") or [] if f"{who} invests in {whom} (" in words]  # fmt: skip
    assert hovers
    assert "<br>" in hovers[0], "the sentence stands below"


@pytest.mark.parametrize("nonsense", ["nobody", "<script>x</script>", "'; --", "🙃" * 150, "-1", "9" * 30])
def test_nonsense_in_the_address_is_answered_with_words(draw, nonsense):
    for view in ("near", "change", "path"):
        page = draw("graph", view=view, name=nonsense, to=nonsense, depth=nonsense, least=nonsense, since=nonsense,
                    after=nonsense, width=nonsense, stated=nonsense)  # fmt: skip
        assert page.warning
        assert "<script>" not in html_of(page)


def test_a_window_without_the_name_says_so(draw, archive):
    id_, last = archive.rows(
        "select entity_id, last_day from entity where day_count = 1 order by last_day, entity_id"
    )[0]
    page = draw("graph", name=id_, since="2026-04-03", lang="en")
    assert last < date(2026, 4, 3)
    assert "Widen" in words(page)


def test_without_a_database_the_page_says_what_to_do(monkeypatch, tmp_path):
    assert drawer(monkeypatch, tmp_path / "no.duckdb")("graph").info
