/** The controls under the graph. */
export const transport = {
  label: 'Playback',
  play: 'Play',
  pause: 'Pause',
  previousEvent: 'Previous event',
  nextEvent: 'Next event',
  previousPacket: 'Previous step of the timeline',
  nextPacket: 'Next step of the timeline',
  start: 'Start of this walk',
  end: 'End of this walk',
  position: 'event {{position}} of {{count}}',
  scrub: 'Position in the walk',
  speed: 'Speed',
  computing: 'The engine is working…',
  nothing: 'Nothing to play yet',
  shortcuts: {
    playPause: 'Space',
  },
} as const;
