import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { actByVerb } from './verbs.ts';
import { alters, databaseName, drops, generates, looks, project, rollsBack, undoes } from './migrationTasks.ts';

const ACTS = /^(?:up|up-\w+(?:-\w+)*|apply|migrate|goto|deploy|fix)$/;

/** The words before the first that acts; behind it stand names of migrations and places. */
function beforeActing(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => ACTS.test(word));
  return at === -1 ? words : words.slice(0, at);
}

export const migrations: readonly Tool[] = [
  {
    names:
      'goose dbmate migrate sql-migrate golang-migrate tern bb-migrate node-pg-migrate db-migrate migrate-mongo sqitch',
    free: true,
    also: (call) => {
      const words = call.parsed.operands.map((arg) => arg.value);
      // Two programs have this name: one migrates databases, the other is an agent.
      if (
        call.title === 'goose' &&
        /^(?:run|session|web|configure|acp|schedule|recipe|mcp|project)$/.test(words[0] ?? '')
      ) {
        runWords(call, [{ ...call.name, value: 'goose-cli' }, ...call.args]);
        return;
      }
      if (words.some((word) => /^(?:drop|reset|force)$/.test(word)))
        act(call, 'sql.drop', 'database', databaseName(call), call.range);
      else if (words.some((word) => /^(?:down|down-to|rollback|redo|revert)$/.test(word))) rollsBack(call);
      else if (
        words.length > 0 &&
        // A word that looks may be a migration's name behind one that acts.
        !beforeActing(words).some((word) =>
          /^(?:status|version|help|log|show|wait|dump|new|plan|verify|validate|list|config)$/.test(word),
        )
      )
        act(call, 'sql.alter', 'database', databaseName(call), call.range);
    },
    options: 'url,u= database= path= dir= source= e= no-dump-schema',
    examples: {
      held: {
        'goose down-to 0': 'sql.drop',
        'dbmate drop': 'sql.drop',
        'dbmate rollback': 'sql.drop',
        'dbmate up': 'sql.alter',
        'dbmate up list': 'sql.alter',
      },
      passed: ['goose status'],
    },
  },
  {
    names: 'atlas',
    stop: true,
    free: true,
    commands: {
      schema: { commands: { apply: alters, clean: drops, 'inspect diff fmt': looks } },
      migrate: {
        commands: {
          apply: alters,
          down: undoes,
          'status lint diff validate ls': looks,
          'set push rm new hash rebase edit': { free: true, does: 'file.write:directory=migrations' },
        },
      },
      'version login help': looks,
      // MongoDB's program has the same name.
      'clusters deployments projects organizations backups dbusers accessLists networking privateEndpoints serverless flexClusters streams apiKeys teams users alerts dataFederation search':
        { free: true, noHelp: true, also: atMongoDb },
    },
    examples: {
      held: {
        'atlas clusters delete Cluster0 --force': 'infra.destroy',
        'atlas schema apply --auto-approve': 'sql.alter',
      },
      passed: ['atlas migrate status', 'atlas clusters list'],
    },
  },
  {
    names: 'diesel sqlx sea-orm-cli refinery',
    stop: true,
    free: true,
    commands: {
      'migration migrate mig': {
        free: true,
        commands: {
          'run up apply': alters,
          'revert redo down': undoes,
          'reset fresh refresh': drops,
          'list pending status info': looks,
          'add generate init': generates('migrations/'),
        },
      },
      'database db': { free: true, commands: { 'create setup': alters, 'drop reset': drops } },
      setup: alters,
      'prepare print-schema generate': project,
    },
    examples: {
      held: { 'sqlx database drop': 'sql.drop', 'diesel migration run': 'sql.alter' },
      passed: ['sqlx migrate info'],
    },
  },
  {
    names: 'hasura',
    stop: true,
    free: true,
    commands: {
      migrate: {
        commands: {
          status: looks,
          apply: {
            free: true,
            options: 'down= up= dry-run!dry all-databases',
            forms: [{ with: 'down', also: undoes.also as (call: Call) => void }],
            also: alters.also as (call: Call) => void,
          },
          'create squash delete': generates('migrations/'),
        },
      },
      metadata: {
        commands: {
          'diff inconsistency export': looks,
          clear: { free: true, does: 'infra.destroy:resource=hasura/metadata' },
          'apply reload': { free: true, does: 'infra.change:resource=hasura/metadata' },
        },
      },
      'seed seeds': { free: true, does: 'sql.insert:database=*' },
      'version console help': looks,
    },
    examples: { held: { 'hasura migrate apply --down all': 'sql.drop', 'hasura metadata clear': 'infra.destroy' } },
  },
  {
    names: 'ecto',
    free: true,
    also: (call) => runWords(call, [{ ...call.name, value: 'mix' }, ...call.args]),
    examples: {},
  },
]; /** `atlas clusters delete NAME`: the noun stands before. */
function atMongoDb(call: Call): void {
  const at = call.state.words.findIndex((word) => call.title.endsWith(` ${word.value}`));
  actByVerb(call, call.state.words.slice(Math.max(at, 0)));
}
