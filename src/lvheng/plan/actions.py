"""Everything that can be done to plans: each checks its permission, writes in one transaction and is logged."""

from lvheng.plan.adopt_actions import adopt, discard
from lvheng.plan.import_actions import NewPlan, hand_in, read_again, read_document
from lvheng.plan.pack_actions import load_pack_plan
from lvheng.plan.parent_actions import LoadedParent, load_parent_plan
from lvheng.plan.responsibility_actions import (
    add_responsibility,
    change_responsibilities,
    confirm_responsibilities,
    pair_targets,
    withdraw_responsibilities,
)
from lvheng.plan.review_actions import (
    accept,
    accept_rest,
    add,
    correct,
    correct_heading,
    correct_metadata,
    match_names,
    reject,
    split,
    undo,
)

__all__ = [
    "LoadedParent",
    "NewPlan",
    "accept",
    "accept_rest",
    "add",
    "add_responsibility",
    "adopt",
    "change_responsibilities",
    "confirm_responsibilities",
    "correct",
    "correct_heading",
    "correct_metadata",
    "discard",
    "hand_in",
    "load_pack_plan",
    "load_parent_plan",
    "match_names",
    "pair_targets",
    "read_again",
    "read_document",
    "reject",
    "split",
    "undo",
    "withdraw_responsibilities",
]
