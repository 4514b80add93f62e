"""`congress performance import`: what it prints, what it answers."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from congress.apps.performance.management import cli
from congress.apps.performance.tests.factories import TARGETS


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_summary_of_each_file(tmp_path: Path) -> None:
    files = [written(tmp_path, name, TARGETS) for name in ("甲.txt", "乙.txt")]
    result = CliRunner().invoke(cli, ["import", *files])
    assert result.exit_code == 0
    assert result.output.count("任务 1 项    指标 2 项") == 2
    assert "150.00 万元" in result.output


def test_json_carries_the_whole_result_with_amounts_as_text(tmp_path: Path) -> None:
    file = written(tmp_path, "甲.txt", TARGETS)
    one = json.loads(CliRunner().invoke(cli, ["import", "--json", file]).stdout)
    assert one["money"]["basic"]["yuan"] == "1000000.00"
    assert one["tasks"][0]["amount_yuan"] == "500000.00"
    several = json.loads(CliRunner().invoke(cli, ["import", "--json", file, file]).stdout)
    assert [each["file"] for each in several] == [file, file]


def test_projects_are_listed_with_their_money_and_score(tmp_path: Path) -> None:
    samples = Path(__file__).resolve().parents[1] / "samples"
    names = ("yunchuan-2026-projects.txt", "yunchuan-2025-project-self-evaluation.txt")
    result = CliRunner().invoke(cli, ["import", *(str(samples / name) for name in names)])
    assert result.exit_code == 0
    assert "项目 4 项    指标 21 项" in result.output
    assert "613.30 万元  合计" in result.output
    assert "96.80 万元  预算联网监督系统运行维护（指标 5 项）" in result.output
    assert "176.00 万元  代表联络站建设（指标 7 项，已执行 171.60 万元，自评 99.06 分）" in result.output
    told = json.loads(CliRunner().invoke(cli, ["import", "--json", str(samples / names[1])]).stdout)
    assert [project["name"] for project in told["projects"]] == ["代表联络站建设", "代表履职培训"]
    assert told["projects"][0]["budget_yuan"] == "1760000.00"
    assert told["projects"][0]["points"]["total_score"] == "99.06"
    assert told["projects"][0]["indicators"][3]["score"] == "14.31"
    bare = written(
        tmp_path, "空.txt", "项目名称\t\n一级指标\t二级指标\t三级指标\t年度指标值\n产出\t数量\t里程\t5公里\n"
    )
    assert "—  万元" not in CliRunner().invoke(cli, ["import", bare]).output
    assert "—" in CliRunner().invoke(cli, ["import", bare]).output
    assert "（名称空白）（指标 1 项）" in CliRunner().invoke(cli, ["import", bare]).output


def test_what_cannot_be_understood_or_opened_is_told_and_stops_no_other(tmp_path: Path) -> None:
    diary = written(tmp_path, "日记.txt", "今天天气很好。")
    good = written(tmp_path, "甲.txt", TARGETS)
    missing = str(tmp_path / "没有.txt")
    result = CliRunner().invoke(cli, ["import", diary, missing, good])
    assert result.exit_code == 1
    assert "没有认出这份文件的版式" in result.stderr
    assert "打不开这个文件" in result.stderr
    assert "任务 1 项" in result.stdout
    told = json.loads(CliRunner().invoke(cli, ["import", "--json", missing]).stdout)
    assert told == {"file": missing, "error": "打不开这个文件，请检查路径和权限。"}
