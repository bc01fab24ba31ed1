"""One message at a time, and nobody waits long for a channel that does not answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from clausewatch.shell.turns import Turns


async def answered() -> bool:
    return True


def during_a_turn(of: str, turns: Turns, then: Callable[[], Awaitable[None]]) -> None:
    """While this channel has its turn."""

    async def story() -> None:
        async with turns.of(of):
            await then()

    asyncio.run(story())


async def let_run_out(turns: Turns, channel: str) -> None:
    never = asyncio.create_task(asyncio.Event().wait())
    await turns.run_out(channel, never)
    never.cancel()


async def may_begin(turns: Turns, channel: str) -> bool:
    async def begin() -> None:
        async with turns.of(channel):
            pass

    beginning = asyncio.create_task(begin())
    for _ in range(10):
        await asyncio.sleep(0)
    begun = beginning.done()
    beginning.cancel()
    return begun


def test_a_channel_waits_while_another_one_has_its_turn() -> None:
    turns = Turns()

    async def then() -> None:
        assert not await may_begin(turns, "mail")

    during_a_turn("slack", turns, then)


def test_a_channel_that_let_its_turn_run_out_goes_beside_the_others_until_it_answers() -> None:
    turns = Turns(quick=0.0)

    async def then() -> None:
        await let_run_out(turns, "mail")
        assert await may_begin(turns, "mail")
        assert not await may_begin(turns, "pager"), "which is not slow"
        taken = asyncio.create_task(answered())
        await asyncio.wait({taken})
        await turns.run_out("mail", taken)
        assert not await may_begin(turns, "mail")

    during_a_turn("slack", turns, then)


def test_turns_come_in_the_order_in_which_they_are_asked_for() -> None:
    async def story() -> None:
        turns, order = Turns(), list[str]()

        async def takes(channel: str) -> None:
            for _ in range(3):
                async with turns.of(channel):
                    order.append(channel)
                    await asyncio.sleep(0)

        await asyncio.gather(*(takes(channel) for channel in ("slack", "mail", "pager")))
        assert order == ["slack", "mail", "pager"] * 3

    asyncio.run(story())
