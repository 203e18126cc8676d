import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { has } from '../state/call.ts';
import { unknownFlow } from '../state/flow.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import type { Tool } from './tool.ts';

/** `env` and `printenv` without words print the environment, and whatever secrets are in it. */
export function printsEnvironment(call: Call): void {
  call.state.stdout = { ...unknownFlow(call.range), secret: 'environment', local: true };
}

/** `+%Y%m%d-%H%M`: a number first, then numbers, names of days and months, and what parts them. */
const STAMP = /^\+%[-_0^]?\d{0,2}[YymdHIMSsNFTjueUGVk](?:%[-_0^]?\d{0,2}[YymdHIMSsNFTjueUGVkabAB]|[-_.:TZ])*$/;

/** Programs that tell of this machine and who uses it. */
export const machineTools: readonly Tool[] = [
  {
    names: 'date gdate',
    options:
      'd,date= debug f,file=read I,iso-8601? R,rfc-email,rfc-2822 rfc-3339= r,reference= s,set=system.change:operation u,utc,universal j v= n',
    also: (call) => {
      const first = call.parsed.operands[0];
      if (first !== undefined && /^\d{8,}/.test(first.value) && !has(call, 'j', 'd'))
        act(call, 'system.change', 'operation', 'date', first.range);
      if (first !== undefined && !first.dynamic && STAMP.test(first.value) && !has(call, 'f', 's'))
        call.state.stdout = { ...unknownFlow(call.range), stamp: true };
    },
    examples: {
      held: { 'date -s 2020-01-01': 'system.change', 'date --set=2020-01-01': 'system.change' },
      passed: ['date +%s', 'date -u -d yesterday'],
    },
  },
  {
    names:
      'whoami uname tty logname users groups uptime free lscpu lsb_release sw_vers getconf locale lsblk lspci lsusb vmstat iostat mpstat cal ncal gcal sleep cygpath wslpath expr jobs yes tput clear cls reset stty figlet cowsay who w last lastlog finger hostid numfmt sensors lshw dmidecode lsmod lsns sestatus getenforce compaudit run-help',
    free: true,
    operands: 'text...',
    examples: { passed: ['whoami', 'uname -a', 'sleep 2', 'seq 1 5'] },
  },
  {
    names: 'bc',
    free: true,
    operands: 'read...',
    examples: { held: { 'bc ~/.ssh/id_rsa': 'secret.read' }, passed: ['bc -l', 'bc a.bc'] },
  },
  {
    names: 'id',
    options: 'a Z,context g,group G,groups n,name r,real u,user z,zero',
    operands: 'text...',
    examples: { passed: ['id -u'] },
  },
  {
    names: 'hostname',
    options: 's,short f,fqdn,long i,ip-address I,all-ip-addresses d,domain A,all-fqdns y',
    operands: 'system.change:operation',
    examples: { held: { 'hostname box2': 'system.change' }, passed: ['hostname -f'] },
  },
  {
    names: 'printenv',
    options: '0,null',
    also: (call) => {
      const { operands } = call.parsed;
      if (operands.length === 0 || operands.some(({ dynamic }) => dynamic)) printsEnvironment(call);
      const secret = operands.find((arg) => isSecretVariable(arg.value));
      if (secret !== undefined)
        call.state.stdout = { ...unknownFlow(call.range), secret: `$${secret.value}`, printed: true, local: true };
    },
    examples: { held: { printenv: 'secret.read', 'printenv "$v"': 'secret.read' }, passed: ['printenv PATH'] },
  },
  {
    names: 'ps pgrep pidof pstree top htop lsof ss netstat dmesg journalctl iotop',
    free: true,
    operands: 'text...',
    also: (call) => {
      if (
        call.args.some(
          (arg) =>
            /^--(?:vacuum|rotate|flush|setup)/.test(arg.value) ||
            (call.title === 'dmesg' && /^-\w*[cC]|^--clear/.test(arg.value)) ||
            (call.title === 'ss' && /^-[a-z0-9]*K|^--kill/.test(arg.value)),
        )
      )
        act(call, 'system.change', 'operation', call.title, call.range);
      // `ps auxe`, `ps eww`: with the environment of every process.
      if (call.title === 'ps' && /^[a-z]*e[a-z]*$/.test(call.args[0]?.value ?? '')) printsEnvironment(call);
    },
    examples: { passed: ['ps aux', 'lsof -i :3000'] },
  },
];
