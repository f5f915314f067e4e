"""Check characters of credit codes and permit numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.registers.identifiers import (
    CREDIT_CODE_CHARACTERS,
    credit_code_check_character,
    credit_code_complaint,
    normal_identifier,
    permit_number_complaint,
)

# Of the published licences of a national bank and of a large maker of telephones.
REAL = ["91100000100003962T", "914403001922038216"]


@pytest.mark.parametrize("code", REAL)
def test_it_accepts_codes_of_real_licences(code: str) -> None:
    assert credit_code_complaint(code) is None


@given(st.sampled_from(REAL), st.integers(0, 16), st.sampled_from(CREDIT_CODE_CHARACTERS))
def test_it_finds_every_single_wrong_character(code: str, place: int, wrong: str) -> None:
    slip = code[:place] + wrong + code[place + 1 :]
    if slip != code:
        assert credit_code_complaint(slip) is not None


def test_it_says_which_check_character_would_be_right() -> None:
    complaint = credit_code_complaint("91100000100003962X")
    assert complaint is not None
    assert "应为 T" in complaint[0].zh


def test_the_check_character_of_a_made_up_code_passes_its_own_check() -> None:
    first = "91622901MA0000001"
    assert credit_code_complaint(first + credit_code_check_character(first)) is None


@pytest.mark.parametrize("number", ["91100000100003962T001P", "91100000100003962T002V"])
def test_it_accepts_a_permit_number(number: str) -> None:
    assert permit_number_complaint(number) is None


@pytest.mark.parametrize("number", ["91100000100003962T", "91100000100003962X001P", "91100000100003962T01PP"])
def test_it_refuses_a_permit_number_that_is_none(number: str) -> None:
    assert permit_number_complaint(number) is not None


def test_an_identifier_is_kept_without_blanks_in_capitals() -> None:
    assert normal_identifier(" ９１６２ ab-1 ") == "9162AB-1"
