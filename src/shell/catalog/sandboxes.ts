import { act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { after } from './wrapperCalls.ts';

/** Options of sandboxes that take one word or two before the command. */
const TAKES_TWO = /^--(?:bind|ro-bind|dev-bind|bind-try|ro-bind-try|symlink|setenv|file|bind-data|chmod|overlay-src)$/;

const TAKES_ONE =
  /^(?:-[brwvkgtplBfHS]|--(?:proc|dev|tmpfs|mqueue|dir|chdir|unsetenv|uid|gid|hostname|cap-add|cap-drop|seccomp|rootfs|cwd|kernel-release|qemu|identifier|priority|stderr-priority|level-prefix|remap|lock-file|args))$/;

function behindOwnOptions(call: Call): readonly Arg[] {
  let at = 0;
  for (; at < call.args.length; at++) {
    const value = call.args[at]?.value ?? '';
    if (value === '--') return call.args.slice(at + 1);
    if (TAKES_TWO.test(value)) at += 2;
    else if (TAKES_ONE.test(value) && call.title !== 'setarch') at++;
    else if (
      !value.startsWith('-') &&
      !(
        call.title === 'setarch' &&
        at === 0 &&
        /^(?:x86_64|i[3-6]86|linux\d\d|arm\w*|aarch64|ppc\w*|s390x?|mips\w*|sparc\w*)$/.test(value)
      )
    )
      break;
  }
  return call.args.slice(at);
}

/** Programs that run a command in namespaces, in a root or under a service of their own. */
export const sandboxesTools: readonly Tool[] = [
  {
    names: 'unshare',
    stop: true,
    options:
      'r,map-root-user m,mount? p,pid? n,net? u,uts? i,ipc? U,user? C,cgroup? f,fork mount-proc? R,root= w,wd= S= G= kill-child? propagation= c',
    also: after(0),
    examples: { held: { 'unshare -r rm -rf x': 'file.delete' } },
  },
  {
    names: 'chroot',
    stop: true,
    options: 'groups= userspec= skip-chdir',
    also: (call) => {
      call.traits.add('elevated');
      after(1)(call);
    },
    examples: { held: { 'chroot / rm -rf x': 'file.delete' } },
  },
  {
    names: 'nsenter',
    stop: true,
    options:
      'a,all t,target= m,mount? u,uts? i,ipc? n,net? p,pid? U,user? C,cgroup? r,root? w,wd? F,no-fork S= G= preserve-credentials',
    also: (call) => {
      call.traits.add('elevated');
      after(0)(call);
      if (call.parsed.operands.length === 0) opaque(call, 'nsenter', call.range, 'problem.interactive');
    },
    examples: { held: { 'nsenter -t 1 -m rm x': 'file.delete' } },
  },
  {
    names: 'systemd-run',
    stop: true,
    options:
      'user system scope u,unit= p,property= description= slice= remain-after-exit r service-type= uid= gid= nice= working-directory=folder E,setenv= t,pty P,pipe q,quiet G,collect S,shell no-block wait on-active= on-boot= on-startup= on-unit-active= on-calendar= timer-property= d,same-dir send-sighup',
    also: (call) => {
      call.traits.add('unattended');
      if (call.parsed.given.some(({ name }) => name.startsWith('on-')))
        act(call, 'persist.install', 'operation', call.title, call.range);
      after(0)(call);
    },
    examples: {
      held: {
        'systemd-run --user rm -rf x': 'file.delete',
        'systemd-run --on-calendar=daily npm test': 'persist.install',
      },
    },
  },
  {
    names:
      'dbus-run-session xvfb-run unbuffer catchsegv proxychains proxychains4 torsocks chronic ts-node-dev faketime chpst setuidgid envdir firejail bwrap proot fakeroot eatmydata with-contenv dumb-init tini gosu su-exec setpriv retry systemd-cat setarch linux32 linux64 x86_64 i386 cgexec uutils-env proxychains-ng rlwrap ltrace-wrap unshare-user',
    stop: true,
    free: true,
    also: (call) => {
      if (/^(?:bwrap|proot|setarch|cgexec|systemd-cat|firejail|rlwrap)$/.test(call.title)) {
        runWords(call, behindOwnOptions(call));
        return;
      }
      const { operands } = call.parsed;
      const first = operands[0]?.value ?? '';
      const own =
        /^(?:gosu|su-exec|faketime|setuidgid|envdir)$/.test(call.title) ||
        (call.title === 'chpst' && call.args[0]?.value.startsWith('-') === true) ||
        (call.title === 'retry' && /^\d+$/.test(first));
      runWords(call, own ? operands.slice(1) : operands);
    },
    examples: { held: { 'xvfb-run rm -rf x': 'file.delete' } },
  },
  {
    // Keeps a Mac awake, while a command runs or for a time.
    names: 'caffeinate',
    stop: true,
    options: 'd i m s u t= w=',
    also: (call) => runWords(call, call.parsed.operands),
    examples: { held: { 'caffeinate -i rm -rf x': 'file.delete' }, passed: ['caffeinate -dt 60', 'caffeinate -i ls'] },
  },
];
