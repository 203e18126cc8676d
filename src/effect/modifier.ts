import { BASE_LEVEL, LOSING_KINDS, READ_KINDS } from './baseLevel.ts';
import type { Effect } from './effect.ts';
import { rank } from './level.ts';
import type { Level } from './level.ts';
import { isLoopback } from './loopback.ts';
import { isCache, isPrivate, isRegenerated } from './place.ts';
import type { Place } from './place.ts';
import type { Trait } from './trait.ts';
import { isSecretPath } from './protectedPath.ts';
import { ACCOUNTS, METADATA_HOST, POWER } from './tellingNames.ts';
import { isSharedBranch, saysDatabase, saysLoss } from './words.ts';
import {
  has,
  kind,
  isFileChange,
  takesTree,
  losesTree,
  isProduction,
  isLocal,
  losesData,
  everyRow,
  isMadeAgain,
  isDevice,
  isUnknown,
  isPlaceless,
  opensPersonKeys,
} from './subject.ts';
import type { Subject } from './subject.ts';

/** A named reason to raise a level. `to` gives the least level that it asks for, undefined when it does not apply. */
export interface Modifier {
  readonly rule: string;
  to(subject: Subject): Level | undefined;
}

/** Kinds by which something goes to others. */
const LEAVES: ReadonlySet<Effect['kind']> = new Set([
  'network.send',
  'message.send',
  'git.push',
  'git.push-force',
  'publish.release',
]);
const HOLDS_DATA = new Set(['table', 'column', 'database', 'schema']);

/** Level of a change of every row: gone from a database that is not plainly local cannot be brought back from here. */
function ofEveryRow(subject: Subject): Level | undefined {
  switch (kind(subject)) {
    case 'sql.delete':
    case 'sql.update':
    case 'store.delete':
      return isLocal(subject) ? 'high' : 'critical';
    case 'store.write':
      return 'high';
    default:
      return undefined;
  }
}

