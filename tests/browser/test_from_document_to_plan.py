"""The main job as people do it: a planner hands in a document, checks what was found, adopts it; the public reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

FIRST = """青政发〔2024〕7号

青川市人民政府关于印发青川市循环经济行动方案的通知

各区（县）人民政府，市政府各部门：

现将《青川市循环经济行动方案》印发给你们，请认真组织实施。

青川市人民政府

2024年3月1日

青川市循环经济行动方案

一、主要目标

到2027年，农作物秸秆综合利用率达到90%以上，生活垃圾回收利用率达到40%左右。

二、重点任务

（一）完善回收体系。推进再生资源回收站点建设。鼓励企业使用再生原料。（市商务局牵头，市住建局配合）

（二）发展循环农业。禁止露天焚烧秸秆。到2026年底前全面推广标准地膜。（责任单位：市农业农村局）
"""
AMENDED = FIRST.replace("90%以上", "92%以上").replace("鼓励企业使用再生原料。", "")


def hand_in(page: Page, path: Path, **choices: str) -> None:
    """Fill in the import page and wait until the reader has finished."""
    page.goto("plans/imports/new/")
    page.set_input_files("input[name=file]", str(path))
    page.check(f"input[name=purpose][value={choices.get('purpose', 'new')}]")
    for name in ("code", "title"):
        if name in choices:
            page.fill(f"input[name={name}]", choices[name])
    for name in ("plan", "area"):
        if name in choices:
            page.select_option(f"select[name={name}]", choices[name])
    page.get_by_role("button", name="开始阅读").click()
    page.wait_for_selector("#text")


def finding(page: Page, words: str) -> str:
    """The element id of the finding that shows these words."""
    return page.locator(".finding", has_text=words).first.get_attribute("id") or ""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The city's first document."""
    path = tmp_path / "青川市循环经济行动方案.txt"
    path.write_text(FIRST, encoding="utf-8")
    return path


