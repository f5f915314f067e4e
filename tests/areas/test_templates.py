"""The Content-Security-Policy lets nothing inline run, so no template may carry any."""

from __future__ import annotations

import re

import pytest

from lvheng.catalogues import PACKAGE

TEMPLATES = sorted([*PACKAGE.glob("areas/templates/**/*.html"), *PACKAGE.glob("audit/templates/**/*.html")])
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|https?://", re.IGNORECASE)


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 25


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_carries_inline_code_or_style_or_an_outside_address(template):
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_form_that_posts_carries_its_token(template):
    forms = re.findall(r"<form\b.*?</form>", template.read_text(encoding="utf-8"), re.DOTALL)
    assert [form for form in forms if 'method="post"' in form and "{% csrf_token %}" not in form] == []
