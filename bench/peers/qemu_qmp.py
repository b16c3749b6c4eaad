"""
qemu_qmp.py SOCKET COUNT

A peer of "qmp-peers": QEMU's own client, the package qemu.qmp. Connects to a QEMU's monitor, and for each line on standard input executes query-status COUNT
times one after another, then COUNT times with eight in flight. Prints both as commands a second.
"""

import asyncio
import logging
import sys
import time

from qemu.qmp import QMPClient

IN_FLIGHT = 8


async def ask(client, count):
    for _ in range(count):
        await client.execute("query-status")


async def rate(count, run):
    begin = time.perf_counter()
    await run
    return count / (time.perf_counter() - begin)


async def main():
    # It says each message to its log. Nobody listens, so it is told not to.
    logging.getLogger("qemu.qmp").setLevel(logging.CRITICAL)
    client = QMPClient("bench")
    await client.connect(sys.argv[1])
    count = int(sys.argv[2])
    try:
        # Between the runs nothing happens, so a read that blocks the loop is no harm.
        for _ in sys.stdin:
            one = await rate(count, ask(client, count))
            eight = await rate(count, asyncio.gather(*(ask(client, count // IN_FLIGHT) for _ in range(IN_FLIGHT))))
            print(f"{one:.4f} {eight:.4f}", flush=True)
    finally:
        await client.disconnect()


asyncio.run(main())
