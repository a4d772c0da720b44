"""
Runs lines of a shell on this machine, each sequence on a host of its own (netns.py). JSON lines on standard input and output:

  → {"host": {…}, "ipsets": "…", "lines": ["iptables -S", …]}
  ← {"results": [{"exit": 0, "stdout": "…", "stderr": "…"}, …]} or {"error": "…"}
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "kernel"))

from netns import Namespace, isolate_tools  # noqa: E402

SECONDS = 10


def main():
    home = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    environment = isolate_tools()
    environment["LC_ALL"] = "C.UTF-8"
    environment["HOME"] = "/root"
    write("/proc/sys/kernel/printk", "1 4 1 7")
    try:
        for line in sys.stdin:
            say(answer(json.loads(line), environment, home))
    finally:
        shutil.rmtree(environment["DIRECTORY"], ignore_errors=True)


def answer(request, environment, home):
    try:
        with Namespace(request["host"], environment, home) as namespace, tempfile.TemporaryDirectory() as directory:
            # As devices of a machine show; nothing is sent, so that nobody is missed.
            for device in namespace.taps:
                namespace.run(["ip", "link", "set", device, "arp", "on"])
            if request.get("ipsets"):
                namespace.run(["ipset", "restore"], request["ipsets"])
            return {"results": [play(line, environment, directory) for line in request["lines"]]}
    except Exception as error:  # noqa: BLE001 — one sequence must not end the agent
        return {"error": f"{type(error).__name__}: {error}"}


def play(line, environment, directory):
    try:
        done = subprocess.run(["bash", "--norc", "-c", line], stdin=subprocess.DEVNULL, capture_output=True,
                              env=environment, cwd=directory, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return {"exit": -1, "stdout": "", "stderr": "(it ran too long)\n"}
    return {"exit": done.returncode, "stdout": text(done.stdout), "stderr": text(done.stderr)}


def text(data):
    return data.decode("utf-8", "replace")


def write(path, content):
    with open(path, "w", encoding="ascii") as file:
        file.write(content)


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
