"""Commands that take a query, which may begin with a minus: '-物流 冻结' is no option."""

from __future__ import annotations

from collections.abc import Iterator

import click


class QueryCommand(click.Command):
    """Takes a word with one dash that is none of its options as an argument, without '--' before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put such words behind a '--'."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        names = {name for one in options for name in one.opts}
        valued = {name for one in options if not one.is_flag for name in one.opts}
        kept: list[str] = []
        queries: list[str] = []
        words: Iterator[str] = iter(args)
        for word in words:
            if word == "--":
                queries += words
            elif word.startswith("-") and not word.startswith("--") and word not in (*names, "-"):
                queries.append(word)
            else:
                kept += [word, *([value] if word in valued and (value := next(words, None)) is not None else [])]
        return super().parse_args(ctx, [*kept, "--", *queries])
