"""What this room shows on the pages of others: the documents of a case, and which can be drafted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from lvheng.areas.permissions import allow
from lvheng.reports import access, case_material, queries


def of_case(request: HttpRequest, case: Any) -> tuple[str, Mapping[str, Any]] | None:
    """The documents about a case that the reader may see, and the kinds that they may draft; None for neither."""
    acting = request.acting  # type: ignore[attr-defined]
    subject = f"{case_material.PREFIX}{case.pk}"
    documents = list(queries.of_subject(acting, subject))
    asked = case_material.templates_of(case)
    drafts = [
        each
        for each in queries.templates()
        if each.code in asked and allow("documents.draft", acting) and access.may_draft(acting, each.issuer)
    ]
    if not documents and not drafts:
        return None
    return "reports/_beside_case.html", {"documents": documents, "drafts": drafts, "subject": subject}
