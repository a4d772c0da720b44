/** What `iptables -m connlabel -h` prints of the match. */
export const help = `connlabel match options:
[!] --label name     Match if label has been set on connection
    --set            Set label on connection
`;
