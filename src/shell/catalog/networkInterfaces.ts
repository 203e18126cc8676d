import { act } from '../effects/act.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';

/** The machine's ways to the network: interfaces, addresses, routes. */
export const networkInterfacesTools: readonly Tool[] = [
  {
    names: 'dhclient dhcpcd udhcpc wpa_supplicant locale-gen',
    free: true,
    does: 'system.change:operation',
    examples: { held: { 'dhclient eth0': 'system.change' } },
  },
  {
    names: 'ip ifconfig route arp',
    free: true,
    operands: 'text...',
    also: (call) => {
      const netns = call.args.findIndex((arg) => arg.value === 'exec');
      if (netns > 0 && call.args.some((arg) => /^(?:netns|vrf)$/.test(arg.value)))
        runWords(call, call.args.slice(netns + 2));
      if (
        call.args.some(({ value }, index) =>
          value === 'netns'
            ? !/^(?:list|ls|show|identify|pids)?$/.test(call.args[index + 1]?.value ?? '')
            : /^(?:add|del|delete|set|flush|change|replace|append|up|down|mtu|hw|-b|-batch|--batch)$/.test(value),
        ) ||
        // An address behind the name of an interface is given to it.
        (call.title === 'ifconfig' && call.parsed.operands.length > 1) ||
        (call.title === 'arp' && call.args.some((arg) => /^-[a-z]*[dsf]/.test(arg.value)))
      )
        act(
          call,
          'system.change',
          'operation',
          [call.title, ...call.parsed.operands.slice(0, 4).map(({ value }) => value)].join(' '),
          call.range,
        );
    },
    examples: {
      held: {
        'ip link set eth0 down': 'system.change',
        'arp -d 10.0.0.1': 'system.change',
        'ifconfig eth0 10.0.0.2': 'system.change',
        'ip netns exec blue rm -rf x': 'file.delete system.change',
      },
      passed: ['ip addr show', 'arp -a', 'ip netns list'],
    },
  },
];
