"""The way out of a browser with a network of its own: sockets in that network, lent to the daemon one page at a time.

Nothing is in the browser's network namespace but its own loopback. A socket belongs to the namespace that it was made
in, whoever holds it. So a helper beside the browser makes one for each page and hands it to the daemon, whose
``Egress`` listens at it as at a port of its own. The helper sees nothing of what passes, and there is no port on the
machine's side that anybody else could use or take. One port for all pages would need no helper; but what is left of
one page could then speak to the guard of the next, which may be allowed more.

systemd runs the helper, as ``units/clausewatch-browser-out.service`` says.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Final

LOAN_SECONDS: Final = 10.0
"""systemd may have to start the helper."""
_GIVEN: Final = 3
"""Descriptor of the socket that systemd listens at for us (``SD_LISTEN_FDS_START``)."""


def borrow(path: str) -> socket.socket:
    """A listening socket in the browser's network, from the helper at ``path``; raises ``OSError``."""
    with socket.socket(socket.AF_UNIX) as helper:
        helper.settimeout(LOAN_SECONDS)
        helper.connect(path)
        _, lent, _, _ = socket.recv_fds(helper, 1, 1, socket.MSG_CMSG_CLOEXEC)
    if not lent:
        raise ConnectionError("it lends no socket")
    return socket.socket(fileno=lent[0])


def lend(asked: socket.socket) -> None:
    """Hands a socket of this network to whoever asks. Never returns."""
    while True:
        asker, _ = asked.accept()
        with asker, suppress(OSError), socket.create_server(("127.0.0.1", 0)) as ours:  # who asked may be gone
            socket.send_fds(asker, [b"\0"], [ours.fileno()])


if __name__ == "__main__":
    lend(socket.socket(fileno=_GIVEN))