@pytest.mark.browser
def test_a_planner_takes_a_document_from_upload_to_the_public_site(
    open_page: Callable[..., Page], document: Path, tmp_path: Path
) -> None:
    planner, citizen = open_page(role="planner"), open_page()
    hand_in(planner, document, code="qingchuan_2024", area="622900")

    # Nothing counts before it is adopted.
    response = citizen.goto("plans/qingchuan_2024/")
    assert response is not None
    assert response.status == 404

    # By keyboard: the first finding is accepted.
    expect(planner.locator(".finding")).not_to_have_count(0)
    first = planner.locator(".finding").first
    planner.keyboard.press("j")
    planner.keyboard.press("a")
    expect(first).to_have_attribute("data-decision", "accepted")

    # By mouse: the second target is corrected, a wrong entry being told by the field.
    recycling = planner.locator(f"#{finding(planner, '生活垃圾回收利用率')}")
    recycling.get_by_text("更正", exact=True).click()
    expect(recycling.locator("textarea").first).to_be_focused()
    recycling.locator("[name=deadline_year]").fill("1800")
    recycling.get_by_role("button", name="保存更正").click()
    expect(recycling.locator(".field--wrong")).to_have_count(1)
    expect(recycling.locator("[name=deadline_year]")).to_be_focused()
    recycling.locator("[name=deadline_year]").fill("2027")
    recycling.locator("[name=scope]").fill("城区")
    recycling.get_by_role("button", name="保存更正").click()
    expect(recycling).to_have_attribute("data-decision", "corrected")

    # One is rejected, the rest is accepted, the plan is adopted.
    rejected = planner.locator(f"#{finding(planner, '鼓励企业使用再生原料')}")
    rejected.get_by_text("不采用", exact=True).first.click()
    expect(rejected).to_have_attribute("data-decision", "rejected")
    planner.on("dialog", lambda dialog: dialog.accept())
    planner.get_by_role("button", name="其余全部确认").click()
    expect(planner.locator(".finding[data-decision=open]")).to_have_count(0)
    planner.get_by_role("link", name="采纳…").click()
    planner.get_by_role("button", name="采纳", exact=True).click()
    planner.wait_for_url("**/plans/qingchuan_2024/**")

    # The public reads it: two targets with what the planner decided, each leading to its sentence.
    citizen.goto("plans/qingchuan_2024/targets/")
    rows = citizen.locator("main tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="农作物秸秆综合利用率")).to_contain_text("90%")
    expect(rows.filter(has_text="生活垃圾回收利用率")).to_contain_text("城区")
    rows.filter(has_text="农作物秸秆综合利用率").get_by_role("link", name="农作物秸秆综合利用率").click()
    expect(citizen.locator("main")).to_contain_text("到2027年，农作物秸秆综合利用率达到90%以上")
    citizen.goto("plans/qingchuan_2024/tasks/")
    expect(citizen.locator("main")).to_contain_text("禁止")
    expect(citizen.locator("main tbody")).not_to_contain_text("鼓励企业使用再生原料")
    citizen.goto("plans/qingchuan_2024/")
    citizen.locator(".doc a", has_text="推进再生资源回收站点建设").first.click()
    expect(citizen.locator("main")).to_contain_text("市商务局")

    # The log tells who adopted it.
    auditor = open_page(role="auditor")
    auditor.goto("log/?action=plan.adopt")
    expect(auditor.locator("main tbody tr").first).to_contain_text("qingchuan_2024")

    amend(planner, citizen, tmp_path)


def amend(planner: Page, citizen: Page, tmp_path: Path) -> None:
    """An amended document becomes version 2: decisions are carried over, and the changes are shown."""
    path = tmp_path / "amended.txt"
    path.write_text(AMENDED, encoding="utf-8")
    planner.goto("plans/imports/new/")
    plan = planner.locator("select[name=plan] option", has_text="青川市循环经济行动方案").get_attribute("value") or ""
    hand_in(planner, path, purpose="version", plan=plan)
    carried = planner.locator(f"#{finding(planner, '生活垃圾回收利用率')}")
    expect(carried).to_have_attribute("data-decision", "corrected")
    expect(planner.locator(".finding[data-decision=open]")).not_to_have_count(0)
    planner.get_by_role("button", name="其余全部确认").click()
    expect(planner.locator(".finding[data-decision=open]")).to_have_count(0)
    planner.get_by_role("link", name="采纳…").click()
    planner.get_by_role("button", name="采纳", exact=True).click()
    planner.wait_for_url("**/plans/qingchuan_2024/**")

    citizen.goto("plans/qingchuan_2024/versions/2/changes/")
    expect(citizen.locator("main ins").filter(has_text="92")).not_to_have_count(0)
    expect(citizen.locator("main del").filter(has_text="90")).not_to_have_count(0)
    citizen.goto("plans/qingchuan_2024/targets/")
    expect(citizen.locator("main tbody tr").filter(has_text="生活垃圾回收利用率")).to_contain_text("城区")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("program.exe", b"MZ\x90\x00", "不能"),
        ("empty.txt", b"", "空"),
        ("broken.pdf", b"%PDF-1.7 and then nothing", "PDF"),
        ("broken.docx", b"PK\x03\x04 not really", "docx"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_and_can_be_replaced(
    open_page: Callable[..., Page], tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page = open_page(role="planner")
    page.goto("plans/imports/new/")
    page.set_input_files("input[name=file]", str(path))
    page.fill("input[name=code]", f"try_{path.stem}_{path.suffix[1:]}")
    page.select_option("select[name=area]", "622900")
    page.get_by_role("button", name="开始阅读").click()
    explanation = page.locator("main .notice--bad, main .form-errors, main .field__error, main [role=alert]").first
    expect(explanation).to_be_visible()
    expect(page.locator("main")).to_contain_text(words)


@pytest.mark.browser
def test_whoever_may_not_import_is_told_who_may(open_page: Callable[..., Page]) -> None:
    page = open_page(role="county_officer")
    response = page.goto("plans/imports/new/")
    assert response is not None
    assert response.status == 403
    expect(page.locator("main")).to_contain_text("规划员")


@pytest.mark.browser
def test_a_planner_confirms_proposed_responsibilities_many_at_once(open_page: Callable[..., Page]) -> None:
    page = open_page(role="planner")
    page.goto("plans/linxia_2021_53/responsibilities/")
    boxes = page.locator("main input[type=checkbox][name=row]")
    assert boxes.count() > 10
    chosen = [boxes.nth(number).get_attribute("value") for number in (0, 1)]
    for value in chosen:
        page.check(f"input[name=row][value='{value}']")
    page.get_by_role("button", name="确认所选").click()
    for value in chosen:
        expect(page.locator("tr", has=page.locator(f"input[name=row][value='{value}']"))).to_contain_text("已确认")
