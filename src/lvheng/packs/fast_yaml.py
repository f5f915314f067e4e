"""Reads YAML through libyaml into the tree that ruamel's round-trip reader makes, about eight times faster.

Only the comments are missing, and an empty value begins after its key. A pack has thousands of lines and every command
reads them, so the difference is seconds at each start. What is wrong in a file is still told by the round-trip reader,
whose messages name the place.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode as RoundTripScalar
from ruamel.yaml.resolver import implicit_resolvers
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

_TAG = "tag:yaml.org,2002:"
_BLOCKS = {">": FoldedScalarString, "|": LiteralScalarString}
_PLAIN_INTEGER = re.compile(r"[-+]?[1-9][0-9]*")


class Unreadable(Exception):
    """The text is not valid, or uses something that the packs never do; the round-trip reader tells which."""


class _Loader(yaml.CSafeLoader):
    """libyaml with the rules of YAML 1.2: ``yes`` is a text, and so is ``1:30``."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, Any]]] = {}


for _versions, _tag, _pattern, _first in implicit_resolvers:
    if (1, 2) in _versions:
        _Loader.add_implicit_resolver(_tag, _pattern, _first)


def read(text: str) -> Any:
    """The tree of a document: CommentedMap, CommentedSeq and scalars, each with its line and column.

    Raises Unreadable for anything but one valid document of plain mappings, lists and scalars.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable from error
    finally:
        loader.dispose()
    return None if node is None else _Tree().value(node)


class _Tree:
    """Makes each node once, so that what an alias names is the same object."""

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}
        self._round_trip = YAML(typ="rt", pure=True).constructor

    def value(self, node: Any) -> Any:
        made = self._made.get(id(node))
        if made is None:
            made = self._made[id(node)] = self._make(node)
        return made

    def _make(self, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
            return self._list(node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        raise Unreadable

    def _mapping(self, node: Any) -> CommentedMap:
        made = CommentedMap()
        made._yaml_set_line_col(node.start_mark.line, node.start_mark.column)
        for key_node, value_node in node.value:
            if key_node.tag != f"{_TAG}str" and key_node.tag != f"{_TAG}int":
                raise Unreadable
            key = self.value(key_node)
            if key in made:
                raise Unreadable
            made[key] = self.value(value_node)
            start, at = key_node.start_mark, value_node.start_mark
            made._yaml_set_kv_line_col(key, [start.line, start.column, at.line, at.column])
        return made

    def _list(self, node: Any) -> CommentedSeq:
        made = CommentedSeq()
        made._yaml_set_line_col(node.start_mark.line, node.start_mark.column)
        for index, each in enumerate(node.value):
            made.append(self.value(each))
            made._yaml_set_idx_line_col(index, [each.start_mark.line, each.start_mark.column])
        return made

    def _scalar(self, node: Any) -> Any:
        kind = node.tag.removeprefix(_TAG)
        if kind == "str":
            return _BLOCKS.get(node.style, str)(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return node.value.lower() == "true"
        if kind == "int" and _PLAIN_INTEGER.fullmatch(node.value):
            return int(node.value)
        if kind in ("int", "float", "timestamp"):
            return self._round_trip.construct_object(RoundTripScalar(node.tag, node.value))
        raise Unreadable
