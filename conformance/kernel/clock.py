"""Places packets on the kernel's ticks as virtual time does: the k-th packet 10 ms × k after the first."""

import time

#: Missing from the time module: stands still between ticks.
CLOCK_MONOTONIC_COARSE = 6
TICK_NS = 4_000_000
PACKET_NS = 10_000_000
#: A tick is not exactly 4 ms on a clock that is being disciplined.
ROUNDING_NS = 100_000
#: Where in its tick a packet is aimed: late enough to be safely inside, early enough to leave room.
PHASE_NS = 300_000


class MissedTick(Exception):
    """The machine was too busy: a packet fell into a later tick than its virtual instant."""


class TickClock:
    def __init__(self, paced):
        self.paced = paced
        self.virtual = 0
        #: The same tick on the clock that stands still between ticks and on the one that runs.
        self.first_tick = None
        self.started = None

    def start(self):
        before = coarse()
        while (tick := coarse()) == before:
            pass
        self.first_tick = tick
        self.started = time.clock_gettime_ns(time.CLOCK_MONOTONIC)

    def before_packet(self):
        if not self.paced:
            return
        if self.first_tick is None:
            self.start()
        target = self.started + self.virtual + PHASE_NS
        while (left := target - time.clock_gettime_ns(time.CLOCK_MONOTONIC)) > 0:
            if left > 500_000:
                time.sleep((left - 400_000) / 1e9)

    def after_packet(self):
        if self.paced and (coarse() - self.first_tick + ROUNDING_NS) // TICK_NS != self.virtual // TICK_NS:
            raise MissedTick
        self.virtual += PACKET_NS

    def wait(self, seconds):
        self.virtual += round(seconds * 1e9)
        if not self.paced:
            time.sleep(seconds)


def coarse():
    """The instant of the last tick, in nanoseconds."""
    return time.clock_gettime_ns(CLOCK_MONOTONIC_COARSE)
