import { act, actOnFile, opaque } from '../act.ts';
import type { Arg } from '../arg.ts';
import { has, valueOf } from '../call.ts';
import type { Call } from '../call.ts';
import { runFlow } from '../scriptText.ts';
import type { Tool, Usage } from './tool.ts';

const GATE_PROCESS =
  /keyturn|code-server|extensionHost|vscode-server|^(?:code|Code|code-insiders|codium|Cursor|cursor|Electron)$/i;

/** A process that this very text has started in the background: `%1`, `$!`, a variable that was given it. */
function isOwnJob(call: Call, target: Arg): boolean {
  if (call.title !== 'kill' || !call.scope.variables.has('!')) return false;
  if (target.dynamic) return target.flow?.job === true || target.value === '$(jobs -p)';
  return /^%(?:\d+|[%+-])?$/.test(target.value);
}

function kills(call: Call): void {
  const { operands } = call.parsed;
  const signal =
    valueOf(call, 's', 'signal', 'n')?.value ??
    call.args.find((arg) => /^-(?:[A-Z0-9]+)$/.test(arg.value))?.value.slice(1);
  if (has(call, 'l', 'L') || signal === '0') return;
  if (signal !== undefined && /^(?:9|KILL|SIGKILL)$/.test(signal)) call.traits.add('forced');
  for (const target of operands) {
    if (isOwnJob(call, target)) continue;
    act(
      call,
      'process.kill',
      target.dynamic ? 'unknown' : 'process',
      target.value,
      target.range,
      target.dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
    if (GATE_PROCESS.test(target.value)) act(call, 'gate.tamper', 'process', target.value, target.range);
  }
  // `pkill -u bob`, and `xkill` with a click: whatever matches.
  const chosen = valueOf(call, 'u', 'U', 'P', 'g', 't');
  if (operands.length === 0 && (chosen !== undefined || /^xkill$/.test(call.title)))
    act(call, 'process.kill', 'process', '*', chosen?.range ?? call.range);
  // `kill -9 -1` takes every process of the user: the target looks like an option.
  for (const arg of call.args.slice(1)) if (arg.value === '-1') act(call, 'process.kill', 'process', '*', arg.range);
}

/** Words by which they change something, whatever else is asked for beside it. */
const ACTS_THERE =
  /^-{0,2}(?:set.*|del(?:ete)?.*|rem(?:ove)?.*|add.*|modify|up|down|connect|disconnect|enable|disable|install.*|auto|on|off|revert|flush.*|reset.*|kill.*|terminate.*|lock.*|unlock.*|login|logout|switch|edit|clone|import|reload.*|restart|start|stop|rename|replace|activate|w)$/;

/** Without any word they do their work already. */
const ACTS_ALONE =
  /^(?:depmod|update-grub|grub-install|update-initramfs|bootctl|ldconfig|aa-disable|aa-complain|authselect|update-ca-certificates|hwclock|ntpdate|kexec)$/;

function services(call: Call): void {
  const [verb, ...units] = call.parsed.operands;
  if (
    verb === undefined ||
    /^(?:status|is-active|is-enabled|is-failed|list-.*|show.*|cat|get-default|help|show-environment|--version)$/.test(
      verb.value,
    )
  )
    return;
  if (has(call, 'now')) call.traits.add('forced');
  if (/^(?:poweroff|reboot|halt|suspend|hibernate|kexec|rescue|emergency|isolate)$/.test(verb.value)) {
    act(call, 'system.change', 'operation', verb.value, verb.range);
    return;
  }
  const lasts =
    /^(?:enable|link|preset|reenable|edit|set-default|add-wants|add-requires|import-environment|set-environment|set-property)$/.test(
      verb.value,
    );
  for (const unit of units.length > 0 ? units : [verb])
    act(call, lasts ? 'persist.install' : 'system.change', 'service', unit.value.replace(/\.service$/, ''), unit.range);
}

function service(call: Call): void {
  const [unit, verb] = call.parsed.operands;
  if (unit === undefined || verb === undefined || /^status$|^--status-all$/.test(verb.value)) return;
  act(call, 'system.change', 'service', unit.value, unit.range);
}

function crontab(call: Call): void {
  if (has(call, 'l')) return;
  if (has(call, 'r')) {
    act(call, 'file.delete', 'resource', 'crontab', call.range, { undo: 'none' });
    act(call, 'system.change', 'service', 'crontab', call.range);
    return;
  }
  const [file] = call.parsed.operands;
  act(call, 'persist.install', 'service', 'crontab', file?.range ?? call.range);
  if (file !== undefined && file.value !== '-') actOnFile(call, 'read', file);
  if (file?.value === '-' && call.stdin?.text !== undefined) {
    for (const line of call.stdin.text.split('\n')) {
      const command = /^\s*(?:@\w+|(?:\S+\s+){5})(.+)$/.exec(line)?.[1];
      if (command !== undefined) runFlow(call, { ...call.stdin, text: command, offsets: undefined });
    }
  }
}

function launchctl(call: Call): void {
  const [verb, target] = call.parsed.operands;
  if (verb === undefined || /^(?:list|print.*|blame|dumpstate|version|getenv|managername)$/.test(verb.value)) return;
  act(
    call,
    /^(?:load|bootstrap|enable|submit|setenv)$/.test(verb.value) ? 'persist.install' : 'system.change',
    'service',
    target?.value ?? verb.value,
    (target ?? verb).range,
  );
}

const disk: Usage = {
  free: true,
  also: (call) => {
    const device = call.args.find((arg) => /^\/dev\/|^disk\d/.test(arg.value));
    const lists = /^(?:umount|swapoff|fsck|e2fsck)$/.test(call.title)
      ? /^(?:-h|--help|-V|--version|-N)$/
      : call.title === 'swapon'
        ? /^(?:-s|--show(?:=.*)?|--summary|-h|--help)$/
        : /^(?:-l|--list|-h|--help|print|list|info|-p|--print)$/;
    // A word that lists is nothing beside one that acts: what stands there besides are devices and ways to print.
    const acts = call.args.some(
      ({ value }) =>
        !lists.test(value) &&
        !/^\/dev\/|^disk\d|^(?:unit|free|all|quit|s|MB|GB|MiB|GiB|B|%)$|^-(?:s|m|J|n|--?script|--?machine|--json|--noheadings|--bytes)$/.test(
          value,
        ),
    );
    if (!acts && call.args.some((arg) => lists.test(arg.value))) return;
    act(call, 'system.disk', 'device', device?.value ?? call.args.at(-1)?.value ?? '*', device?.range ?? call.range, {
      undo: 'none',
    });
  },
};

/** Programs with verbs: some list, the rest change disks or pools for good. */
function volumes(reads: RegExp): (call: Call) => void {
  return (call) => {
    const words = call.args.filter((arg) => !arg.value.startsWith('-'));
    const [verb] = words;
    if (verb === undefined || reads.test(verb.value)) return;
    act(call, 'system.disk', 'device', words.at(-1)?.value ?? '*', words.at(-1)?.range ?? call.range, {
      undo: 'none',
      traits: call.args.some((arg) => /^-[a-zA-Z]*[rR]/.test(arg.value)) ? ['recursive'] : [],
    });
  };
}

function firewall(call: Call): void {
  const words = call.args.map(({ value }) => value);
  const acts = words.some((word) =>
    /^(?:-[A-Z]*[FADIRXZNPEU]|--(?:flush|append|delete|insert|replace|delete-chain|zero|new-chain|policy|rename-chain|add-.*|remove-.*|set-.*|change-.*|panic-(?:on|off)|reload|complete-reload|permanent|runtime-to-permanent|direct)|add|del|delete|flush|reset|enable|disable|reload|allow|deny|reject|limit|insert|create|destroy|swap|rename|replace|import|-[fed])$/.test(
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

export const system: readonly Tool[] = [
  {
    names: 'kill',
    noHelp: true,
    free: true,
    options: 's,signal= n= l? L',
    also: kills,
    examples: {
      held: {
        'kill 12345': 'process.kill',
        'kill -9 -1': 'process.kill',
        'kill $(pgrep node)': 'process.kill',
        'kill %1': 'process.kill',
        'sleep 9 & kill ${!}1': 'process.kill',
        'sleep 9 & P=$!; [ -n "$x" ] && P=1; kill $P': 'process.kill',
      },
      passed: ['kill -l', 'kill -0 123', 'sleep 60 & PID=$!; kill -9 "$PID"', 'sleep 60 & sleep 1; kill %1'],
    },
  },
  {
    names: 'pkill killall xkill skill killall5 fkill kill-port',
    free: true,
    options: 's,signal= f,full e,echo x,exact u,euid= U= P= g= t= o,oldest n,newest i,ignore-case I v q w r l',
    also: kills,
    examples: {
      held: {
        'pkill -9 -f node': 'process.kill',
        'pkill -f keyturn': 'process.kill gate.tamper',
        'killall -9 postgres': 'process.kill',
      },
    },
  },
  {
    names: 'fuser',
    free: true,
    options: 'k,kill i m v n= s a u',
    also: (call) => {
      if (!has(call, 'k')) return;
      // Without another signal it is KILL.
      if (!call.args.some((arg) => /^-(?:SIG)?(?:HUP|INT|TERM|QUIT|[A-Z]{3,}|[0-9]+)$/.test(arg.value)))
        call.traits.add('forced');
      kills(call);
    },
    examples: { held: { 'fuser -k 3000/tcp': 'process.kill' }, passed: ['fuser 3000/tcp'] },
  },
  {
    names: 'systemctl',
    free: true,
    options:
      'user system now f,force!forced no-pager t,type= a,all q,quiet n,lines= state= p,property= root= M= H= l full no-block',
    also: services,
    examples: {
      held: { 'systemctl stop postgresql': 'system.change', 'systemctl enable evil': 'persist.install' },
      passed: ['systemctl status postgresql', 'systemctl list-units'],
    },
  },
  {
    names: 'service rc-service initctl sv s6-svc supervisorctl pm2 forever',
    free: true,
    also: (call) => {
      if (/^(?:service|rc-service)$/.test(call.title)) {
        service(call);
        return;
      }
      const [verb, unit] = call.parsed.operands;
      if (
        verb === undefined ||
        /^(?:status|ls|list|logs?|show|describe|info|monit|jlist|prettylist|avail|tail)$/.test(verb.value)
      )
        return;
      if (call.title === 'pm2' && verb.value === 'start') {
        act(call, 'exec.project', 'operation', `pm2 start ${unit?.value ?? ''}`, call.range, {
          traits: ['unattended'],
        });
        return;
      }
      act(
        call,
        /startup|save/.test(verb.value) ? 'persist.install' : 'system.change',
        'service',
        unit?.value ?? verb.value,
        call.range,
      );
    },
    examples: {
      held: { 'service nginx restart': 'system.change', 'pm2 delete all': 'system.change' },
      passed: ['pm2 ls', 'service nginx status'],
    },
  },
  {
    names: 'crontab',
    options: 'l r e i u= s',
    also: crontab,
    examples: {
      held: {
        'crontab -r': 'file.delete system.change',
        "(crontab -l; echo '* * * * * rm -rf x') | crontab -": 'persist.install',
        'crontab jobs.txt': 'persist.install file.read',
      },
      passed: ['crontab -l'],
    },
  },
  {
    names: 'launchctl',
    free: true,
    also: launchctl,
    examples: {
      held: {
        'launchctl load ~/Library/LaunchAgents/x.plist': 'persist.install',
        'launchctl bootout system/com.x': 'system.change',
      },
      passed: ['launchctl list'],
    },
  },
  {
    names: 'mount',
    free: true,
    options: 'l t=',
    also: (call) => {
      if (call.parsed.operands.length > 0 || !call.args.every((arg) => /^-l$|^-t$|^[a-z0-9,]+$/.test(arg.value)))
        (disk.also as (call: Call) => void)(call);
    },
    examples: {
      held: { 'mount /dev/sdb1 /mnt': 'system.disk', 'mount -a': 'system.disk' },
      passed: ['mount', 'mount -t ext4'],
    },
  },
  {
    names:
      'fdisk parted sgdisk gdisk sfdisk wipefs blkdiscard hdparm badblocks cfdisk cgdisk shred-disk tune2fs resize2fs e2fsck fsck xfs_repair mdadm umount losetup swapon swapoff',
    ...disk,
    examples: {
      held: {
        'wipefs -a /dev/sdb': 'system.disk',
        'parted /dev/sda rm 1': 'system.disk',
        'parted /dev/sda rm 1 print': 'system.disk',
        'wipefs -a /dev/sda --list': 'system.disk',
        'mdadm --zero-superblock /dev/sdb': 'system.disk',
        'swapoff -a': 'system.disk',
      },
      passed: ['fdisk -l'],
    },
  },
  {
    names:
      'cryptsetup zfs zpool btrfs lvremove lvcreate lvresize vgremove vgreduce pvremove pvcreate lvs vgs pvs diskutil hdiutil tmutil',
    free: true,
    also: (call) => {
      if (/^(?:lvs|vgs|pvs)$/.test(call.title)) return;
      volumes(
        /^(?:list|get|status|info|history|show|listfilesystems|listsnapshots|latestbackup|verifyVolume|isLuks|luksDump|iostat|version|attach|imageinfo|filesystem)$/,
      )(call);
    },
    examples: {
      held: {
        'zfs destroy -r tank': 'system.disk',
        'lvremove -f vg/lv': 'system.disk',
        'diskutil eraseDisk APFS X disk2': 'system.disk',
      },
      passed: ['zfs list', 'diskutil list'],
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
        'pfctl -F all -s info': 'system.change',
      },
      passed: ['ufw status', 'iptables -L'],
    },
  },
  {
    names:
      'useradd userdel usermod adduser deluser groupadd groupdel groupmod gpasswd passwd chpasswd chsh chfn chage visudo newgrp dscl sysadminctl vipw',
    ...change('role'),
    examples: {
      held: {
        'userdel -r bob': 'system.change',
        'usermod -aG sudo agent': 'system.change',
        'passwd -d root': 'system.change',
      },
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
      'modprobe rmmod insmod depmod update-grub grub-install update-initramfs kexec efibootmgr bootctl nvram pmset systemsetup networksetup scutil spctl csrutil kextload kextunload softwareupdate setenforce semanage setsebool aa-disable aa-complain auditctl update-alternatives ldconfig update-rc.d chkconfig timedatectl hostnamectl localectl loginctl hwclock ntpdate resolvectl nmcli ifup ifdown wg wg-quick openvpn tailscale authselect update-ca-certificates dpkg-reconfigure',
    free: true,
    also: (call) => {
      const acts = call.args.some(({ value }) => ACTS_THERE.test(value));
      if (
        (!acts &&
          call.args.some((arg) =>
            /^(?:status|show.*|list|-n|--list|-p|--print|-l|query|info|display|netcheck|get|device|connection|-a|-g|--dns|--proxy|--nwi|-(?:list|get|show)\w*|ping|whois|ip)$/.test(
              arg.value,
            ),
          )) ||
        (call.args.length === 0 && !ACTS_ALONE.test(call.title))
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
        'nvram -c': 'system.change',
        'timedatectl set-time 10:00': 'system.change',
        'sudo update-grub': 'system.change',
        'nmcli connection delete home': 'system.change',
        'hostnamectl set-hostname list': 'system.change',
      },
      passed: ['timedatectl status', 'nmcli device status', 'scutil --dns'],
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
          if (/\.(?:app|command|sh|desktop|terminal|workflow|tool|exe|bat)$/i.test(arg.value) || has(call, 'a'))
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
      },
      passed: ['open README.md'],
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
        !(call.title === 'haproxy' && call.args.some(({ value }) => value === '-c'))
      )
        act(call, 'system.change', 'service', call.title, call.range);
    },
    examples: { held: { 'nginx -s stop': 'system.change' }, passed: ['nginx -t'] },
  },
];
