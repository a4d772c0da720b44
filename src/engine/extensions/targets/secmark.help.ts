/** What `iptables -j SECMARK -h` prints of the target. */
export const help = `SECMARK target options:
  --selctx value                     Set the SELinux security context
`;
