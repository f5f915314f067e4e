"""Policy documents: from a file that a government issued to a structured plan with character offsets.

The whole surface is three functions, :func:`read_file`, :func:`read_bytes` and :func:`read_text`, and the values of
:mod:`lvheng.documents.model` that they return. Input that cannot be used raises
:class:`lvheng.errors.InputProblem`; its codes are listed in :mod:`lvheng.documents.problems`.
"""

from lvheng.documents.model import (
    Article,
    BasedOn,
    Citation,
    Mention,
    Metadata,
    Reading,
    Responsibility,
    Sentence,
    Target,
    Task,
)
from lvheng.documents.reading import read_bytes, read_file, read_text

__all__ = [
    "Article",
    "BasedOn",
    "Citation",
    "Mention",
    "Metadata",
    "Reading",
    "Responsibility",
    "Sentence",
    "Target",
    "Task",
    "read_bytes",
    "read_file",
    "read_text",
]
