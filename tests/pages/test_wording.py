"""What the site calls things: every role has a Chinese name, and no label says more than its source."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from aftershock.lexicon import RoleWords, load_lexicon
from aftershock.pages.wording import Labels, load_labels, quantity, spread
from aftershock.resources import config_folder, site_folder

LEXICON = load_lexicon([config_folder()])


@pytest.fixture(scope="module")
def labels() -> Labels:
    return load_labels(site_folder() / "labels.toml", LEXICON)


def test_every_role_that_reading_can_give_has_a_chinese_name(labels: Labels) -> None:
    things, actions = [key for key, _ in LEXICON.things], [key for key, _ in LEXICON.actions]
    roles = [r.role for r in (*LEXICON.money, *LEXICON.percentage)]
    every = [*roles, *things, *(f"{thing} {action}" for thing in things for action in actions)]
    assert len(every) > 300
    nameless = [role for role in every if re.search("[A-Za-z]", labels.role(role).zh.replace("GMV", ""))]
    assert not nameless
    assert not [role for role in every if not labels.role(role).en.isascii()]


def test_roles_of_a_project_are_called_by_their_first_word() -> None:
    own = replace(
        LEXICON,
        money=(*LEXICON.money, RoleWords("ransom", ("赎金", "勒索金额"))),
        things=(*LEXICON.things, ("ships", ("货轮", "轮船"))),
        actions=(*LEXICON.actions, ("stranded", ("搁浅",))),
    )
    labels = load_labels(site_folder() / "labels.toml", own)
    assert labels.role("ransom").zh == "赎金"
    assert labels.role("ships stranded").zh == "货轮搁浅"
    assert labels.role("ships closed").zh == "货轮被关闭"
    assert labels.role("something else").zh == "something else"
    assert labels.bare("ships") and not labels.bare("ships stranded") and not labels.bare("ransom")


def test_counts_carry_their_measure_word(labels: Labels) -> None:
    assert quantity(Decimal(54), "stores", labels).zh == "54家店铺" == quantity(Decimal(54), "店铺", labels).zh
    assert quantity(Decimal(7), "宗卷", labels).zh == "7 宗卷"
    assert spread(Decimal(340), Decimal(400), "sites", labels).zh == "340–400个站点"
    assert spread(Decimal("2.27e8"), Decimal("2.42e8"), "CNY", labels).en == "CNY 227–242 million"
    assert spread(Decimal("9e6"), Decimal("2e9"), "CNY", labels).en == "CNY 9 million – CNY 2 billion"
