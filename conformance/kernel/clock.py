"""Places packets on the kernel's ticks as virtual time does: the k-th packet 10 ms × k after the first."""

import time

#: jiffies moves on whole multiples of this on CLOCK_MONOTONIC (tick_setup_device aligns it so).
TICK_NS = 4_000_000
PACKET_NS = 10_000_000
#: Where in its tick a packet is aimed: late enough for the tick to have been counted, early enough to leave room.
PHASE_NS = 250_000


class MissedTick(Exception):
    """The machine was too busy: a packet fell into a later tick than its virtual instant."""


class TickClock:
    """Real time where a scenario's answer depends on ticks (`paced`); elsewhere packets follow at once."""

    def __init__(self, paced):
        self.paced = paced
        self.virtual = 0
        self.first_tick = None

    def before_packet(self):
        if not self.paced:
            return
        if self.first_tick is None:
            self.first_tick = (monotonic() // TICK_NS + 1) * TICK_NS
        sleep_until(self.first_tick + self.virtual + PHASE_NS)

    def after_packet(self):
        if self.paced and (monotonic() - self.first_tick) // TICK_NS != self.virtual // TICK_NS:
            raise MissedTick
        self.virtual += PACKET_NS

    def wait(self, seconds):
        if self.first_tick is None:
            time.sleep(seconds)
            return
        self.virtual += round(seconds * 1e9)
        # A little early, so that the next packet does not miss its tick.
        sleep_until(self.first_tick + self.virtual - TICK_NS // 2)


def sleep_until(instant):
    """Sleeps coarsely, then spins: a sleeping processor wakes up too late for a tick of 4 ms."""
    while (left := instant - monotonic()) > 0:
        if left > 500_000:
            time.sleep((left - 400_000) / 1e9)


def monotonic():
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
