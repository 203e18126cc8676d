import { act, opaque } from '../effects/act.ts';
import { settingsKept } from '../effects/diskAsks.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { elsewhere } from '../state/elsewhere.ts';
import type { Tool } from './tool.ts';
import { runInside } from './containerCalls.ts';

/** Virtual machines, and containers that stand for one. */
export const virtualMachinesTools: readonly Tool[] = [
  {
    names:
      'distrobox toolbox machinectl qm pct colima lima limactl minikube kind k3d vagrant multipass orb docker-machine vboxmanage VBoxManage virsh lxc incus',
    free: true,
    noHelp: true,
    also: machines,
    examples: {
      held: {
        'minikube delete': 'container.delete',
        'vagrant destroy -f': 'container.delete',
        'virsh shutdown db': 'container.change',
        'lxc file push a c/b': 'container.change',
        'virsh snapshot-revert db s1': 'container.delete',
      },
      passed: [
        'minikube status',
        'k3d cluster list -o json',
        'kind get clusters',
        'virsh domstate db',
        'lxc image list',
        'vagrant box list',
      ],
    },
  },
];

/** What programs for virtual machines only show. All else that is not known changes one. */
const MACHINE_LOOKS =
  /^(?:list|ls|ps|get|status|info|version|help|logs?|show.*|describe|inspect|validate|check|doctor|docs|ip|node|nodes|profile|service|dashboard|port|config|kubeconfig|env|url|active|images?|find|networks?|box|plugin|global-status|ssh-config|outdated|dom\w+|nodeinfo|capabilities|net-(?:list|info|dumpxml)|pool-(?:list|info|dumpxml)|vol-(?:list|info|dumpxml)|snapshot-(?:list|info|dumpxml)|dumpxml|hostname|uri|freecell|showvminfo|compare|map|measure|bench|disk-usage|default|current|remote|storage|query|completion|disk|template)$/;

/** What is named behind the verb; kind and minikube name their one machine after themselves. */
function machineOf(call: Call, words: readonly Arg[], verb: string): string {
  const at = words.findIndex(({ value }) => value === verb);
  const named = call.args.find((_, index) => /^(?:--name|-n|-p|--profile)$/.test(call.args[index - 1]?.value ?? ''));
  const behind = words[at + 1];
  // `snapshot restore NAME`: what stands before the verb is the kind, and the next word a verb as well.
  if (words[at]?.value === 'snapshot' && /^(?:restore|delete|pop|push|save)$/.test(behind?.value ?? ''))
    return words[at + 2]?.value ?? '*';
  const isKind = /^(?:cluster|node|vm|instance|registry|snapshot)s?$/.test(behind?.value ?? '');
  const own = isKind ? words[at + 2] : behind;
  if (own === undefined && call.args.some(({ value }) => /^(?:--all|-a)$/.test(value))) return '*';
  return (own ?? named)?.value ?? call.title;
}

function machines(call: Call): void {
  const dashes = call.args.findIndex(({ value }) => value === '--');
  const own = dashes === -1 ? call.args : call.args.slice(0, dashes);
  // `-o json` says how it is printed.
  const words = own.filter(
    (arg, index) => !arg.value.startsWith('-') && !/^(?:-o|--output|--format)$/.test(own[index - 1]?.value ?? ''),
  );
  // They share this machine's home folder: what runs there runs here.
  if (/^(?:distrobox|toolbox)$/.test(call.title) && /^(?:enter|run)$/.test(words[0]?.value ?? '')) {
    runWords(call, dashes === -1 ? words.slice(1) : call.args.slice(dashes + 1));
    return;
  }
  const verb = words
    .map((arg) => arg.value)
    .find((word) =>
      /^(?:delete|destroy|rm|undefine|unregistervm|prune|purge|reset|closemedium|snapshot-(?:delete|revert)|rollback|restore|start|up|create|stop|halt|ssh|exec|shell|run|set|import|restart|suspend|resume|reload|provision|launch|snapshot|convert|resize|commit|rebase)$/.test(
        word,
      ),
    );
  if (verb === undefined) {
    const looks = words.every(
      (arg, index) =>
        index > 1 ||
        MACHINE_LOOKS.test(arg.value) ||
        (index === 1 && MACHINE_LOOKS.test(words[0]?.value ?? '')) ||
        // `k3d cluster list`
        (index === 0 &&
          /^(?:cluster|node|registry|vm|instance)s?$/.test(arg.value) &&
          /^(?:list|ls|get|info)$/.test(words[1]?.value ?? '')),
    );
    if (!looks) act(call, 'container.change', 'container', words.at(-1)?.value ?? call.title, call.range);
    return;
  }
  // The machine of the workspace's own Vagrantfile, which is its code.
  if (call.title === 'vagrant' && call.args.length === 1 && /^(?:up|resume|reload|halt|suspend)$/.test(verb)) {
    act(call, 'container.change', 'container', 'vagrant', call.range, { environment: 'local' });
    settingsKept(call, call.range, false);
    return;
  }
  const object = machineOf(call, words, verb);
  const deletes =
    // What is there now makes way for what was.
    words.some(({ value }, index) => /^(?:restore|pop)$/.test(value) && words[index - 1]?.value === 'snapshot') ||
    /^(?:delete|destroy|rm|undefine|unregistervm|closemedium|prune|purge|reset|rollback|restore|snapshot-(?:delete|revert))$/.test(
      verb,
    );
  act(
    call,
    deletes ? 'container.delete' : /^(?:ssh|exec|shell|run)$/.test(verb) ? 'container.run' : 'container.change',
    'container',
    object,
    call.range,
  );
  if (/^(?:ssh|exec|shell)$/.test(verb)) {
    const at = call.args.findIndex((arg) => arg.value === '--' || arg.value === '-c');
    const rest = at === -1 ? [] : call.args.slice(at + 1);
    const [text] = rest;
    if (text === undefined) opaque(call, call.title, call.range, 'problem.interactive');
    else if (call.args[at]?.value === '-c')
      runShellText({ ...call, scope: elsewhere(call.scope, ['in-container']) }, text);
    else runInside(call, rest, ['in-container']);
  }
}
