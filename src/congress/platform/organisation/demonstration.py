"""The demonstration place's bodies and people: 云川市, an invented city directly over its towns, and one county.

Everything is invented: the region codes begin with 89, which no province of the country has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from congress.platform.core.actors import System
from congress.platform.organisation.services import (
    add_mandate,
    appoint,
    close_body,
    create_body,
    create_person,
    create_post,
    create_term,
    found_place,
    suspend_mandate,
)

CONSOLE = System("console")
CITY = "890100"
COUNTY = "890121"
SINCE = date(2021, 9, 1)
CITY_DEPUTIES = 240

TOWNS = (  # noqa: SIM905
    "青石镇 柳桥镇 白鹭镇 松岗镇 荷塘镇 云岭镇 长堤镇 南埔镇 清溪口镇 金沙湾镇 石龙潭镇 东阳镇 西坪镇 望海镇 桂林坑镇 "
    "枫林镇 "
    "大榕镇 水口镇 沙田坝镇 樟木头岭镇 横沥河镇 企石塘镇 谢岗坪镇 常乐镇 寮下镇 塘尾镇 凤来镇 高埗桥镇 "
    "东湖街道 城南街道 莲花街道 滨江街道"
).split()
PARKS = ("云川高新技术产业园区", "云川港经济区", "松湖生态园区", "云川滨海新区")
LINKED = ("财政局", "税务局", "人力资源和社会保障局", "医疗保障局", "国有资产监督管理委员会", "审计局")
DEPARTMENTS = (
    "发展和改革局",
    "教育局",
    "科学技术局",
    "民政局",
    "司法局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "卫生健康局",
)
COMMITTEES = (
    "法制工作委员会",
    "财政经济工作委员会",
    "教育科学文化卫生工作委员会",
    "监察和司法工作委员会",
    "城建环资工作委员会",
    "代表工作委员会",
)
COUNTY_TOWNS = ("城关镇", "河口镇", "马鞍镇", "双溪乡", "石门乡")
SURNAMES = "陈林黄张李王吴刘蔡杨郑梁谢罗曾叶邓何苏钟"
DOUBLE_SURNAMES = ("欧阳", "上官")
GIVEN = "明华建国志强伟杰秀英丽娟晓燕海涛俊峰文博雅琴子涵宇航思远春梅秋生永康家豪美玲少芳振东"


@dataclass(slots=True)
class Builder:
    """What the builder needs at every step."""

    at: datetime
    chance: Random
    made: dict[str, Any]

    def body(
        self,
        parent: UUID,
        code: str,
        name: str,
        kind: str,
        level: str,
        region: str = CITY,
        order: int = 100,
        short: str = "",
    ) -> UUID:
        """Add a body and remember it by its code."""
        made = create_body(
            actor=CONSOLE,
            at=self.at,
            target=parent,
            code=code,
            name=name,
            kind=kind,
            level=level,
            region_code=region,
            active_from=SINCE,
            short_name=short,
            order=order,
        )
        self.made[code] = made
        return made

    def name(self) -> str:
        """An invented name; two people may share one, as they do in life."""
        surnames = DOUBLE_SURNAMES if self.chance.random() < 0.03 else tuple(SURNAMES)
        surname = self.chance.choice(surnames)
        length = 2 if self.chance.random() < 0.8 else 1
        return surname + "".join(self.chance.choice(GIVEN) for _ in range(length))

    def phone(self) -> str:
        """A number that looks like one and belongs to nobody we know."""
        return f"199{self.chance.randrange(10**8):08d}"


def build(world: Any) -> None:
    """Build the tree, the people, the term and its deputies."""
    builder = Builder(world.at, world.chance, world.made)
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
    world.made["YC"] = root
    congress = _city_congress(builder, root)
    _city_organs(builder, root)
    _towns_and_parks(builder, root)
    _county(builder, root)
    _office_people(builder)
    _deputies(builder, congress)


def _city_congress(builder: Builder, root: UUID) -> UUID:
    builder.body(root, "YC-DW", "中国共产党云川市委员会", "party_committee", "city", order=10, short="市委")
    congress = builder.body(root, "YC-RD", "云川市人民代表大会", "congress", "city", order=20, short="市人大")
    committee = builder.body(
        congress, "YC-CWH", "云川市人民代表大会常务委员会", "standing_committee", "city", short="市人大常委会"
    )
    builder.body(
        committee,
        "YC-BGS",
        "云川市人民代表大会常务委员会办公室",
        "administrative_office",
        "city",
        order=1,
        short="常委会办公室",
    )
    for number, name in enumerate(COMMITTEES, start=1):
        builder.body(
            committee,
            f"YC-GW{number}",
            f"云川市人大常委会{name}",
            "working_body",
            "city",
            order=10 + number,
            short=name,
        )
    builder.body(congress, "YC-FZ", "云川市人民代表大会法制委员会", "special_committee", "city", order=50)
    old = builder.body(
        committee, "YC-WS", "云川市人大常委会外事侨务工作委员会", "working_body", "city", order=90
    )
    close_body(actor=CONSOLE, at=builder.at, target=old, version=1, last_day=date(2024, 12, 31))
    return congress


def _city_organs(builder: Builder, root: UUID) -> None:
    government = builder.body(root, "YC-ZF", "云川市人民政府", "government", "city", order=30, short="市政府")
    for number, name in enumerate((*LINKED, *DEPARTMENTS), start=1):
        builder.body(
            government,
            f"YC-ZF{number:02d}",
            f"云川市{name}",
            "government_department",
            "city",
            order=number,
            short=f"市{name}",
        )
    builder.body(
        root, "YC-JW", "云川市监察委员会", "supervisory_commission", "city", order=40, short="市监委"
    )
    builder.body(root, "YC-FY", "云川市中级人民法院", "court", "city", order=50, short="市中院")
    builder.body(root, "YC-JC", "云川市人民检察院", "procuratorate", "city", order=60, short="市检察院")


def _towns_and_parks(builder: Builder, root: UUID) -> None:
    for number, name in enumerate(TOWNS, start=1):
        region = f"{CITY}{100 + number:03d}"
        code = f"YC-T{number:02d}"
        town = builder.body(root, code, f"云川市{name}", "town_or_street", "town", region, 100 + number, name)
        if name.endswith("街道"):
            # a street has no congress: its working body is the standing committee's
            committee = builder.made["YC-CWH"]
            builder.body(
                committee,
                f"{code}-RD",
                f"{name}人大工作委员会",
                "street_working_body",
                "city",
                region,
                100 + number,
            )
            builder.body(town, f"{code}-BS", f"{name}办事处", "street_office", "town", region, 2)
        else:
            builder.body(town, f"{code}-RD", f"{name}人民代表大会", "congress", "town", region, 1)
            builder.body(town, f"{code}-ZF", f"{name}人民政府", "government", "town", region, 2)
    for number, name in enumerate(PARKS, start=1):
        builder.body(
            root, f"YC-P{number}", name, "development_zone", "town", f"{CITY}{400 + number:03d}", 200 + number
        )


def _county(builder: Builder, root: UUID) -> None:
    county = builder.body(root, "WJ", "望江县", "place", "county", COUNTY, 300, "望江县")
    congress = builder.body(county, "WJ-RD", "望江县人民代表大会", "congress", "county", COUNTY, 1, "县人大")
    committee = builder.body(
        congress,
        "WJ-CWH",
        "望江县人民代表大会常务委员会",
        "standing_committee",
        "county",
        COUNTY,
        1,
        "县人大常委会",
    )
    builder.body(
        committee,
        "WJ-BGS",
        "望江县人民代表大会常务委员会办公室",
        "administrative_office",
        "county",
        COUNTY,
        1,
        "县人大办",
    )
    government = builder.body(county, "WJ-ZF", "望江县人民政府", "government", "county", COUNTY, 2, "县政府")
    builder.body(
        government, "WJ-CZ", "望江县财政局", "government_department", "county", COUNTY, 1, "县财政局"
    )
    for number, name in enumerate(COUNTY_TOWNS, start=1):
        builder.body(
            county,
            f"WJ-T{number}",
            f"望江县{name}",
            "town_or_street",
            "town",
            f"{COUNTY}{100 + number:03d}",
            10 + number,
            name,
        )


def _office_people(builder: Builder) -> None:
    office = builder.made["YC-BGS"]
    for order, title in enumerate(
        ("主任", "副主任", "秘书科科长", "综合科科长", "财务负责人", "经办人员"), start=1
    ):
        post = create_post(actor=CONSOLE, at=builder.at, target=office, title=title, order=order)
        if title == "副主任":  # a post nobody holds just now
            continue
        person = create_person(
            actor=CONSOLE, at=builder.at, target=office, name=builder.name(), phone=builder.phone()
        )
        appoint(actor=CONSOLE, at=builder.at, target=post, person=person, from_date=SINCE)


def _deputies(builder: Builder, congress: UUID) -> None:
    term = create_term(
        actor=CONSOLE, at=builder.at, target=congress, ordinal=7, starts_on=date(2021, 12, 20), ends_on=None
    )
    builder.made["YC-RD-7"] = term
    for number in range(CITY_DEPUTIES):
        town = TOWNS[number % len(TOWNS)]
        person = create_person(
            actor=CONSOLE,
            at=builder.at,
            target=congress,
            name=builder.name(),
            gender="female" if number % 3 == 0 else "male",
            phone=builder.phone(),
        )
        mandate = add_mandate(
            actor=CONSOLE,
            at=builder.at,
            target=term,
            person=person,
            electing_unit=f"云川市{town}",
            delegation=f"{town}代表团",
            from_date=date(2021, 12, 20),
        )
        if number % 97 == 50:
            suspend_mandate(
                actor=CONSOLE, at=builder.at, target=mandate, version=1, reason="因病请假，暂停执行职务"
            )
