"""Reads the kernel log as records; one process at a time may provoke lines and read them."""

import errno
import fcntl
import os
import re
import tempfile

ESCAPE = re.compile(r"\\x([0-9a-f]{2})")
#: Lines of nf_log all carry this; what else reaches the ring (device and x_tables messages) does not.
PACKET_TEXT = re.compile(r"IN=\S* OUT=\S* ")


class LogOverrun(Exception):
    """The ring was overwritten before it was read: the result is not whole."""


class KernelLog:
    """Lines logged while the lock is held belong to the holder, since a frame is handled within the call that injects it."""

    def __init__(self):
        self.ring = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        self.lock = os.open(os.path.join(tempfile.gettempdir(), "chainwalk-kernel-log.lock"),
                            os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def __enter__(self):
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        os.lseek(self.ring, 0, os.SEEK_END)
        return self

    def __exit__(self, *_):
        fcntl.flock(self.lock, fcntl.LOCK_UN)

    def read(self):
        """The packet lines since the lock was taken: [{"level", "line"}]."""
        lines = []
        while True:
            try:
                record = os.read(self.ring, 8192)
            except BlockingIOError:
                return lines
            except OSError as error:
                if error.errno == errno.EPIPE:
                    raise LogOverrun from error
                raise
            header, _, text = record.decode("latin-1").partition(";")
            line = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text.split("\n", 1)[0])
            line = line.encode("latin-1").decode("utf-8", "replace")
            if PACKET_TEXT.search(line):
                lines.append({"level": int(header.split(",", 1)[0]) & 7, "line": line})
