"""Receipt codes and form tokens: 100 random bits, written so that they can be read out over the telephone.

A form carries a token; its receipt follows from the token and the installation's key. So whoever sends the same form
again, because the line broke, gets the same receipt and nothing is kept twice; and only a hash needs to be kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets as random
import time

from lvheng.cases.public import secrets
from lvheng.errors import InputProblem, Text

# Crockford's alphabet: no I, L, O, U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 20, 5
_ALIKE = str.maketrans("ILO", "110")
_TOKEN = re.compile(r"(?P<at>\d{1,12})\.(?P<nonce>[0-9a-f]{32})\.(?P<seal>[0-9a-f]{32})")
SOONEST_S = 3
LATEST_S = 6 * 3600


def new_token(now: float | None = None) -> str:
    """The token of a form that is shown now."""
    at, nonce = int(time.time() if now is None else now), random.token_hex(16)
    return f"{at}.{nonce}.{_seal(at, nonce)}"


def nonce_of(token: str, now: float | None = None) -> str:
    """What makes a form's token its own. Raises InputProblem for one that is forged, too young or too old."""
    found = _TOKEN.fullmatch(token)
    if found is None or not hmac.compare_digest(found["seal"], _seal(int(found["at"]), found["nonce"])):
        raise _unusable(
            "form_unknown", "这个页面不是本站刚刚给出的。", "This form is not one that the site has just given."
        )
    age = (time.time() if now is None else now) - int(found["at"])
    if age < SOONEST_S:
        raise _unusable("form_too_fast", "提交得太快了。", "This was too fast.")
    if age > LATEST_S:
        raise _unusable("form_too_old", "页面打开太久了。", "The page has been open for too long.")
    return found["nonce"]


def code_of(nonce: str, number: int) -> str:
    """The receipt of reporter ``number`` (1 for the first) of the form: four groups of five characters."""
    digest = int.from_bytes(secrets.sign("receipts", f"{nonce}:{number}"), "big")
    plain = "".join(_ALPHABET[digest >> 5 * place & 31] for place in range(_LENGTH))
    return "-".join(plain[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def hash_of(code: str) -> str:
    """What is kept of a code, however it was typed: small letters, spaces, O for 0, I for 1."""
    plain = re.sub(r"[\s\-—－]", "", code).upper().translate(_ALIKE)
    return hashlib.sha256(secrets.sign("receipt hashes", plain)).hexdigest()


def _seal(at: int, nonce: str) -> str:
    return secrets.sign("forms", f"{at}.{nonce}")[:16].hex()


def _unusable(code: str, zh: str, en: str) -> InputProblem:
    return InputProblem(code, Text(zh, en), "", Text("请再点一次“提交”。", "Please send it once more."))
