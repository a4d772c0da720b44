"""The two things that iptables cannot say without showing them: spoken to nf_tables over netlink."""

import socket
import struct

NETLINK_NETFILTER = 12
SUBSYSTEM = 10
BATCH_BEGIN, BATCH_END = 0x10, 0x11
NEW_TABLE, NEW_CHAIN, NEW_RULE = 0, 3, 6
REQUEST, ACK, CREATE, APPEND = 0x1, 0x4, 0x400, 0x800
NFPROTO_IPV4 = 2
HOOK_INPUT, PRIORITY_LAST, POLICY_DROP = 1, 0x7FFFFFFF, 0
NAME = b"chainwalk\0"


def install_conntrack_user():
    """
    A rule that reads the connection state turns tracking and defragmentation on. It stands in a chain that no
    hook calls, so it never sees a packet.
    """
    state_to_register = _attribute(1, b"ct\0") + _nest(2, _attribute(1, _u32(1)) + _attribute(2, _u32(0)))
    expressions = _nest(4, _nest(1, state_to_register))
    _commit([
        _message(NEW_TABLE, CREATE, _attribute(1, NAME)),
        _message(NEW_CHAIN, CREATE, _attribute(1, NAME) + _attribute(3, b"tracking\0")),
        _message(NEW_RULE, CREATE | APPEND, _attribute(1, NAME) + _attribute(2, b"tracking\0") + expressions),
    ])


def install_swallower():
    """
    A chain that drops everything at the very end of INPUT. Connection tracking confirms at the same priority;
    among equals the last registered hook runs first, so this must be installed before tracking is turned on.
    """
    hook = _nest(4, _attribute(1, _u32(HOOK_INPUT)) + _attribute(2, _u32(PRIORITY_LAST)))
    _commit([
        _message(NEW_TABLE, CREATE, _attribute(1, NAME)),
        _message(NEW_CHAIN, CREATE, _attribute(1, NAME) + _attribute(3, b"swallow\0") + hook
                 + _attribute(5, _u32(POLICY_DROP)) + _attribute(7, b"filter\0")),
    ])


def _u32(value):
    return struct.pack(">I", value)


def _attribute(kind, value):
    return struct.pack("HH", 4 + len(value), kind) + value + b"\0" * (-len(value) % 4)


def _nest(kind, value):
    return _attribute(kind | 0x8000, value)


def _message(kind, flags, payload, subsystem=SUBSYSTEM, resource=0):
    body = struct.pack(">BBH", NFPROTO_IPV4 if resource == 0 else 0, 0, resource) + payload
    return struct.pack("IHHII", 16 + len(body), (subsystem << 8) | kind, REQUEST | flags, 1, 0) + body


def _commit(messages):
    batch = (_message(BATCH_BEGIN, 0, b"", 0, SUBSYSTEM) + b"".join(messages[:-1])
             + _with_ack(messages[-1]) + _message(BATCH_END, 0, b"", 0, SUBSYSTEM))
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as netlink:
        netlink.bind((0, 0))
        netlink.settimeout(5)
        netlink.send(batch)
        answer = netlink.recv(65536)
        error = struct.unpack_from("i", answer, 16)[0]
        if error != 0:
            raise OSError(-error, "nf_tables refused the harness's chain")


def _with_ack(message):
    length, kind, flags, sequence, port = struct.unpack_from("IHHII", message)
    return struct.pack("IHHII", length, kind, flags | ACK, sequence, port) + message[16:]
