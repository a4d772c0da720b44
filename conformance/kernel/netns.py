"""A network namespace holding one scenario's host: TAP interfaces, addresses, routes, sysctls, sockets."""

import ctypes
import errno
import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile

import nftables

CLONE_NEWNET = 0x40000000
CLONE_NEWNS = 0x00020000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
TUNSETIFF, TUNSETPERSIST = 0x400454CA, 0x400454CB
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
SO_ATTACH_FILTER = 26
SOL_IP, IPT_SO_GET_INFO = 0, 64
ETH_P_ALL, ETH_P_IP = 0x0003, 0x0800
PACKET_OUTGOING = 4

#: First opened is listed last by iptables-save, so that it begins with raw.
TABLES_IN_ORDER_OF_FIRST_USE = ("filter", "nat", "mangle", "raw")

#: What the scenario format fixes, other than a stock kernel's defaults. ip_forward goes first: writing it resets others.
DEFAULT_SYSCTLS = (
    ("net.ipv4.ip_forward", "1"),
    ("net.ipv6.conf.all.disable_ipv6", "1"),
    ("net.ipv6.conf.default.disable_ipv6", "1"),
    *((f"net.ipv4.conf.{scope}.{key}", "0")
      for scope in ("all", "default", "lo") for key in ("rp_filter", "send_redirects", "log_martians")),
    ("net.ipv4.icmp_ratelimit", "0"),
    ("net.ipv4.icmp_ratemask", "0"),
    ("net.ipv4.icmp_msgs_per_sec", "1000000"),
    ("net.ipv4.icmp_msgs_burst", "1000000"),
    ("net.netfilter.nf_conntrack_acct", "1"),
)

libc = ctypes.CDLL(None, use_errno=True)


class ScenarioRefused(Exception):
    """The scenario's host cannot be built: what the kernel or a tool said."""


def _check(result, what):
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def default_mac(position):
    """MAC of the n-th interface (counted from 1) when the scenario names none."""
    return f"02:00:00:00:00:{position:02x}"


def peer_mac(position):
    """Source MAC of a frame received on the n-th interface (counted from 1) when the packet names none."""
    return f"02:00:00:00:01:{position:02x}"


def mac_bytes(text):
    return bytes.fromhex(text.replace(":", ""))


def isolate_tools():
    """
    A private view of the files that the tools read: `iptables` is the legacy one, names are never asked of a
    name server (it would put packets on the scenario's wire), and the xtables lock is this process's own.
    Returns the environment for subprocesses.
    """
    _check(libc.unshare(CLONE_NEWNS), "unshare(mount)")
    _check(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "mount(private)")
    directory = tempfile.mkdtemp(prefix="chainwalk-kernel-")
    nsswitch = os.path.join(directory, "nsswitch.conf")
    with open(nsswitch, "w", encoding="ascii") as file:
        file.write("hosts: files\nservices: files\nprotocols: files\nnetworks: files\npasswd: files\ngroup: files\n")
    if os.path.exists("/etc/nsswitch.conf"):
        _check(libc.mount(nsswitch.encode(), b"/etc/nsswitch.conf", None, MS_BIND, None), "mount(nsswitch)")
    multi = shutil.which("xtables-legacy-multi") or os.path.realpath(shutil.which("iptables-legacy") or "")
    if not os.path.exists(multi):
        raise ScenarioRefused("xtables-legacy-multi is not installed")
    for name in ("iptables", "iptables-restore", "iptables-save", "iptables-legacy",
                 "iptables-legacy-restore", "iptables-legacy-save"):
        os.symlink(multi, os.path.join(directory, name))
    return {"PATH": f"{directory}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin", "LC_ALL": "C",
            "XTABLES_LOCKFILE": os.path.join(directory, "lock"), "DIRECTORY": directory}


