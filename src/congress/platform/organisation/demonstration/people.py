"""The people of 云川市: offices, deputies of the city, the county and every town, and the trouble with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from congress.platform.organisation.demonstration.bringing_in import CONSOLE, bring_in
from congress.platform.organisation.demonstration.chance import Chance
from congress.platform.organisation.demonstration.tree import COUNTY_TOWNS, SINCE, TOWNS, is_street
from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.models import Mandate, Person
from congress.platform.organisation.services import (
    appoint,
    create_post,
    create_term,
    end_mandate,
    suspend_mandate,
)

CITY_DEPUTIES, COUNTY_DEPUTIES = 420, 160
TOWN_DEPUTIES = (40, 70)
CITY_TERM, COUNTY_TERM, TOWN_TERM = 7, 17, 19
CITY_BEGAN, COUNTY_BEGAN, TOWN_BEGAN = date(2021, 12, 20), date(2021, 11, 8), date(2021, 10, 15)
BY_ELECTED = date(2024, 1, 18)  # seats filled in the middle of the term

OFFICES = {
    "YC-BGS": ("主任", "副主任", "秘书科科长", "综合科科长", "财务负责人", "经办人员"),
    "YC-GW2": ("主任", "副主任", "预算科科长"),
    "YC-GW6": ("主任", "副主任"),
    "WJ-BGS": ("主任", "经办人员"),
    **{f"YC-ZF{number:02d}": ("局长", "联络员") for number in range(1, 7)},
}
VACANT = {("YC-BGS", "副主任"), ("YC-GW6", "副主任"), ("YC-ZF04", "联络员")}
SUSPENDED = (
    (50, "因病请假，暂时不能执行代表职务"),
    (147, "被采取强制措施，依法暂停"),
    (244, "长期在外地学习"),
)
ENDED = (
    (9, "调离本行政区域", date(2023, 5, 31)),
    (101, "辞去代表职务被接受", date(2023, 12, 28)),
    (203, "去世", date(2024, 8, 2)),
    (310, "辞去代表职务被接受", date(2025, 6, 30)),
)


Seated = tuple[str, str, str, date | None]  # body, electing unit, delegation, day


@dataclass(slots=True)
class _Roll:
    """The rows of the table of people, and the names in each body: they repeat, telephones tell people apart."""

    chance: Chance
    rows: list[list[object]] = field(default_factory=list)
    named: set[tuple[str, str]] = field(default_factory=set)

    def add(self, body: str, *seat: object, name: str = "") -> None:
        """One more person, with a seat (unit, delegation, day) or without."""
        name = name or self.chance.name()
        is_known = (body, name) in self.named
        self.named.add((body, name))
        has_phone = is_known or self.chance.random.random() > 0.03
        born = date(1955 + self.chance.random.randrange(42), 1 + self.chance.random.randrange(12), 1)
        shown = born if self.chance.random.random() > 0.3 else None
        phone = self.chance.phone() if has_phone else None
        gender = self.chance.gender() or None
        self.rows.append([body, name, gender, shown, phone, None, *(seat or (None, None, None))])


def build_people(world: Any, chance: Chance) -> None:
    """Begin the terms, bring everybody in as one table, give out the posts, suspend and end some mandates."""
    roll = _Roll(chance)
    for code in OFFICES:
        for place in range(len(OFFICES[code])):
            if (code, OFFICES[code][place]) not in VACANT:
                roll.add(code)
    _begin_terms(world)
    for body, unit, group, day in (*_city_deputies(), *_county_deputies(), *_town_deputies(chance)):
        roll.add(body, unit, group, day)
    _add_namesakes(roll)
    root = world.made["YC"]
    bring_in(
        kind="people", dataset=PEOPLE, rows=roll.rows, root=root, at=world.at, name="云川市人员和代表.xlsx"
    )
    _give_posts(world)
    _trouble(world)


def _begin_terms(world: Any) -> None:
    begun = [("YC-RD", CITY_TERM, CITY_BEGAN), ("WJ-RD", COUNTY_TERM, COUNTY_BEGAN)]
    begun += [(f"{code}-RD", TOWN_TERM, TOWN_BEGAN) for code, _ in _towns_with_congress()]
    for code, ordinal, day in begun:
        world.made[f"{code}-{ordinal}"] = create_term(
            actor=CONSOLE, at=world.at, target=world.made[code], ordinal=ordinal, starts_on=day
        )
    # the term before, which is over
    last = create_term(
        actor=CONSOLE,
        at=world.at,
        target=world.made["YC-RD"],
        ordinal=CITY_TERM - 1,
        starts_on=date(2016, 12, 18),
        ends_on=CITY_BEGAN,
    )
    world.made[f"YC-RD-{CITY_TERM - 1}"] = last


def _towns_with_congress() -> list[tuple[str, str]]:
    towns = [(f"YC-T{number:02d}", name) for number, name in enumerate(TOWNS, start=1)]
    towns += [(f"WJ-T{number}", name) for number, name in enumerate(COUNTY_TOWNS, start=1)]
    return [(code, name) for code, name in towns if not is_street(name)]


def _city_deputies() -> Iterator[Seated]:
    for number in range(CITY_DEPUTIES):
        town = TOWNS[number % len(TOWNS)]
        day = BY_ELECTED if number % 140 == 139 else None
        yield "YC-RD", f"云川市{town}", f"{town}代表团", day


def _county_deputies() -> Iterator[Seated]:
    for number in range(COUNTY_DEPUTIES):
        town = COUNTY_TOWNS[number % len(COUNTY_TOWNS)]
        yield "WJ-RD", f"望江县第{number // 3 + 1}选区", f"{town}代表团", None


def _town_deputies(chance: Chance) -> Iterator[Seated]:
    for code, name in _towns_with_congress():
        for number in range(chance.random.randint(*TOWN_DEPUTIES)):
            yield f"{code}-RD", f"{name}第{number // 3 + 1}选区", f"第{number % 5 + 1}代表小组", None


def _add_namesakes(roll: _Roll) -> None:
    """Two deputies of one congress with one name: what every list has to live with."""
    for town in ("青石镇", "柳桥镇"):
        roll.named.add(("YC-RD", "陈明华"))
        roll.add("YC-RD", f"云川市{town}", f"{town}代表团", None, name="陈明华")


def _give_posts(world: Any) -> None:
    for code, titles in OFFICES.items():
        people = iter(_people_of(world, code))
        for order, title in enumerate(titles, start=1):
            post = create_post(actor=CONSOLE, at=world.at, target=world.made[code], title=title, order=order)
            if (code, title) not in VACANT:
                appoint(actor=CONSOLE, at=world.at, target=post, person=next(people).pk, from_date=SINCE)


def _people_of(world: Any, code: str) -> Sequence[Person]:
    return list(Person.objects.filter(body=world.made[code]).order_by("pk"))


def _trouble(world: Any) -> None:
    seats = list(Mandate.objects.filter(term=world.made[f"YC-RD-{CITY_TERM}"]).order_by("pk"))
    for place, reason in SUSPENDED:
        suspend_mandate(actor=CONSOLE, at=world.at, target=seats[place].pk, version=1, reason=reason)
    for place, reason, day in ENDED:
        end_mandate(
            actor=CONSOLE, at=world.at, target=seats[place].pk, version=1, reason=reason, until_date=day
        )
