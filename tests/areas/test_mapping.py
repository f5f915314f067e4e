"""Boundaries become SVG paths."""

from __future__ import annotations

import re

import pytest
import shapely.geometry

from lvheng.areas import boundaries
from lvheng.areas.mapping import draw

WEST_BOX = {"type": "Polygon", "coordinates": [[[100.0, 0.0], [101.0, 0.0], [101.0, 1.0], [100.0, 1.0], [100.0, 0.0]]]}
EAST_BOX = {"type": "Polygon", "coordinates": [[[101.0, 0.0], [102.0, 0.0], [102.0, 1.0], [101.0, 1.0], [101.0, 0.0]]]}


def absolute(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path in absolute coordinates."""
    rings = []
    for part in path.rstrip("z").split("z"):
        numbers = [int(each) for each in re.findall(r"-?\d+", part)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        ring = [pairs[0]]
        for dx, dy in pairs[1:]:
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        rings.append(ring)
    return rings


def test_it_draws_north_up_and_in_proportion():
    drawing = draw({"w": WEST_BOX, "e": EAST_BOX})
    assert drawing.view_box == "0 0 1000 500"
    west, east = drawing.outlines
    assert absolute(west.path) == [[(0, 500), (500, 500), (500, 0), (0, 0)]]
    assert absolute(east.path) == [[(500, 500), (1000, 500), (1000, 0), (500, 0)]]
    assert (west.label_x, west.label_y) == (250, pytest.approx(250, abs=40))


def test_it_narrows_degrees_of_longitude_away_from_the_equator():
    north = {"type": "Polygon", "coordinates": [[[100, 59.5], [101, 59.5], [101, 60.5], [100, 60.5], [100, 59.5]]]}
    assert draw({"n": north}).height == 2000


def test_neighbours_share_the_points_of_their_border():
    shapes = boundaries.simplified("622900")
    counties = {each.code: shapes[each.code] for each in boundaries.children("622900")}
    rings = [
        shapely.geometry.Polygon(ring).buffer(0)
        for outline in draw(counties).outlines
        for ring in absolute(outline.path)
    ]
    whole = shapely.union_all(rings)
    overlap = sum(ring.area for ring in rings) - whole.area
    assert abs(overlap) < 0.0005 * whole.area
    assert sum(shapely.geometry.Polygon(hole).area for hole in whole.interiors) < 0.0005 * whole.area


def test_every_name_stands_inside_its_own_county():
    shapes = boundaries.simplified("622900")
    counties = {each.code: shapes[each.code] for each in boundaries.children("622900")}
    for outline in draw(counties).outlines:
        area = shapely.union_all([shapely.geometry.Polygon(ring).buffer(0) for ring in absolute(outline.path)])
        assert area.contains(shapely.geometry.Point(outline.label_x, outline.label_y)), outline.code


def test_a_ring_too_small_to_be_seen_is_left_out():
    speck = [[[100.5, 0.5], [100.50001, 0.5], [100.50001, 0.50001], [100.5, 0.5]]]
    shape = {"type": "MultiPolygon", "coordinates": [WEST_BOX["coordinates"], speck]}
    assert draw({"a": shape}).outlines[0].path.count("M") == 1


def test_it_refuses_to_draw_nothing():
    with pytest.raises(ValueError, match="nothing to draw"):
        draw({})