const trait = (name: Trait, to: (subject: Subject) => Level | undefined): Modifier => ({
  rule: `trait.${name}`,
  to: (subject) => (has(subject, name) ? to(subject) : undefined),
});
const place = (name: Place, to: (subject: Subject) => Level | undefined): Modifier => ({
  rule: `place.${name}`,
  to: (subject) => (subject.place === name && isFileChange(subject) && !isDevice(subject) ? to(subject) : undefined),
});
/** Every modifier, in the order in which findings name them. Each has a sentence in `app/sentences/findings.ts`. */
export const MODIFIERS: readonly Modifier[] = [
  place('root', () => 'critical'),
  place('home', (s) => (losesTree(s) ? 'critical' : 'high')),
  // Of permissions git keeps the one that counts, and a command sets them back.
  place('workspace', (s) => (losesTree(s) && kind(s) !== 'file.permission' ? 'critical' : 'high')),
  place('repository', (s) => (losesTree(s) ? 'critical' : 'high')),
  place('system', (s) => (losesTree(s) ? 'critical' : 'high')),
  place('outside', () => 'high'),
  // Nothing here keeps what lies elsewhere: a whole tree of it is another project, or what a person keeps.
  {
    rule: 'object.tree-outside',
    to: (s) =>
      s.place === 'outside' &&
      kind(s) === 'file.delete' &&
      has(s, 'recursive') &&
      !has(s, 'in-container') &&
      !(s.path !== undefined && (isRegenerated(s.path) || isCache(s.path)))
        ? 'critical'
        : undefined,
  },
  trait('recursive', (s) =>
    /^file\.(?:delete|move|permission)$/.test(kind(s)) && !isMadeAgain(s) ? 'high' : undefined,
  ),
  {
    rule: 'object.glob',
    to: (s) =>
      s.effect.object.type === 'glob' &&
      (/^file\.(?:delete|move)$/.test(kind(s)) || (kind(s) === 'file.write' && has(s, 'overwrites'))) &&
      !(kind(s) === 'file.delete' && isMadeAgain(s) && s.place === 'inside')
        ? 'high'
        : undefined,
  },
  {
    rule: 'undo.none',
    to: (s) =>
      (kind(s) === 'file.delete' || (kind(s) === 'file.write' && has(s, 'overwrites'))) &&
      (s.effect.undo === 'none' || s.effect.undo === 'unknown') &&
      s.place !== 'temporary' &&
      !isMadeAgain(s)
        ? 'high'
        : undefined,
  },
  trait('overwrites', (s) => (kind(s) === 'file.move' && s.effect.undo !== 'git' ? 'high' : undefined)),
  trait('leads-out', () => 'medium'),
  trait('moved-out', () => 'high'),
  trait('dynamic', (s) => {
    if (isUnknown(s)) return undefined;
    if (kind(s) === 'file.delete' && takesTree(s)) return 'critical';
    return READ_KINDS.has(kind(s)) ? 'low' : 'high';
  }),
  trait('no-where', ofEveryRow),
  trait('constant-where', ofEveryRow),
  // Said already, and why, where there is no WHERE that chooses.
  trait('whole-table', (s) => (has(s, 'no-where') || has(s, 'constant-where') ? undefined : ofEveryRow(s))),
  trait('unmatched', (s) => (kind(s) === 'sql.delete' ? 'high' : undefined)),
  trait('cascade', (s) => (kind(s) === 'sql.drop' || kind(s) === 'sql.truncate' ? 'critical' : undefined)),
  {
    rule: 'object.data',
    to: (s) => (kind(s) === 'sql.drop' && HOLDS_DATA.has(s.effect.object.type) ? 'critical' : undefined),
  },
  {
    rule: 'object.says-loss',
    to: (s) => {
      if (kind(s) !== 'exec.project' || !saysLoss(s.effect.object.name)) return undefined;
      return saysDatabase(s.effect.object.name) ? 'high' : 'medium';
    },
  },
  // Migrations go through the whole database, and what they drop is not in the text.
  {
    rule: 'object.whole-database',
    to: (s) => (kind(s) === 'sql.alter' && s.effect.object.type === 'database' ? 'high' : undefined),
  },
  {
    rule: 'object.every-process',
    to: (s) => (kind(s) === 'process.kill' && s.effect.object.name === '*' ? 'high' : undefined),
  },
  {
    rule: 'object.unpublished',
    to: (s) =>
      kind(s) === 'exec.install' &&
      /^(?:git\+|git@|git:|https?:|file:|github:|[a-z]+\+https?:)/i.test(s.effect.object.name)
        ? 'high'
        : undefined,
  },
  {
    rule: 'object.whole-store',
    to: (s) =>
      kind(s) === 'store.delete' &&
      ((s.effect.object.type === 'bucket' &&
        has(s, 'recursive') &&
        !s.effect.object.name.replace(/\/\*+$/, '').includes('/')) ||
        s.effect.object.type === 'database' ||
        (s.effect.object.type === 'key' && s.effect.object.name === '') ||
        s.effect.object.name.startsWith('index/'))
        ? 'critical'
        : undefined,
  },
  {
    rule: 'object.keys',
    to: (s) =>
      /^file\.(?:delete|move)$/.test(kind(s)) && s.place === 'outside' && s.path !== undefined && isSecretPath(s.path)
        ? 'critical'
        : undefined,
  },
  // Once an agent has seen them they are in its transcript, and on its maker's servers.
  {
    rule: 'object.person-keys',
    to: (s) => (opensPersonKeys(s) ? 'critical' : undefined),
  },
  {
    rule: 'object.accounts',
    to: (s) => (isFileChange(s) && s.path !== undefined && ACCOUNTS.test(s.path) ? 'critical' : undefined),
  },
  {
    rule: 'object.power',
    to: (s) => (kind(s) === 'system.change' && POWER.test(s.effect.object.name) ? 'critical' : undefined),
  },
  // What another server keeps is gone for all who use it.
  {
    rule: 'object.served',
    to: (s) => {
      if (!has(s, 'served') || s.effect.environment === 'local' || s.effect.environment === 'staging') return undefined;
      return kind(s) === 'store.delete' ? 'critical' : kind(s) === 'store.write' ? 'high' : undefined;
    },
  },
  // Who may do what decides what can be lost later.
  {
    rule: 'object.rights',
    to: (s) =>
      /^infra\.(?:create|change)$/.test(kind(s)) &&
      (s.effect.object.type === 'role' || /^(?:cluster)?role(?:binding)?\//.test(s.effect.object.name))
        ? 'high'
        : undefined,
  },
  {
    rule: 'object.open-door',
    to: (s) => (kind(s) === 'network.send' && s.effect.object.type === 'service' ? 'high' : undefined),
  },
  {
    rule: 'object.private',
    to: (s) => (kind(s) === 'file.read' && s.path !== undefined && isPrivate(s.path, s.ground) ? 'medium' : undefined),
  },
  {
    rule: 'object.volume',
    to: (s) => (kind(s) === 'container.delete' && s.effect.object.type === 'volume' ? 'high' : undefined),
  },
  {
    rule: 'object.whole-history',
    to: (s) =>
      (kind(s) === 'git.history' && s.effect.object.type === 'repository') ||
      (kind(s) === 'git.push-force' && s.effect.object.type === 'remote')
        ? 'critical'
        : undefined,
  },
  {
    rule: 'object.shared-branch',
    to: (s) => {
      const { type, name } = s.effect.object;
      // A merged pull request is in a branch that others build on.
      if (kind(s) === 'git.push' && name.startsWith('pull/')) return 'high';
      if (kind(s) !== 'git.push-force') return undefined;
      return type === 'tag' || isSharedBranch(name) ? 'critical' : undefined;
    },
  },
  {
    rule: 'environment.remote',
    to: (s) =>
      s.effect.environment !== 'local' && (kind(s) === 'sql.truncate' || (kind(s) === 'sql.delete' && everyRow(s)))
        ? 'critical'
        : undefined,
  },
  {
    rule: 'environment.staging',
    to: (s) => (s.effect.environment === 'staging' && losesData(s) ? 'high' : undefined),
  },
  // Not knowing a place is no milder than knowing that others share it. What is high anyway needs no such word.
  {
    rule: 'environment.unknown',
    to: (s) => (isPlaceless(s) && losesData(s) && rank(BASE_LEVEL[kind(s)]) < rank('high') ? 'high' : undefined),
  },
  {
    rule: 'environment.production',
    to: (s) => {
      if (!isProduction(s)) return undefined;
      if (isUnknown(s)) return 'critical';
      if (READ_KINDS.has(kind(s))) return 'low';
      return losesData(s) ? 'critical' : 'high';
    },
  },
  {
    rule: 'environment.shared',
    to: (s) =>
      kind(s) === 'store.write' && s.effect.object.type === 'bucket' && s.effect.environment !== 'local'
        ? 'high'
        : undefined,
  },
  trait('remote', (s) => (isUnknown(s) ? 'critical' : READ_KINDS.has(kind(s)) ? undefined : 'high')),
  trait('elevated', (s) => (READ_KINDS.has(kind(s)) ? 'medium' : 'high')),
  trait('decoded', (s) => (READ_KINDS.has(kind(s)) ? 'medium' : 'critical')),
  trait('disguised', (s) => (LOSING_KINDS.has(kind(s)) || isUnknown(s) ? 'critical' : undefined)),
  trait('downloaded', (s) => (READ_KINDS.has(kind(s)) ? 'medium' : 'critical')),
  trait('credential', (s) => {
    if (isUnknown(s)) return 'critical';
    return kind(s) === 'network.send' ? 'high' : undefined;
  }),
  {
    rule: 'object.metadata-host',
    to: (s) => (kind(s).startsWith('network.') && METADATA_HOST.test(s.effect.object.name) ? 'high' : undefined),
  },
  trait('reads-local', (s) => (kind(s) === 'network.send' || kind(s) === 'network.fetch' ? 'high' : undefined)),
  trait('lock', (s) => (kind(s) === 'sql.read' ? 'medium' : kind(s) === 'sql.alter' ? 'high' : undefined)),
  trait('forced', (s) => (kind(s) === 'process.kill' ? 'high' : undefined)),
  trait('runs-now', (s) => (kind(s) === 'exec.install' ? 'high' : undefined)),
  trait('server-rights', () => 'critical'),
  trait('unattended', (s) => (READ_KINDS.has(kind(s)) ? 'low' : 'medium')),
  trait('hidden-text', () => 'high'),
  {
    rule: 'send.credential',
    to: (s) => (s.credentials && LEAVES.has(kind(s)) && !isLoopback(s.effect.object.name) ? 'critical' : undefined),
  },
  {
    rule: 'unknown.network',
    to: (s) => (isUnknown(s) && s.network ? 'critical' : undefined),
  },
  {
    rule: 'unknown.credential',
    to: (s) => (isUnknown(s) && s.credentials ? 'critical' : undefined),
  },
];
