/** What `iptables -m u32 -h` prints of the match. */
export const help = `u32 match options:
[!] --u32 tests
\t\ttests := location "=" value | tests "&&" location "=" value
\t\tvalue := range | value "," range
\t\trange := number | number ":" number
\t\tlocation := number | location operator number
\t\toperator := "&" | "<<" | ">>" | "@"
`;
