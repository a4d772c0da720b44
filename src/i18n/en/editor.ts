export const editor = {
  label: 'Ruleset as iptables-save text',
  inForce: 'In force',
  checking: 'Checking…',
  invalid_one: '{{count}} error: the last valid ruleset stays in force',
  invalid_other: '{{count}} errors: the last valid ruleset stays in force',
  refused: 'Refused: {{message}} The last valid ruleset stays in force',
  discard: 'Discard my text',
  changedElsewhere: 'The ruleset was changed elsewhere meanwhile.',
  byCommands: 'Commands of the timeline change it later: the text is what is loaded at the start.',
  undo: 'Edit ruleset text',
  line: 'line {{line}}',
} as const;
