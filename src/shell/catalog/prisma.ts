import { act } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { embedArg, embedFile } from '../calls/embed.ts';
import type { Tool } from './tool.ts';
import { alters, databaseName, drops, looks, project } from './migrationTasks.ts';

/** Prisma. */
export const prismaTools: readonly Tool[] = [
  {
    names: 'prisma',
    stop: true,
    options: 'schema= config=',
    commands: {
      migrate: {
        commands: {
          status: looks,
          diff: {
            options:
              'from-empty to-empty from-schema-datamodel= to-schema-datamodel= from-schema-datasource= to-schema-datasource= from-schema= to-schema= from-url= to-url= from-migrations= to-migrations= shadow-database-url= script exit-code o,output=output',
          },
          reset: drops,
          'deploy resolve': alters,
          dev: { ...alters, options: 'create-only n,name= skip-generate skip-seed help!none' },
        },
        options: 'schema= config=',
      },
      db: {
        commands: {
          push: {
            free: true,
            options: 'help!none accept-data-loss!forced force-reset!overwrites skip-generate schema=',
            forms: [{ with: 'force-reset', also: drops.also as (call: Call) => void }],
            also: alters.also as (call: Call) => void,
          },
          pull: { free: true, options: 'print!dry force', does: 'exec.project:operation' },
          execute: {
            options: 'file= stdin url= schema= config=',
            also: (call) => {
              const inner = {
                language: 'sql',
                dialect: 'unknown',
                connection: { dialect: 'unknown', target: databaseName(call) },
              } as const;
              const file = valueOf(call, 'file');
              if (file !== undefined) embedFile(call, file, inner);
              else if (call.stdin?.text !== undefined)
                embedArg(call, { ...plainArg(call.stdin.text, call.stdin.range) }, inner);
              else act(call, 'sql.execute', 'database', databaseName(call), call.range, { certainty: 'possible' });
            },
          },
          seed: { free: true, does: 'exec.project:operation sql.insert:database=*' },
        },
      },
      'validate version help debug': looks,
      platform: {
        free: true,
        commands: {
          status: looks,
          'auth environment project serviceToken accelerate pulse': {
            free: true,
            commands: { 'show list': looks },
            otherwise: { free: true, does: 'infra.change:resource=prisma/platform' },
          },
        },
      },
      format: { free: true, options: 'check!dry', does: 'file.write:file=prisma/schema.prisma' },
      'generate studio init dev mcp': project,
    },
    examples: {
      held: {
        'prisma migrate reset --force': 'sql.drop',
        'npx prisma db push --accept-data-loss': 'sql.alter',
        'yarn prisma db push --force-reset': 'sql.drop',
        'prisma db push --force-reset': 'sql.drop',
      },
      passed: ['npx prisma migrate status', 'prisma validate'],
    },
  },
];
