import { act } from '../effects/act.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';
import { byItsVerbs } from './verbs.ts';

const look: Usage = { free: true, operands: 'text...' };

/** `ko build` pushes the image that it has built, unless it is told to keep it here. */
function ko(call: Call): void {
  const stays = call.args.some(({ value }) => /^(?:-L|--local|--push=false)$/.test(value));
  act(call, 'exec.project', 'operation', call.title, call.range);
  if (!stays)
    act(call, 'publish.release', 'image', call.parsed.operands[0]?.value ?? '.', call.range, { undo: 'none' });
  if (/ (?:apply|create|run)$/.test(call.title)) act(call, 'infra.change', 'resource', 'manifests', call.range);
}

/** Tools around a cluster: what builds for it, seals its secrets and takes it down. */
export const clusterToolsTools: readonly Tool[] = [
  {
    names: 'ko',
    stop: true,
    free: true,
    commands: {
      'version deps': look,
      'build publish resolve apply create run': {
        free: true,
        options: 'L,local f,filename=list B,base-import-paths',
        also: ko,
      },
      delete: { free: true, does: 'infra.destroy:resource=manifests' },
      login: { free: true, does: 'system.change:secret' },
    },
    examples: {
      held: { 'ko build ./cmd/api': 'exec.project publish.release', 'ko build -L ./cmd/api': 'exec.project' },
      passed: ['ko version'],
    },
  },
  {
    names: 'kn kubectl-cnpg kubectl-argo-rollouts kubectl-neat kwok kwokctl crossplane-cli rke rke2-cli clusterawsadm',
    free: true,
    noHelp: true,
    also: byItsVerbs,
    examples: {
      held: {
        'kn service delete hello': 'infra.destroy',
        'rke remove --force': 'infra.destroy',
        'rke up': 'infra.create',
      },
      passed: ['kn service list'],
    },
  },
  {
    names: 'kubeseal',
    free: true,
    options:
      'f,secret-file=read w,sealed-secret-file=write cert=read recovery-unseal recovery-private-key=read merge-into=write',
    also: (call) => {
      if (has(call, 'recovery-unseal')) act(call, 'secret.read', 'secret', 'sealed secret', call.range);
    },
    examples: {
      held: { 'kubeseal --recovery-unseal -f s.json': 'file.read secret.read' },
      passed: ['kubeseal --fetch-cert'],
    },
  },
  {
    names: 'operator-sdk kubebuilder',
    stop: true,
    free: true,
    commands: {
      'version help completion': look,
      cleanup: { free: true, does: 'infra.destroy:resource=operator/$1' },
      'run olm': { free: true, does: 'infra.create:resource=operator' },
      'init create edit generate bundle scorecard alpha pkgman-to-bundle': {
        free: true,
        does: 'exec.project:operation',
      },
    },
    examples: {
      held: { 'operator-sdk cleanup memcached': 'infra.destroy', 'kubebuilder init': 'exec.project' },
      passed: ['operator-sdk version'],
    },
  },
];
