"""Questions at a terminal, and how one leaves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.program import PATIENCE, Program, Terminal
from e2e.world import KEEPS, NEVER_SELLS, TRAINING, USUAL, policy, watched
from shell.site import Site, page

CTRL_C = "\x03"
OF_INIT = ("an example to be filled in.\n> ", "Enter for console.\n> ", "Enter for 6h.\n> ")


def stops_at(terminal: Terminal, question: str) -> None:
    """One Ctrl-C there is enough."""
    terminal.asks(question)
    terminal.press(CTRL_C)
    terminal.shows("stopped")
    assert terminal.process.wait(PATIENCE) == 130
    assert "Traceback" not in terminal.shown


@pytest.mark.parametrize("answered", range(len(OF_INIT)))
def test_ctrl_c_at_a_question_of_init_writes_nothing(answered: int, tmp_path: Path) -> None:
    with Program(tmp_path).at_a_terminal("init") as terminal:
        for question in OF_INIT[:answered]:
            terminal.shows(question)
            terminal.press("\n")
        stops_at(terminal, OF_INIT[answered])
    assert list(tmp_path.iterdir()) == []


def test_one_ctrl_c_is_enough_where_sentences_are_asked_for(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with Site() as site:
        site.answers("/terms", page(USUAL))
        site.answers("/privacy", page(USUAL))
        url = site.url("/terms")
        program.watches(f'network: {{allow: ["{site.address}"]}}\nsources: {{terms: {{url: "{url}"}}}}\n')
        before = program.watchlist.read_bytes()
        for words in (("clause", "add", "terms"), ("add", site.url("/privacy"), "--allow", site.address)):
            with program.at_a_terminal(*words) as terminal:
                stops_at(terminal, "Enter when done) ")
    assert program.watchlist.read_bytes() == before


def test_one_ctrl_c_is_enough_where_new_words_are_accepted(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        before = it.program.watchlist.read_bytes()
        it.program.run("check")
        it.shows(policy(NEVER_SELLS, KEEPS.replace("30", "180"), TRAINING))
        assert it.program.run("check").code == 1
        with it.program.at_a_terminal("accept", "acme/privacy") as terminal:
            stops_at(terminal, "Accept it? [y/N]: ")
        assert it.program.watchlist.read_bytes() == before
