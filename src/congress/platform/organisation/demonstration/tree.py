"""The bodies of 云川市 and of 望江县."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from congress.platform.organisation.demonstration.bringing_in import CONSOLE, bring_in
from congress.platform.organisation.models import Body
from congress.platform.organisation.services import change_body, close_body, found_place
from congress.standards.datasets import load_dataset

CITY = "890100"
COUNTY = "890121"
SINCE = date(2021, 9, 1)

TOWNS = (
    *("青石镇", "柳桥镇", "白鹭镇", "松岗镇", "荷塘镇", "云岭镇", "长堤镇", "南埔镇", "清溪口镇", "金沙湾镇"),
    *(
        "石龙潭镇",
        "东阳镇",
        "西坪镇",
        "望海镇",
        "桂林坑镇",
        "枫林镇",
        "大榕镇",
        "水口镇",
        "沙田坝镇",
        "樟木头岭镇",
    ),
    *("横沥河镇", "企石塘镇", "谢岗坪镇", "常乐镇", "寮下镇", "塘尾镇", "凤来镇", "高埗桥镇"),
    *("东湖街道", "城南街道", "莲花街道", "滨江街道"),
)
PARKS = ("云川高新技术产业园区", "云川港经济区", "松湖生态园区", "云川滨海新区")
LINKED = ("财政局", "税务局", "人力资源和社会保障局", "医疗保障局", "国有资产监督管理委员会", "审计局")
DEPARTMENTS = (
    *("发展和改革局", "教育局", "科学技术局", "民政局", "司法局", "环境保护局"),
    *("住房和城乡建设局", "交通运输局", "卫生健康局"),
)
RENAMED = ("YC-ZF12", "云川市生态环境局", "市生态环境局")  # once 环境保护局
COMMITTEES = (
    "法制工作委员会",
    "财政经济工作委员会",
    "教育科学文化卫生工作委员会",
    "监察和司法工作委员会",
    "城建环资工作委员会",
    "代表工作委员会",
)
COUNTY_TOWNS = ("城关镇", "河口镇", "马鞍镇", "双溪乡", "石门乡")

Row = list[object]


def build_tree(world: Any) -> None:
    """Found the place, bring the tree in, rename one body and close another."""
    root = found_place(
        actor=CONSOLE,
        at=world.at,
        code="YC",
        name="云川市",
        kind="place",
        level="city",
        region_code=CITY,
        active_from=SINCE,
        short_name="云川市",
    )
    rows = [*_party_and_congress(), *_organs(), *_towns(), *_parks(), *_county()]
    dataset = load_dataset("organisation_tree")
    bring_in(kind="bodies", dataset=dataset, rows=rows, root=root, at=world.at, name="云川市机构树.xlsx")
    world.made.update(Body.objects.values_list("code", "pk"))
    _changes(world)


def is_street(name: str) -> bool:
    """Whether a town is a street, which has no congress."""
    return name.endswith("街道")


def _changes(world: Any) -> None:
    code, name, short_name = RENAMED
    body = Body.objects.get(code=code)
    change_body(
        actor=CONSOLE,
        at=world.at,
        target=body.pk,
        version=body.version,
        name=name,
        short_name=short_name,
        kind=body.kind,
        level=body.level,
        region_code=body.region_code,
        order=body.order,
    )
    old = Body.objects.get(code="YC-WS")
    close_body(actor=CONSOLE, at=world.at, target=old.pk, version=old.version, last_day=date(2024, 12, 31))


def _row(
    code: str, name: str, short: str, parent: str, kind: str, level: str, region: str, order: int
) -> Row:
    return [code, name, short or None, parent, kind, level, region, order, SINCE, None]


def _city(code: str, name: str, parent: str, kind: str, order: int, short: str = "") -> Row:
    return _row(code, name, short, parent, kind, "city", CITY, order)


def _party_and_congress() -> Iterator[Row]:
    yield _city("YC-DW", "中国共产党云川市委员会", "YC", "party_committee", 10, "市委")
    yield _city("YC-RD", "云川市人民代表大会", "YC", "congress", 20, "市人大")
    yield _city("YC-FZ", "云川市人民代表大会法制委员会", "YC-RD", "special_committee", 50, "法制委员会")
    yield _city(
        "YC-CJ", "云川市人民代表大会财政经济委员会", "YC-RD", "special_committee", 51, "财政经济委员会"
    )
    whole = "云川市人民代表大会常务委员会"
    yield _city("YC-CWH", whole, "YC-RD", "standing_committee", 1, "市人大常委会")
    yield _city("YC-BGS", f"{whole}办公室", "YC-CWH", "administrative_office", 1, "常委会办公室")
    yield _city(
        "YC-ZG", f"{whole}代表资格审查委员会", "YC-CWH", "credentials_committee", 5, "代表资格审查委员会"
    )
    for number, name in enumerate(COMMITTEES, start=1):
        yield _city(f"YC-GW{number}", f"云川市人大常委会{name}", "YC-CWH", "working_body", 10 + number, name)
    yield _city(
        "YC-WS", "云川市人大常委会外事侨务工作委员会", "YC-CWH", "working_body", 90, "外事侨务工作委员会"
    )


def _organs() -> Iterator[Row]:
    yield _city("YC-ZF", "云川市人民政府", "YC", "government", 30, "市政府")
    for number, name in enumerate((*LINKED, *DEPARTMENTS), start=1):
        code = f"YC-ZF{number:02d}"
        short = f"市{name}".replace("国有资产监督管理委员会", "国资委").replace(
            "人力资源和社会保障局", "人社局"
        )
        yield _city(code, f"云川市{name}", "YC-ZF", "government_department", number, short)
    yield _city("YC-JW", "云川市监察委员会", "YC", "supervisory_commission", 40, "市监委")
    yield _city("YC-FY", "云川市中级人民法院", "YC", "court", 50, "市中院")
    yield _city("YC-JC", "云川市人民检察院", "YC", "procuratorate", 60, "市检察院")


def _towns() -> Iterator[Row]:
    for number, name in enumerate(TOWNS, start=1):
        region, code = f"{CITY}{100 + number:03d}", f"YC-T{number:02d}"
        yield _row(code, f"云川市{name}", name, "YC", "town_or_street", "town", region, 100 + number)
        if is_street(name):
            # a street has no congress: its working body is the standing committee's
            body = f"{name}人大工作委员会"
            yield _row(f"{code}-RD", body, "", "YC-CWH", "street_working_body", "city", region, 100 + number)
            yield _row(f"{code}-BS", f"{name}办事处", "", code, "street_office", "town", region, 2)
        else:
            congress = f"{name}人民代表大会"
            yield _row(f"{code}-RD", congress, f"{name}人大", code, "congress", "town", region, 1)
            yield _row(
                f"{code}-ZX", f"{congress}主席团", "", f"{code}-RD", "town_presidium", "town", region, 1
            )
            yield _row(f"{code}-ZF", f"{name}人民政府", f"{name}政府", code, "government", "town", region, 2)


def _parks() -> Iterator[Row]:
    for number, name in enumerate(PARKS, start=1):
        region = f"{CITY}{400 + number:03d}"
        yield _row(f"YC-P{number}", name, "", "YC", "development_zone", "town", region, 200 + number)


def _county() -> Iterator[Row]:
    def row(code: str, name: str, parent: str, kind: str, order: int, short: str) -> Row:
        return _row(code, name, short, parent, kind, "county", COUNTY, order)

    yield row("WJ", "望江县", "YC", "place", 300, "望江县")
    yield row("WJ-RD", "望江县人民代表大会", "WJ", "congress", 1, "县人大")
    yield row("WJ-CWH", "望江县人民代表大会常务委员会", "WJ-RD", "standing_committee", 1, "县人大常委会")
    office = "望江县人民代表大会常务委员会办公室"
    yield row("WJ-BGS", office, "WJ-CWH", "administrative_office", 1, "县人大办")
    yield row("WJ-ZF", "望江县人民政府", "WJ", "government", 2, "县政府")
    yield row("WJ-CZ", "望江县财政局", "WJ-ZF", "government_department", 1, "县财政局")
    for number, name in enumerate(COUNTY_TOWNS, start=1):
        region, code = f"{COUNTY}{100 + number:03d}", f"WJ-T{number}"
        yield _row(code, f"望江县{name}", name, "WJ", "town_or_street", "town", region, 10 + number)
        yield _row(f"{code}-RD", f"{name}人民代表大会", f"{name}人大", code, "congress", "town", region, 1)
