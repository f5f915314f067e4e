"""The English of the whole program: complete, without contradictions, without leftovers."""

import re

import pytest
from tests.portal.messages import CHINESE, Message, in_python, in_template, missing, translations, used

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]")


def test_every_chinese_text_has_an_english_translation() -> None:
    lacking = [f"{message.text}  ({', '.join(sorted(set(places)))})" for message, places in missing().items()]
    assert not lacking, "\n".join(["python -m tests.portal.messages prints them for a catalogue:", *lacking])


def test_no_text_is_translated_in_two_ways() -> None:
    contradictions = {
        message.text: places for message, places in translations().items() if len(set(places.values())) > 1
    }
    assert contradictions == {}


def test_no_catalogue_keeps_what_is_no_longer_used() -> None:
    in_use = used()
    stale = {message.text: sorted(places) for message, places in translations().items() if message not in in_use}
    assert stale == {}


def test_translations_keep_the_placeholders() -> None:
    wrong = {
        message.text: english
        for message, places in translations().items()
        for english in places.values()
        if english and sorted(PLACEHOLDER.findall(message.text)) != sorted(PLACEHOLDER.findall(english))
    }
    assert wrong == {}


def test_translations_hold_no_chinese_words_but_examples() -> None:
    """A forgotten Chinese word would stand in the middle of an English page."""
    allowed = ("秸秆", "中文", "〔注3〕")
    wrong = {
        message.text: english
        for message, places in translations().items()
        for english in places.values()
        if CHINESE.search(english) and not any(word in english for word in allowed)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('gettext("目标")', [Message("", "目标")]),
        ('_("a" if x else "b")', [Message("", "a"), Message("", "b")]),
        ('pgettext_lazy("button", "登录")', [Message("button", "登录")]),
        ('ngettext("一个", "多个", n)', [Message("", "一个"), Message("", "多个")]),
        ('translation.gettext("目标")', [Message("", "目标")]),
        ("gettext(name)", []),
        ('print("目标")', []),
    ],
)
def test_it_finds_messages_in_python(source: str, expected: list[Message]) -> None:
    assert list(in_python(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% load i18n %}{% translate "目标" %}', [Message("", "目标")]),
        ('{% load i18n %}{% translate "登录" context "button" %}', [Message("button", "登录")]),
        ('{% sortable "x" _("期限") %}', [Message("", "期限")]),
        ("{% blocktranslate trimmed %}\n  共 {{ n }} 条\n{% endblocktranslate %}", [Message("", "共 %(n)s 条")]),
        ("<p>目标</p>", []),
    ],
)
def test_it_finds_messages_in_templates(source: str, expected: list[Message]) -> None:
    assert list(in_template(source)) == expected
