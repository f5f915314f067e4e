"""Receipts and tokens: nobody forges one, everybody can read one out, the same form gives the same receipt."""

from __future__ import annotations

import time

import pytest

from lvheng.cases.public import receipts, secrets
from lvheng.errors import InputProblem, SettingProblem


def test_a_token_of_this_site_is_taken() -> None:
    token = receipts.new_token(1_000_000)
    assert receipts.nonce_of(token, 1_000_060) == token.split(".")[1]


@pytest.mark.parametrize(
    ("change", "now", "code"),
    [
        (lambda token: "", 1_000_060, "form_unknown"),
        (lambda token: token.replace("1000000", "1000001", 1), 1_000_060, "form_unknown"),
        (lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"), 1_000_060, "form_unknown"),
        (lambda token: token, 1_000_001, "form_too_fast"),
        (lambda token: token, 1_000_000 + 7 * 3600, "form_too_old"),
    ],
)
def test_a_forged_hasty_or_old_token_is_refused(change: object, now: int, code: str) -> None:
    with pytest.raises(InputProblem) as refused:
        receipts.nonce_of(change(receipts.new_token(1_000_000)), now)  # type: ignore[operator]
    assert refused.value.code == code


def test_the_same_form_gives_the_same_receipt_and_another_form_another() -> None:
    one, two = (receipts.nonce_of(receipts.new_token(time.time() - 9)) for _ in range(2))
    assert receipts.code_of(one, 1) == receipts.code_of(one, 1)
    assert len({receipts.code_of(one, 1), receipts.code_of(one, 2), receipts.code_of(two, 1)}) == 3


def test_a_receipt_holds_a_hundred_bits_in_letters_that_are_not_mixed_up() -> None:
    code = receipts.code_of("0" * 32, 1)
    assert [len(part) for part in code.split("-")] == [5, 5, 5, 5]
    assert not set("ILOU") & set(code)


def test_a_receipt_is_known_however_it_is_typed() -> None:
    code = receipts.code_of("1" * 32, 1)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert receipts.hash_of(typed) == receipts.hash_of(code)


def test_a_seal_opens_only_with_its_key_and_is_different_each_time() -> None:
    sealed = secrets.seal("马文海")
    assert secrets.unseal(sealed) == "马文海"
    assert secrets.seal("马文海") != sealed
    with pytest.raises(SettingProblem):
        secrets.unseal(sealed[:-2] + b"aa")
