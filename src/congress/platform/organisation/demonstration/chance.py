"""Invented names and telephone numbers, from one seeded chance."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

SURNAMES = tuple("陈林黄张李王吴刘蔡杨郑梁谢罗曾叶邓何苏钟周徐孙马朱胡郭高许吕")
DOUBLE_SURNAMES = ("欧阳", "上官", "司徒")
GIVEN = "明华建国志强伟杰秀英丽娟晓燕海涛俊峰文博雅琴子涵宇航思远春梅秋生永康家豪美玲少芳振东锦荣佩仪启泰"


@dataclass(frozen=True, slots=True)
class Chance:
    """What is drawn."""

    random: Random

    def name(self) -> str:
        """An invented name; two people may share one, as they do in life."""
        surnames = DOUBLE_SURNAMES if self.random.random() < 0.02 else SURNAMES
        length = 2 if self.random.random() < 0.85 else 1
        return self.random.choice(surnames) + "".join(self.random.choice(GIVEN) for _ in range(length))

    def phone(self) -> str:
        """A number that looks like one and belongs to nobody we know."""
        return f"199{self.random.randrange(10**8):08d}"

    def gender(self) -> str:
        """A word for a gender; now and then nobody filled it in."""
        drawn = self.random.random()
        return "女" if drawn < 0.36 else "男" if drawn < 0.98 else ""
