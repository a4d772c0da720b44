"""
Runs scenarios on this machine's kernel. JSON lines on standard input and output:

  → {"id": 1, "scenario": {…}}                 every packet as bytes (`hex`)
  ← {"id": 1, "ask": {"step": 4, "sent": […]}} a reply step: what the step it answers put on the wire
  → {"hex": "45…", "in": "eth1"} or {}         the datagram to inject, or none
  ← {"id": 1, "result": {…}, "steps": […]}     the result of `--format kernel`, or "error" and "kind"
"""

import contextlib
import json
import os
import re
import shlex
import shutil
import sys
import time

from clock import MissedTick, TickClock
from kernel_log import KernelLog, LogOverrun
from netns import Namespace, ScenarioRefused, isolate_tools, libc, CLONE_NEWNET

LONGEST_WAIT_SECONDS = 3
ATTEMPTS = 20
COMMANDS = {"iptables", "iptables-save", "iptables-restore", "ip", "conntrack", "ipset", "sysctl"}
#: Extensions whose answer depends on the tick a packet falls into.
TIMED = re.compile(r"-m (limit|hashlimit|recent|rateest|connlimit)\b")
#: What the format fixes to a virtual calendar that a real kernel does not follow.
CALENDAR = re.compile(r"-m time\b")
CONNTRACK_BUCKETS = "/proc/sys/net/netfilter/nf_conntrack_buckets"
RCU_EXPEDITED = "/sys/kernel/rcu_expedited"


class NotRecordable(Exception):
    """A scenario that the format allows but a real kernel cannot play in reasonable time."""


class Agent:
    def __init__(self):
        prepare_kernel()
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        self.environment = isolate_tools()
        self.log = KernelLog()

    def serve(self):
        for line in sys.stdin:
            request = json.loads(line)
            say({"id": request["id"], **self.answer(request["id"], request["scenario"])})

    def answer(self, request_id, scenario):
        try:
            check_recordable(scenario)
            paced = is_timed(scenario)
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    result = self.play(request_id, scenario, paced)
                    if not paced and sends_redirects(result):
                        paced = True
                        result = self.play(request_id, scenario, paced)
                    return {"result": result}
                except (MissedTick, LogOverrun) as error:
                    if attempt == ATTEMPTS:
                        return {"error": f"{type(error).__name__} in each of {ATTEMPTS} attempts", "kind": "busy"}
        except NotRecordable as error:
            return {"error": str(error), "kind": "unrecordable"}
        except ScenarioRefused as error:
            return {"error": str(error), "kind": "refused"}
        except Exception as error:  # noqa: BLE001 — one scenario must not end the agent
            return {"error": f"{type(error).__name__}: {error}", "kind": "failed"}

    def play(self, request_id, scenario, paced):
        with Namespace(scenario["host"], self.environment, self.home) as namespace:
            if scenario.get("ipsets"):
                done = namespace.run(["ipset", "restore"], scenario["ipsets"])
                if done.returncode != 0:
                    raise ScenarioRefused(done.stderr.decode())
            restored = restore(namespace, scenario.get("ruleset", ""))
            if restored["exit"] != 0:
                return {"restore": restored}
            steps = self.play_timeline(request_id, namespace, scenario, paced)
            return {"restore": restored, "steps": steps, "save": save(namespace), "conntrack": conntrack(namespace)}

    def play_timeline(self, request_id, namespace, scenario, paced):
        clock = TickClock(paced)
        with prompt_wakeups():
            return self.play_steps(request_id, namespace, scenario, clock)

    def play_steps(self, request_id, namespace, scenario, clock):
        steps = []
        for number, step in enumerate(scenario["timeline"], 1):
            if "wait" in step:
                clock.wait(step["wait"])
                steps.append({})
            elif "command" in step:
                steps.append(run_command(namespace, step["command"]))
            else:
                packet = step.get("packet") or ask_for_reply(request_id, number, step["reply"], steps)
                steps.append(self.play_packet(namespace, clock, packet) if packet else {})
        return steps

    def play_packet(self, namespace, clock, packet):
        data = bytes.fromhex(packet["hex"])
        namespace.sent()
        clock.before_packet()
        with self.log as log:
            if "in" in packet:
                namespace.receive(packet["in"], data, packet.get("srcMac"), packet.get("dstMac"))
            else:
                send_locally(namespace, packet, data)
            lines = log.read()
        clock.after_packet()
        sent = [{"dev": device, "hex": datagram.hex()} for device, datagram in namespace.sent()]
        return {"log": lines, "sent": sent}


