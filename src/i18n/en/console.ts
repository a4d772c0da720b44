export const consoleArea = {
  input: 'Command',
  output: 'Output of the commands',
  welcome: 'This is the firewall’s shell, as it stands after step {{step}}. Type help for what it knows.',
  welcomeStart: 'This is the firewall’s shell. Type help for what it knows.',
  clear: 'Clear',
  asStep: 'Add to the timeline as a step',
  at: 'The machine',
  atStart: 'as loaded',
  atPlayhead: 'after step {{step}}',
  changed: 'Written into the scenario: {{what}}. Undo takes it back.',
  ruleset: 'ruleset',
  routes: 'routes',
  rules: 'policy rules',
  sysctl: 'sysctl',
  addedStep: 'Added as step {{step}}.',
  undo: 'Console: {{line}}',
  running: 'running…',
  help: `Commands, as on the real machine:
  iptables, iptables-save, iptables-restore    -A -I -D -R -F -N -X -E -P -L -S -Z, all tables
  ip addr|link|route|rule                       addresses, routes and policy rules
  ipset, conntrack, sysctl, ss                  sets, connections, settings, sockets
  dmesg, cat, tail, grep, echo                  the kernel log and files
  service iptables save                         as in the textbooks
Pipes, >, >>, <, ; and && work. ↑ ↓ history, Tab completes, Ctrl-L clears.
What changes the ruleset or the host changes the scenario, and can be undone.
`,
} as const;
