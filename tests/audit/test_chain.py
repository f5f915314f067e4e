"""The hash chain, without a database."""

from __future__ import annotations

import pytest

from lvheng.audit.chain import GENESIS, first_break, link


def chain(*contents):
    """Entries 1, 2, … as ``first_break`` reads them."""
    links, previous = [], GENESIS
    for number, content in enumerate(contents, 1):
        own = link(previous, content)
        links.append((number, previous, own, content))
        previous = own
    return links


def test_an_unchanged_chain_holds():
    assert first_break(chain({"a": 1}, {"b": "二"}, {"c": None})) is None
    assert first_break([]) is None


def test_the_order_of_keys_does_not_matter():
    assert link(GENESIS, {"a": 1, "b": 2}) == link(GENESIS, {"b": 2, "a": 1})


def test_the_hash_is_that_of_the_documented_text():
    import hashlib

    text = f'{GENESIS}\n{{"a":"甲","n":1}}'
    assert link(GENESIS, {"n": 1, "a": "甲"}) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_changed_entry_is_named(number):
    links = chain({"a": 1}, {"a": 2}, {"a": 3}, {"a": 4})
    old = links[number - 1]
    links[number - 1] = (*old[:3], {"a": 99})
    broken = first_break(links)
    assert broken is not None
    assert broken.number == number
    assert "changed" in broken.reason.en


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_missing_entry_is_named(number):
    links = chain({"a": 1}, {"a": 2}, {"a": 3}, {"a": 4})
    del links[number - 1]
    broken = first_break(links)
    assert broken is not None
    assert broken.number == number
    assert "missing" in broken.reason.en


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_next_one():
    links = chain({"a": 1}, {"a": 2}, {"a": 3})
    forged = {"a": 99}
    links[1] = (2, links[1][1], link(links[1][1], forged), forged)
    broken = first_break(links)
    assert broken is not None
    assert broken.number == 3
    assert "continue" in broken.reason.en
