/**
 * The Python half of a lab script: plays the timeline in a namespace that the shell half has built, prints what the kernel did, and
 * compares it with what the page said. Standard library only. It reads LAB (the file that the shell half wrote) from its first argument.
 */
export const PLAYER = String.raw`
import ctypes, fcntl, json, os, re, shlex, shutil, socket, struct, subprocess, sys, time

LAB = json.load(open(sys.argv[1]))
DIRECTORY = sys.argv[2]
MAX_WAIT = float(os.environ.get("MAX_WAIT", "inf"))
libc = ctypes.CDLL(None, use_errno=True)
MASKED = "*"
different = []

# --- What of a scenario may be run as root: the tools it is about, without their ways to other programs and files.
TOOLS = {"iptables", "iptables-save", "iptables-restore", "ip", "conntrack", "ipset", "sysctl"}
FORBIDDEN = re.compile(r"^(-M|--modprobe.*|-f|-file|--file|-b|-batch|--load.*|-p|--system|netns|vrf|exec)$")
ALLOWED_BESIDES = {"iptables": {"-p", "-f"}, "conntrack": {"-p", "-f"}, "ipset": set(), "ip": set()}

def refusal(words):
    if not words or words[0] not in TOOLS:
        return "is not a tool of this lab"
    for word in words[1:]:
        if FORBIDDEN.match(word) and word not in ALLOWED_BESIDES.get(words[0], set()):
            return "is not run here because of " + word
    if words[0] == "sysctl" and any("=" in word and not word.startswith("net.") for word in words[1:]):
        return "would change a setting outside the namespace"
    return None

# --- The two things that iptables cannot say without showing them, told to nf_tables over netlink.
def attribute(kind, value):
    return struct.pack("HH", 4 + len(value), kind) + value + b"\0" * (-len(value) % 4)

def nest(kind, value):
    return attribute(kind | 0x8000, value)

def message(kind, flags, payload):
    body = struct.pack(">BBH", 2, 0, 0) + payload
    return struct.pack("IHHII", 16 + len(body), 10 << 8 | kind, 1 | flags, 1, 0) + body

def commit(messages):
    edge = lambda kind: struct.pack("IHHIIBBH", 20, kind, 1, 1, 0, 0, 0, socket.htons(10))
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12) as netlink:
        netlink.bind((0, 0))
        netlink.send(edge(0x10) + b"".join(messages) + edge(0x11))

def number(value):
    return struct.pack(">I", value)

NAME = b"chainwalk-lab\0"

def track_connections():
    state = attribute(1, b"ct\0") + nest(2, attribute(1, number(1)) + attribute(2, number(0)))
    commit([message(0, 0x400, attribute(1, NAME)),
            message(3, 0x400, attribute(1, NAME) + attribute(3, b"tracking\0")),
            message(6, 0xC00, attribute(1, NAME) + attribute(2, b"tracking\0") + nest(4, nest(1, state)))])

def swallow_what_is_delivered():
    hook = nest(4, attribute(1, number(1)) + attribute(2, number(0x7FFFFFFF)))
    commit([message(0, 0x400, attribute(1, NAME)),
            message(3, 0x400, attribute(1, NAME) + attribute(3, b"swallow\0") + hook
                    + attribute(5, number(0)) + attribute(7, b"filter\0"))])

# --- Interfaces, sockets, the wire.
def open_tap(name):
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, 0x400454CA, struct.pack("16sH22x", name.encode(), 0x1002))
    return tap

def as_user(uid, gid, action):
    libc.setfsgid(gid); libc.setfsuid(uid)
    try:
        return action()
    finally:
        libc.setfsuid(0); libc.setfsgid(0)

def open_socket(wanted):
    kind = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM, "raw": socket.SOCK_RAW}[wanted["proto"]]
    protocol = wanted["port"] if kind == socket.SOCK_RAW else 0
    opened = as_user(wanted.get("uid", 0), wanted.get("gid", 0), lambda: socket.socket(socket.AF_INET, kind, protocol))
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if wanted.get("transparent"):
        opened.setsockopt(socket.SOL_IP, 19, 1)  # IP_TRANSPARENT
    opened.bind((wanted.get("address", "0.0.0.0"), wanted["port"]))
    if kind == socket.SOCK_STREAM:
        opened.listen(128)
    return opened

def inject(step):
    data = bytes.fromhex(step["hex"])
    if "in" in step:
        own, peer = LAB["macs"][step["in"]]
        mac = lambda text: bytes.fromhex(text.replace(":", ""))
        os.write(TAPS[step["in"]], mac(step.get("dstMac", own)) + mac(step.get("srcMac", peer)) + b"\x08\0" + data)
        return
    with as_user(step.get("uid", 0), step.get("gid", 0),
                 lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)) as sender:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, step.get("mark", 0))
        try:
            sender.sendto(data, (socket.inet_ntoa(data[16:20].ljust(4, b"\0")), 0))
        except OSError as error:
            print("      sendto: " + error.strerror)

def drain(descriptor):
    while True:
        try:
            os.read(descriptor, 70000)
        except BlockingIOError:
            return

def sent_since():
    found = []
    while True:
        try:
            data, address = CAPTURE.recvfrom(70000)
        except BlockingIOError:
            break
        if address[2] == 4 and address[1] == 0x0800 and address[0] in TAPS:
            found.append({"dev": address[0], "hex": data.hex()})
    for tap in TAPS.values():
        drain(tap)
    return found

def log_since():
    lines = []
    while True:
        try:
            record = os.read(RING, 8192)
        except BlockingIOError:
            return lines
        except OSError:
            continue
        text = record.decode("latin-1").partition(";")[2].split("\n", 1)[0]
        text = re.sub(r"\\x([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), text)
        text = text.encode("latin-1").decode("utf-8", "replace")
        if re.search(r"IN=\S* OUT=\S* ", text):
            lines.append(text)

# --- Answers: the page's own, but to what the kernel really sent (it draws some ports and sequence numbers itself).
def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data + b"\0") // 2), data + b"\0" * (len(data) % 2)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF

def adapted(reply, said, real):
    packet, said, real = bytearray.fromhex(reply), bytes.fromhex(said), bytes.fromhex(real)
    if said[12:20] != real[12:20]:
        packet[12:16], packet[16:20] = real[16:20], real[12:16]
    start, old = (packet[0] & 15) * 4, (said[0] & 15) * 4
    protocol = packet[9]
    if protocol in (6, 17) and said[9] == real[9] == protocol:
        if said[old:old + 4] != real[old:old + 4]:
            packet[start:start + 2], packet[start + 2:start + 4] = real[old + 2:old + 4], real[old:old + 2]
        if protocol == 6:
            moved = (struct.unpack_from("!I", real, old + 4)[0] - struct.unpack_from("!I", said, old + 4)[0])
            ack = struct.unpack_from("!I", packet, start + 8)[0]
            struct.pack_into("!I", packet, start + 8, (ack + moved if packet[start + 13] & 16 else ack) & 0xFFFFFFFF)
    if protocol == 1 and said[9] == real[9] == 1:
        packet[start + 4:start + 6] = real[old + 4:old + 6]
    packet[10:12] = b"\0\0"
    struct.pack_into("!H", packet, 10, checksum(bytes(packet[:start])))
    place = {1: 2, 6: 16, 17: 6}.get(protocol)
    if place is not None and not (protocol == 17 and packet[start + 6:start + 8] == b"\0\0"):
        packet[start + place:start + place + 2] = b"\0\0"
        segment = bytes(packet[start:])
        pseudo = b"" if protocol == 1 else bytes(packet[12:20]) + struct.pack("!BBH", 0, protocol, len(segment))
        struct.pack_into("!H", packet, start + place, checksum(pseudo + segment) or 0xFFFF)
    return packet.hex()

# --- Comparison: exact, but for what Linux draws at random and for seconds that pass.
def masked_line(line):
    return re.sub(r"\b(ID|SEQ|ACK)=\d+", r"\1=" + MASKED, line)

def masked_datagram(one):
    data = bytearray.fromhex(one["hex"])
    start = (data[0] & 15) * 4
    data[4:6] = data[10:12] = b"\0\0"
    if data[9] == 6 and len(data) >= start + 20:
        data[start + 4:start + 12] = b"\0" * 8
        data[start + 16:start + 18] = b"\0\0"
    if data[9] == 1:
        data[start + 2:start + 4] = b"\0\0"
        if data[start] not in (0, 8) and len(data) >= start + 20:
            data[start + 12:start + 14] = data[start + 18:start + 20] = b"\0\0"
    return one["dev"] + " " + data.hex()

def masked_entry(line):
    line = re.sub(r"^(\S+\s+\d+) \d+ ", r"\1 " + MASKED + " ", line)
    return re.sub(r"use=\d+", "use=" + MASKED, line).strip()

def masked_text(text):
    lines = [masked_entry(line) for line in text.splitlines() if not re.match("# (Generated|Completed) ", line)]
    # A hash table has no order.
    return "\n".join(sorted(lines) if any("src=" in line for line in lines) else lines)

def compare(what, said, real, mask=lambda value: value):
    if said == real:
        return
    if [mask(one) for one in said] == [mask(one) for one in real]:
        return
    different.append(what)
    print("  ✗ " + what + " differ")
    for sign, mine, others in (("page  ", said, real), ("kernel", real, said)):
        for one in mine:
            if mask(one) not in [mask(other) for other in others]:
                print("      only the " + sign + " | " + str(one if isinstance(one, str) else mask(one)))

def shown(datagram):
    data = bytes.fromhex(datagram["hex"])
    start = (data[0] & 15) * 4
    ends = [socket.inet_ntoa(data[12:16]), socket.inet_ntoa(data[16:20])]
    if data[9] in (6, 17) and len(data) >= start + 4:
        ends = [end + ":" + str(port) for end, port in zip(ends, struct.unpack_from("!HH", data, start))]
    name = {1: "icmp", 6: "tcp", 17: "udp"}.get(data[9], "proto " + str(data[9]))
    return "%s → %s  %s, %d bytes, ttl %d, leaves by %s" % (*ends, name, len(data), data[8], datagram["dev"])

def run(words, text=""):
    return subprocess.run(words, input=text.encode(), capture_output=True, cwd="/", timeout=60)

def play_command(step):
    words = shlex.split(step["command"])
    reason = refusal(words)
    if reason:
        print("      %s: %s" % (words[0] if words else "''", reason))
        return
    done = run(words)
    stdout, stderr = done.stdout.decode(), done.stderr.decode()
    for line in (stdout + stderr).splitlines():
        print("      " + line)
    said = step["said"]
    compare("exit code", [str(said["exit"])], [str(done.returncode)])
    compare("output", [masked_text(said["stdout"] + said["stderr"])], [masked_text(stdout + stderr)])

def play_packet(step, real_steps):
    if "to" in step:
        answered = real_steps[step["to"] - 1]
        if not answered or not step.get("hex"):
            print("      nothing to answer: step %d put nothing on the wire" % step["to"])
            compare("datagram to answer", [str(bool(step.get("hex")))], [str(bool(answered))])
            return []
        step = dict(step, hex=adapted(step["hex"], step["saidSent"], answered[0]["hex"]), **{"in": answered[0]["dev"]})
    with open("/tmp/chainwalk-kernel-log.lock", "a") as lock:
        # Labs and recorders that run at once must not read each other's lines.
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.lseek(RING, 0, os.SEEK_END)
        sent_since()
        inject(step)
        lines, sent = log_since(), sent_since()
    for line in lines:
        print("      log   " + line)
    for one in sent:
        print("      wire  " + shown(one))
    if not lines and not sent:
        print("      (nothing logged, nothing sent)")
    compare("log lines", step["said"]["log"], lines, masked_line)
    compare("datagrams", step["said"]["sent"], sent, masked_datagram)
    time.sleep(0.01)
    return sent

TAPS = {name: open_tap(name) for name in LAB["macs"]}
if LAB["silent"]:
    # Of two chains of one priority the later one runs first: tracking must be turned on after this.
    swallow_what_is_delivered()
if LAB["conntrack"]:
    track_connections()
for table in ("filter", "nat", "mangle", "raw"):
    run(["iptables", "-t", table, "-nL"])
restored = run(["iptables-restore"] + (["-c"] if LAB["counters"] else []), LAB["ruleset"])
if restored.returncode != 0:
    sys.exit("iptables-restore: " + restored.stderr.decode())
SOCKETS = [open_socket(wanted) for wanted in LAB["sockets"]]
CAPTURE = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
CAPTURE.setblocking(False)
RING = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)

real_steps = []
for place, step in enumerate(LAB["steps"], 1):
    print("\n%d. %s" % (place, step["title"]))
    sent = []
    if step.get("disabled"):
        print("      (disabled)")
    elif "wait" in step:
        # The kernel's long timers fire late by up to a quarter of a second.
        wait = min(step["wait"], MAX_WAIT)
        time.sleep(wait + 0.3 if wait >= 2 else wait)
    elif "command" in step:
        play_command(step)
    else:
        sent = play_packet(step, real_steps)
    real_steps.append(sent)

print("\nCounters (iptables-save -c)")
save = [line for line in run(["iptables-save", "-c"]).stdout.decode().splitlines() if not line.startswith("#")]
for line in save:
    print("      " + line)
compare("counters", LAB["save"], save)
if shutil.which("conntrack"):
    print("\nConnections (conntrack -L)")
    entries = sorted(run(["conntrack", "-L"]).stdout.decode().splitlines())
    for line in entries:
        print("      " + line)
    compare("connections", sorted(LAB["entries"]), entries, masked_entry)
else:
    print("\nConnections are not compared: conntrack is not installed.")

if different:
    print("\n%d differences between the page and this kernel (Linux %s)." % (len(different), os.uname().release))
    sys.exit(1)
print("\nThe page and this kernel (Linux %s) agree in everything." % os.uname().release)
`.trimStart();