class Namespace:
    """The host of one scenario. Use as a context manager: leaving it gives the kernel everything back."""

    def __init__(self, host, environment, home):
        self.environment = environment
        self.home = home
        self.taps = {}
        self.macs = {}
        self.sockets = []
        self.senders = {}
        self.capture = None
        _check(libc.unshare(CLONE_NEWNET), "unshare(net)")
        try:
            self._build(host)
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _build(self, host):
        write_sysctls(DEFAULT_SYSCTLS)
        # Of two hooks of equal priority the one registered last runs first: confirming must precede swallowing.
        if host.get("localStack", "replies") == "silent":
            nftables.install_swallower()
        if host.get("conntrack", "on") == "on":
            nftables.install_conntrack_user()
        for table in TABLES_IN_ORDER_OF_FIRST_USE:
            open_table(table)
        self._make_interfaces(host["interfaces"])
        self._configure(host)
        write_sysctls((key, str(value)) for key, value in host.get("sysctl", {}).items())
        self._open_sockets(host.get("sockets", []))
        self.capture = open_capture()

    def _make_interfaces(self, interfaces):
        for position, interface in enumerate(interfaces, 1):
            name = interface["name"]
            tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
            self.taps[name] = tap
            fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
            self.macs[name] = (interface.get("mac", default_mac(position)), peer_mac(position))

    def _configure(self, host):
        lines = ["link set lo up"]
        for interface in host["interfaces"]:
            name = interface["name"]
            # Without ARP every on-link address is resolved at once, as the format promises, and synchronously.
            lines.append(f"link set {name} address {self.macs[name][0]} mtu {interface.get('mtu', 1500)} arp off up")
            lines.extend(f"addr add {address} dev {name}" for address in interface.get("addresses", []))
        lines.extend(f"route add {route}" for route in host.get("routes", []))
        lines.extend(f"rule add {rule}" for rule in host.get("rules", []))
        done = self.run(["ip", "-batch", "-"], "".join(line + "\n" for line in lines))
        if done.returncode != 0 or done.stderr:
            raise ScenarioRefused(f"ip: {done.stderr.decode()}")

    def _open_sockets(self, sockets):
        for wanted in sockets:
            kind = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM, "raw": socket.SOCK_RAW}[wanted["proto"]]
            protocol = wanted["port"] if kind == socket.SOCK_RAW else 0
            with credentials(wanted.get("uid", 0), wanted.get("gid", 0)):
                opened = socket.socket(socket.AF_INET, kind, protocol)
            self.sockets.append(opened)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((wanted.get("address", "0.0.0.0"), wanted["port"]))
            if kind == socket.SOCK_STREAM:
                opened.listen(128)

    def run(self, arguments, text=""):
        done = subprocess.run(arguments, input=text.encode(), capture_output=True, env=self.environment,
                              check=False, cwd="/", timeout=20)
        if done.returncode < 0:
            return as_shell_reports(done)
        return done

    def sender(self, uid, gid, mark):
        """A raw socket (IP_HDRINCL) owned by uid and gid, as a local process would have."""
        key = (uid, gid)
        if key not in self.senders:
            with credentials(uid, gid):
                opened = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
            self.senders[key] = opened
        self.senders[key].setsockopt(socket.SOL_SOCKET, socket.SO_MARK, struct.pack("I", mark))
        return self.senders[key]

    def receive(self, device, datagram, source_mac=None, destination_mac=None):
        """A frame arrives on the device. Returns once the kernel has handled it."""
        own, peer = self.macs[device]
        frame = mac_bytes(destination_mac or own) + mac_bytes(source_mac or peer) + b"\x08\x00" + datagram
        tap = self.taps[device]
        # A frame written without waiting would lie in memory as no network card's does, which TCP's windows show.
        os.set_blocking(tap, True)
        try:
            os.write(tap, frame)
        except OSError as error:
            if error.errno != errno.EIO:  # The device is down: a frame is lost.
                raise
        finally:
            os.set_blocking(tap, False)

    def sent(self):
        """The IP datagrams that left since the last call: [(device, bytes)], in order; loopback left out."""
        datagrams = []
        while True:
            try:
                data, address = self.capture.recvfrom(70000)
            except BlockingIOError:
                break
            device, protocol = address[0], address[1]
            if protocol == ETH_P_IP and device in self.taps:
                datagrams.append((device, data))
        for tap in self.taps.values():
            drain(tap)
        return datagrams

    def close(self):
        # A device that outlives its descriptor goes with the namespace, which the kernel clears away in the background.
        for descriptor in self.taps.values():
            fcntl.ioctl(descriptor, TUNSETPERSIST, 1)
            os.close(descriptor)
        for opened in [*self.sockets, *self.senders.values(), *([self.capture] if self.capture else [])]:
            opened.close()
        _check(libc.setns(self.home, CLONE_NEWNET), "setns")


class credentials:
    """File-system ids of this thread: they become the owner of a socket opened meanwhile."""

    def __init__(self, uid, gid):
        self.ids = (uid, gid)

    def __enter__(self):
        libc.setfsgid(self.ids[1])
        libc.setfsuid(self.ids[0])

    def __exit__(self, *_):
        libc.setfsuid(0)
        libc.setfsgid(0)


def as_shell_reports(killed):
    """A tool that died of a signal, in the words and with the exit code of the shell that started it."""
    name = signal.strsignal(-killed.returncode) or "Killed"
    return subprocess.CompletedProcess(killed.args, 128 - killed.returncode, killed.stdout,
                                       killed.stderr + f"{name}\n".encode())


def write_sysctls(pairs):
    for key, value in pairs:
        try:
            with open("/proc/sys/" + sysctl_path(key), "w", encoding="ascii") as file:
                file.write(value + "\n")
        except OSError as error:
            raise ScenarioRefused(f"sysctl {key}: {error.strerror}") from error


def sysctl_path(key):
    """`net.ipv4.conf.eth0/1.rp_filter`: as sysctl(8), a dot inside a name is written as a slash."""
    return key.replace(".", "\0").replace("/", ".").replace("\0", "/")


def open_table(name):
    """Asks for the table's size, as every iptables command does: this registers it in the namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as opened:
        request = bytearray(struct.pack("32s52x", name.encode()))
        buffer = (ctypes.c_char * 84).from_buffer(request)
        length = ctypes.c_uint(84)
        _check(libc.getsockopt(opened.fileno(), SOL_IP, IPT_SO_GET_INFO, buffer, ctypes.byref(length)),
               f"table {name}")


def open_capture():
    """Sees outgoing datagrams of all devices in order, without their link header."""
    opened = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
    program = [(0x28, 0, 0, 0xFFFFF000 + 4), (0x15, 0, 1, PACKET_OUTGOING), (0x06, 0, 0, 0xFFFF), (0x06, 0, 0, 0)]
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    buffer = ctypes.create_string_buffer(code)
    opened.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer)))
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    opened.setblocking(False)
    return opened


def drain(tap):
    while True:
        try:
            os.read(tap, 70000)
        except BlockingIOError:
            return
