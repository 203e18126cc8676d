import { act } from '../effects/act.ts';
import { embedArg } from '../calls/embed.ts';
import type { Tool } from './tool.ts';
import { alters, byTask, generates, looks } from './migrationTasks.ts';

/** Drizzle, Knex, Sequelize, TypeORM and MikroORM. */
export const nodeOrmsTools: readonly Tool[] = [
  {
    names: 'drizzle-kit',
    stop: true,
    commands: {
      'push push:pg push:mysql push:sqlite migrate up': alters,
      drop: { free: true, does: 'file.delete:directory=drizzle' },
      'generate generate:pg introspect pull studio export': generates('drizzle/'),
      check: looks,
    },
    examples: {
      held: {
        'npx drizzle-kit push --force': 'sql.alter',
        'yes | drizzle-kit push': 'sql.alter',
        'pnpm drizzle-kit push': 'sql.alter',
      },
    },
  },
  {
    names: 'knex',
    free: true,
    also: (call) => byTask(call, call.parsed.operands.slice(0, 1)),
    options: 'env= knexfile= all',
    examples: {
      held: { 'npx knex migrate:rollback --all': 'sql.drop', 'knex migrate:latest': 'sql.alter' },
      passed: ['knex migrate:status'],
    },
  },
  {
    names: 'sequelize',
    free: true,
    also: (call) => byTask(call, call.parsed.operands.slice(0, 1)),
    options: 'env= url=',
    examples: { held: { 'npx sequelize-cli db:drop': 'sql.drop', 'npx sequelize db:migrate:undo:all': 'sql.drop' } },
  },
  {
    names: 'typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm mikro-orm',
    free: true,
    options: 'd,dataSource= run drop-tables',
    also: (call) => {
      const [task, text] = call.parsed.operands;
      if (task?.value !== 'query' || text === undefined) {
        byTask(call, call.parsed.operands.slice(0, 1));
        return;
      }
      act(call, 'exec.project', 'operation', `${call.title} query`, call.range);
      embedArg(call, text, { language: 'sql', dialect: 'unknown' });
    },
    examples: { held: { 'npx typeorm schema:drop': 'sql.drop', 'typeorm migration:revert': 'sql.drop' } },
  },
];
