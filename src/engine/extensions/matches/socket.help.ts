/** What `iptables -m socket -h` prints of the match. */
export const help = `socket match options:
  --nowildcard     Do not ignore LISTEN sockets bound on INADDR_ANY
  --transparent    Ignore non-transparent sockets
  --restore-skmark Set the packet mark to the socket mark if
                   the socket matches and transparent /\x20
                   nowildcard conditions are satisfied

`;
