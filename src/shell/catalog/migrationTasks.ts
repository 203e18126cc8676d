import type { TextRange } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { act, actOnFile } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Usage } from './tool.ts';

/** Migrations run the project's own code against whatever database its settings name. */
const database = (kind: EffectKind, ...traits: readonly ('whole-table' | 'overwrites')[]): Usage => ({
  free: true,
  options:
    'help!none dry-run!dry dryRun!dry pretend!dry f,force!forced y,yes!forced accept-data-loss!forced noinput!forced no-input!forced',
  also: (call) => act(call, kind, 'database', databaseName(call), call.range, { traits }),
});

export const drops = database('sql.drop', 'whole-table');

/**
 * What the migrations that are undone have made goes, with all that is in it: seldom the whole database. `wordsWithoutName`
 * in `app/sentences` reads this name.
 */
export function rollsBack(call: Call, range: TextRange = call.range): void {
  const name = databaseName(call);
  act(call, 'sql.drop', 'table', name === '*' ? 'undone migrations' : `undone migrations of ${name}`, range);
}

export const undoes: Usage = { ...drops, also: (call) => rollsBack(call) };

export const alters = database('sql.alter');

export const looks: Usage = { free: true, operands: 'text...' };

export const generates = (path: string): Usage => ({
  free: true,
  also: (call) => {
    act(call, 'exec.project', 'operation', call.title, call.range);
    actOnFile(call, 'create', plainArg(path, call.range));
  },
});

export const project: Usage = { free: true, does: 'exec.project:operation' };

/** A URL or a name that the command line gives; else the one of the project's settings. */
export function databaseName(call: Call): string {
  const value = valueOf(call, 'url', 'database', 'db', 'connection', 'd', 'u')?.value;
  return value === undefined ? '*' : value.replace(/^([a-z0-9+]+:\/\/[^:/@]*):[^@]*@/i, '$1@');
}

/** `db:drop`, `migrate:fresh`, `down-to`: words that many tools share. */
export function byTask(call: Call, tasks: readonly Arg[]): void {
  let known = false;
  for (const task of tasks) {
    const word = task.value;
    const kind = taskKind(word);
    if (word === 'release' && /rake$/.test(call.title))
      act(call, 'publish.release', 'package', call.state.cwd ?? '.', task.range, { undo: 'none' });
    if (kind === 'read') known = true;
    else if (kind === 'sql.drop' && ROLLS_BACK.test(word)) {
      known = true;
      rollsBack(call, task.range);
    } else if (kind !== undefined) {
      known = true;
      act(call, kind, 'database', '*', task.range, { traits: kind === 'sql.drop' ? ['whole-table'] : [] });
    }
  }
  if (!known)
    act(
      call,
      'exec.project',
      'operation',
      [call.title, ...tasks.slice(0, 1).map((task) => task.value)].join(' '),
      call.range,
    );
}

const ROLLS_BACK = /:(?:rollback|undo|revert|down|redo)(?::.*|$)/;

function taskKind(word: string): EffectKind | 'read' | undefined {
  if (
    /^(?:.*:)?(?:status|version|list|show|migrations|abort_if_pending_migrations|validate|charset|collation|routes|about|info|check|pending)$/.test(
      word,
    ) &&
    /:|^(?:status|showmigrations|routes|about)$/.test(word)
  )
    return 'read';
  if (
    /(?:^|:)(?:drop|reset|purge|wipe|fresh|refresh|truncate_all|flush|rollback|undo|revert|down|redo|clean|destroy|drop-all|sync)(?::.*|$)/.test(
      word,
    ) &&
    /:/.test(word)
  )
    return 'sql.drop';
  if (
    /^db:(?:schema:load|structure:load|setup|prepare|seed:replant|test:prepare|fixtures:load)|schema:(?:load|fresh|drop)|db:schema:drop|^doctrine:fixtures:load|^hautelook:fixtures:load/.test(
      word,
    )
  )
    return 'sql.drop';
  // A new, empty migration, or what an application can compute again.
  if (/^(?:migrate|migrations?|db:migrate):(?:make|create|generate|new)$|^cache:(?:clear|warmup|prune)$/.test(word))
    return undefined;
  if (
    /^(?:db|seed|migrate|migration|migrations|doctrine:migrations|doctrine:schema|schema|queue|cache):/.test(word) ||
    /^(?:migrate|migrate:.*)$/.test(word)
  )
    return 'sql.alter';
  return undefined;
}
