/** What `iptables -m comment -h` prints of the match. */
export const help = `comment match options:
--comment COMMENT             Attach a comment to a rule
`;
