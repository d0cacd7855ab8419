"""The window straight from SQL is the graph with the stories taken out; pictures, paths and changes of it."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from kg.errors import NotFound
from kg.graph import measure, near
from kg.graph.build import build

WEEKS = date(2026, 2, 25), date(2026, 3, 14)


@pytest.fixture
def flat(archive):
    return near.window(archive, *WEEKS)


def test_the_window_is_the_graph_without_its_stories(archive, flat):
    whole = measure.co_mentions(build(archive, *WEEKS))
    known = {f"entity:{id_}" for (id_,) in archive.rows("select entity_id from entity")}
    whole.remove_nodes_from([node for node in whole if node not in known])
    assert {node.removeprefix("entity:") for node in whole} == set(flat)
    told = {
        tuple(sorted(n.removeprefix("entity:") for n in (a, b))): (data["weight"], data["typed"])
        for a, b, data in whole.edges(data=True)
    }
    mine = {
        tuple(sorted((a, b))): (data["weight"], bool(data["facts"])) for a, b, data in flat.edges(data=True)
    }
    assert mine == told


def test_the_surroundings_say_of_how_many_they_are(flat):
    node = near.busiest(flat)[0][0]
    picture = near.near(flat, node, 2, limit=20)
    assert len(picture.nodes) == 20 < picture.total
    assert node in {n.id for n in picture.nodes}
    assert {e.style for e in picture.edges} <= {"co", "stated"}


def test_only_stated_edges_are_left_where_that_is_asked(flat):
    node = next(a for a, b, data in sorted(flat.edges(data=True), key=str) if data["facts"])
    picture = near.near(flat, node, 1, stated=True)
    assert picture.edges
    assert all(edge.facts for edge in picture.edges)


def test_the_same_days_give_the_same_picture(archive, flat):
    node = near.busiest(flat)[0][0]
    assert near.near(flat, node) == near.near(near.window(archive, *WEEKS), node)


def test_each_hop_of_a_path_has_its_sentence(archive, flat):
    source, target = near.busiest(flat)[0][0], near.busiest(flat)[-1][0]
    hops = near.steps(archive, flat, source, target)
    assert (hops[0].a[0], hops[-1].b[0]) == (source, target)
    assert all(one.b == other.a for one, other in itertools.pairwise(hops))
    assert all(hop.quote and WEEKS[0] <= hop.day <= WEEKS[1] for hop in hops)


def test_a_statement_and_a_hop_know_who_does_it(archive, flat):
    subject, object_ = next(
        (fact.subject, b if fact.subject == a else a)
        for a, b, data in sorted(flat.edges(data=True), key=lambda edge: edge[:2]) for fact in data["facts"][-1:]
    )  # fmt: skip
    rows = archive.rows("select 1 from relation where subject_id = ? and object_id = ?", (subject, object_))
    assert rows
    assert near.steps(archive, flat, subject, object_)[0].forward
    assert not near.steps(archive, flat, object_, subject)[0].forward


def test_a_name_that_is_not_in_the_window_is_not_found(archive, flat):
    with pytest.raises(NotFound):
        near.near(flat, "nobody")
    with pytest.raises(NotFound):
        near.steps(archive, flat, "nobody", near.busiest(flat)[0][0])


def test_a_path_that_is_none_names_its_ends(archive, flat):
    by_words = {data["label"]: node for node, data in flat.nodes(data=True) if data["label"].casefold() != node}
    (one, a), (other, b) = list(by_words.items())[:2]
    alone = flat.copy()
    alone.remove_edges_from(list(alone.edges(a)))
    with pytest.raises(NotFound, match=f"no path from {re.escape(one)} to {re.escape(other)} in these days"):
        near.steps(archive, alone, a, b)
    alone.remove_node(a)
    with pytest.raises(NotFound, match=f"^{re.escape(one)} is not in the graph"):
        near.steps(archive, alone, a, b)


def test_a_change_counts_each_name_once(archive, flat):
    later = near.window(archive, date(2026, 3, 15), date(2026, 4, 4))
    node = next(id_ for id_, _ in near.busiest(flat) if id_ in later)
    found = near.change(flat, later, node)
    counts = [len(found.names[kind]) for kind in ("new", "gone", "kept")]
    assert sum(counts) == len(found.picture.nodes)
    assert {edge.style for edge in found.picture.edges} <= {"new", "gone", "kept"}


def test_nothing_is_new_between_a_window_and_itself(flat):
    found = near.change(flat, flat, near.busiest(flat)[0][0])
    assert found.names["new"] == found.names["gone"] == ()


def test_communities_share_no_member_and_have_two_or_more(flat):
    groups = near.groups(flat, least=1)
    members = [id_ for group in groups for id_, _, _ in group.members]
    assert len(members) == len(set(members)) > 10
    assert min(len(group.members) for group in groups) > 1


def test_the_ends_of_an_edge_stand_in_one_order_whatever_the_order_of_reading(flat):
    node = near.busiest(flat)[0][0]
    picture = near.near(flat, node, 2, limit=40)
    assert picture.edges
    assert all(edge.a < edge.b for edge in picture.edges), "strongest first"
