"""
python.py SOCKET COUNT

A peer of "qmp-peers": what one writes in an hour. Connects to a QEMU's monitor, and for each line on standard input executes query-status COUNT times one
after another, then COUNT times with eight in flight. Prints both as commands a second.
"""

import json
import socket
import sys
import time

IN_FLIGHT = 8


class Monitor:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        self.lines = self.socket.makefile("rb")
        self.last_id = 0
        self.receive()
        self.execute("qmp_capabilities")

    def send(self, name):
        self.last_id += 1
        self.socket.sendall(json.dumps({"execute": name, "id": self.last_id}).encode() + b"\n")
        return self.last_id

    def receive(self):
        while True:
            line = self.lines.readline()
            if not line:
                raise EOFError("QEMU closed its monitor")
            message = json.loads(line)
            if "event" not in message:
                return message

    def execute(self, name):
        sent = self.send(name)
        reply = self.receive()
        if reply["id"] != sent:
            raise ValueError(f"a reply to {reply['id']}, not to {sent}")
        return reply["return"]

    def execute_many(self, name, count):
        waiting = {self.send(name) for _ in range(min(IN_FLIGHT, count))}
        sent = len(waiting)
        while waiting:
            reply = self.receive()
            waiting.remove(reply["id"])
            if reply["return"]["status"] == "":
                raise ValueError("no status")
            if sent < count:
                waiting.add(self.send(name))
                sent += 1


def rate(count, run):
    begin = time.perf_counter()
    run()
    return count / (time.perf_counter() - begin)


def one_by_one(monitor, count):
    for _ in range(count):
        monitor.execute("query-status")


def main():
    monitor = Monitor(sys.argv[1])
    count = int(sys.argv[2])
    for _ in sys.stdin:
        one = rate(count, lambda: one_by_one(monitor, count))
        eight = rate(count, lambda: monitor.execute_many("query-status", count))
        print(f"{one:.4f} {eight:.4f}", flush=True)


main()
