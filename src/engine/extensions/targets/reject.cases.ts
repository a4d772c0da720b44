import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'REJECT',
  rules: [
    {
      rule: '-j REJECT',
      saved: '-j REJECT --reject-with icmp-port-unreachable',
      listed: 'reject-with icmp-port-unreachable',
    },
    { rule: '-j REJECT --reject-with host-unreach', saved: '-j REJECT --reject-with icmp-host-unreachable' },
    { rule: '-j REJECT --reject-with ICMP-HOST-PROHIBITED', saved: '-j REJECT --reject-with icmp-host-prohibited' },
    { rule: '-j REJECT --reject-with icmp', saved: '-j REJECT --reject-with icmp-net-unreachable' },
    {
      rule: '-p tcp -j REJECT --reject-with t',
      saved: '-p tcp -j REJECT --reject-with tcp-reset',
      listed: 'reject-with tcp-reset',
    },
    { rule: '-j REJECT --reject-with tcp-reset', error: "Invalid argument. Run `dmesg' for more information." },
    {
      rule: '! -p tcp -j REJECT --reject-with tcp-reset',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
    { rule: '-j REJECT --reject-with rst', error: 'unknown reject type "rst"' },
    { rule: '-j REJECT --reject-with echo-reply', error: 'unknown reject type "echo-reply"' },
    { table: 'mangle', rule: '-j REJECT', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
