"""Prompts: enough of them, each language's own, drawn without repeats while they last."""

from __future__ import annotations

import pytest

from bot.domain.communities import LANGUAGES
from bot.domain.prompts import PROMPTS, draw


def test_each_language_of_a_community_has_prompts_that_fit_a_card() -> None:
    assert set(PROMPTS) == set(LANGUAGES)
    for prompts in PROMPTS.values():
        assert len(set(prompts)) == len(prompts) >= 24
        assert all(prompt.endswith("?") and len(prompt) <= 120 for prompt in prompts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_get_different_prompts_while_they_last(language: str) -> None:
    drawn = draw(language, len(PROMPTS[language]), (), seed=1)
    assert set(drawn) == set(PROMPTS[language])
    assert len(draw(language, 60, (), seed=1)) == 60


def test_the_same_seed_draws_the_same_prompts() -> None:
    assert draw("en", 6, (), seed=3) == draw("en", 6, (), seed=3) != draw("en", 6, (), seed=4)


def test_used_prompts_come_last() -> None:
    used = draw("fr", 20, (), seed=2)
    fresh = draw("fr", 4, used, seed=9)
    assert not set(fresh) & set(used)
    assert set(draw("fr", 24, used, seed=9)[4:]) == set(used)


def test_no_table_draws_nothing() -> None:
    assert draw("en", 0, (), seed=0) == ()
