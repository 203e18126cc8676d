import type { EffectKind } from '../../effect/kind.ts';
import { act } from '../effects/act.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Usage } from './tool.ts';

/** What the registry of npm keeps and is told, which its clients have in common. */
export const registry: Readonly<Record<string, Usage | string>> = {
  'diff ls list la ll view info show v why explain query fund outdated root prefix bin whoami ping search docs bugs repo home find-dupes doctor help help-search completion licenses sbom':
    { free: true, operands: 'text...' },
  'publish pub': { options: 'dry-run!dry', free: true, also: publishes },
  'unpublish unpub': { options: 'dry-run!dry', free: true, operands: 'publish.remove:package...' },
  'deprecate undeprecate': { free: true, operands: 'publish.remove:package' },
  'dist-tag dist-tags tag': {
    commands: {
      'ls list': '',
      add: { free: true, operands: 'publish.release:package' },
      'rm remove': { free: true, operands: 'publish.remove:package' },
    },
  },
  'owner author': {
    commands: { 'ls list info': '', 'add rm remove': { free: true, operands: 'text infra.change:package' } },
  },
  access: {
    commands: {
      'ls-packages ls-collaborators list get': '',
      'public restricted grant revoke set edit 2fa-required 2fa-not-required': {
        free: true,
        // `npm access set status=private NAME`, `npm access grant read-only TEAM NAME`.
        also: (call) =>
          act(call, 'infra.change', 'package', call.parsed.operands.at(-1)?.value ?? call.state.cwd ?? '.', call.range),
      },
    },
  },
  // What the registry itself keeps of a person and an organisation.
  token: {
    stop: true,
    free: true,
    commands: {
      'list ls': '',
      create: { free: true, does: 'infra.change:secret' },
      'revoke delete rm remove': { free: true, does: 'infra.destroy:secret=$*' },
    },
    otherwise: { free: true, does: 'infra.change:secret' },
    alone: '',
  },
  'team org hook': {
    stop: true,
    free: true,
    commands: { 'list ls get': '', 'destroy rm remove delete': atRegistry('infra.destroy') },
    otherwise: atRegistry('infra.change'),
    alone: '',
  },
  profile: { commands: { get: '' }, otherwise: { free: true, does: 'infra.change:role' }, alone: '' },
  trust: {
    stop: true,
    free: true,
    commands: { 'list ls': '' },
    otherwise: { free: true, does: 'infra.change:package=$1' },
  },
  'adduser login logout add-user': { free: true, does: 'system.change:secret' },
};

/** `npm team rm acme:devs bob`, `npm hook add NAME URL`: the noun is the word before. */
function atRegistry(kind: EffectKind): Usage {
  return {
    free: true,
    also: (call) => {
      const words = call.parsed.operands;
      // A verb that is none of the list's stands among the operands.
      const name = /^(?:team|org|hook)$/.test(call.title.split(' ').at(-1) ?? '') ? words[1] : words[0];
      const noun = /\b(team|org|hook)\b/.exec(call.title)?.[1] ?? '';
      act(call, kind, 'resource', `${noun}/${name?.value ?? '*'}`, name?.range ?? call.range);
    },
  };
}

export function publishes(call: Call): void {
  // What it publishes is the package of this folder; its prepare scripts run first.
  const [folder] = call.parsed.operands;
  if (call.state.dry && !has(call, 'ignore-scripts')) {
    const prepares = { ...call, state: { ...call.state, dry: false } };
    act(prepares, 'exec.project', 'operation', call.title.replace(/\S+$/, 'pack'), call.range);
  }
  act(call, 'publish.release', 'package', folder?.value ?? call.state.cwd ?? '.', folder?.range ?? call.range, {
    undo: 'none',
  });
}