@contextlib.contextmanager
def prompt_wakeups():
    """Real-time priority while packets are due; the tools that are started meanwhile do not inherit it."""
    os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(10))
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def send_locally(namespace, packet, data):
    sender = namespace.sender(packet.get("uid", 0), packet.get("gid", 0), packet.get("mark", 0))
    try:
        sender.sendto(data, (".".join(str(byte) for byte in data[16:20].ljust(4, b"\0")), 0))
    except OSError:
        pass  # The verdict of the hooks, or no route: the sender's errno is no part of a result.


def ask_for_reply(request_id, number, reply, steps):
    answered = steps[reply["to"] - 1] if reply["to"] <= len(steps) else {}
    say({"id": request_id, "ask": {"step": number, "sent": answered.get("sent", [])}})
    answer = json.loads(sys.stdin.readline())
    return answer if "hex" in answer else None


def restore(namespace, ruleset):
    chains = re.findall(r"^:.*$", ruleset, re.M)
    counted = bool(chains) and all(re.search(r"\[\d+:\d+\]\s*$", chain) for chain in chains)
    done = namespace.run(["iptables-restore", *(["-c"] if counted else [])], ruleset)
    return {"exit": done.returncode, "stderr": done.stderr.decode()}


def run_command(namespace, command):
    words = shlex.split(command)
    if not words or words[0] not in COMMANDS:
        raise NotRecordable(f"not a command of a scenario: {command}")
    done = namespace.run(words)
    return {"exit": done.returncode, "stdout": done.stdout.decode(), "stderr": done.stderr.decode()}


def save(namespace):
    text = namespace.run(["iptables-save", "-c"]).stdout.decode()
    return "".join(line for line in text.splitlines(True) if not line.startswith("#"))


def conntrack(namespace):
    return sorted(namespace.run(["conntrack", "-L"]).stdout.decode().splitlines())


def is_timed(scenario):
    commands = [step["command"] for step in scenario["timeline"] if "command" in step]
    return bool(TIMED.search("\n".join([scenario.get("ruleset", ""), *commands])))


def sends_redirects(result):
    """Redirects are rationed by time: 20 ms, 40 ms, 80 ms… after the last one (ip_rt_send_redirect)."""
    datagrams = [sent["hex"] for step in result.get("steps", []) for sent in step.get("sent", [])]
    return any(hex[18:20] == "01" and hex[int(hex[1], 16) * 8 :][:2] == "05" for hex in datagrams)


def check_recordable(scenario):
    waited = sum(step["wait"] for step in scenario["timeline"] if "wait" in step)
    if waited > LONGEST_WAIT_SECONDS:
        raise NotRecordable(f"waits {waited} s in all: more than {LONGEST_WAIT_SECONDS} s of real time")
    if CALENDAR.search(scenario.get("ruleset", "")):
        raise NotRecordable("the time match depends on the scenario's own calendar")


def prepare_kernel():
    """Machine-wide settings: log lines of namespaces are shown, no console, few buckets to list, no long waits for RCU."""
    write("/proc/sys/net/netfilter/nf_log_all_netns", "1")
    write("/proc/sys/kernel/printk", "1 4 1 7")
    with open(CONNTRACK_BUCKETS, encoding="ascii") as file:
        if int(file.read()) > 4096:
            write(CONNTRACK_BUCKETS, "4096")
    if os.access(RCU_EXPEDITED, os.W_OK):
        write(RCU_EXPEDITED, "1")


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def say(message):
    sys.stdout.write(json.dumps(message, separators=(",", ":")) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if os.geteuid() != 0 or sys.platform != "linux":
        sys.exit("the kernel agent needs root on Linux")
    agent = Agent()
    try:
        agent.serve()
    finally:
        shutil.rmtree(agent.environment["DIRECTORY"], ignore_errors=True)
