import type { EffectKind } from '../../effect/kind.ts';
import { act, actOnFile } from '../act.ts';
import type { Arg } from '../arg.ts';
import { plainArg } from '../arg.ts';
import { valueOf } from '../call.ts';
import type { Call } from '../call.ts';
import { embedArg, embedFile } from '../embed.ts';
import { runWords } from '../innerCommand.ts';
import type { Tool, Usage } from './tool.ts';

/** Migrations run the project's own code against whatever database its settings name. */
const database = (kind: EffectKind, ...traits: readonly ('whole-table' | 'overwrites')[]): Usage => ({
  free: true,
  options:
    'help!none dry-run!dry dryRun!dry pretend!dry f,force!forced y,yes!forced accept-data-loss!forced noinput!forced no-input!forced',
  also: (call) => act(call, kind, 'database', databaseName(call), call.range, { traits }),
});
const drops = database('sql.drop', 'whole-table');
const alters = database('sql.alter');
const looks: Usage = { free: true, operands: 'text...' };
const generates = (path: string): Usage => ({
  free: true,
  also: (call) => {
    act(call, 'exec.project', 'operation', call.title, call.range);
    actOnFile(call, 'create', plainArg(path, call.range));
  },
});
const project: Usage = { free: true, does: 'exec.project:operation' };

/** A URL or a name that the command line gives; else the one of the project's settings. */
function databaseName(call: Call): string {
  const value = valueOf(call, 'url', 'database', 'db', 'connection', 'd', 'u')?.value;
  return value === undefined ? '*' : value.replace(/^([a-z0-9+]+:\/\/[^:/@]*):[^@]*@/i, '$1@');
}

/** Tasks that Symfony's console takes in any short form that only one of them has: `d:s:d` is `doctrine:schema:drop`. */
const SHORTENED =
  'doctrine:database:drop doctrine:database:create doctrine:schema:drop doctrine:schema:update doctrine:schema:create doctrine:schema:validate doctrine:fixtures:load doctrine:migrations:migrate doctrine:migrations:execute doctrine:migrations:rollup doctrine:migrations:status doctrine:migrations:list doctrine:query:sql dbal:run-sql migrate:fresh migrate:refresh migrate:reset migrate:rollback migrate:status db:wipe db:seed cache:clear cache:warmup'.split(
    ' ',
  );

function wholeTask(task: Arg): Arg {
  const parts = task.value.split(':');
  if (parts.length < 2 || SHORTENED.includes(task.value)) return task;
  const meant = SHORTENED.find((whole) => {
    const words = whole.split(':');
    return words.length === parts.length && parts.every((part, index) => part !== '' && words[index]?.startsWith(part));
  });
  return meant === undefined ? task : { ...task, value: meant };
}

/** `db:drop`, `migrate:fresh`, `down-to`: words that many tools share. */
function byTask(call: Call, tasks: readonly Arg[]): void {
  let known = false;
  for (const task of tasks) {
    const word = task.value;
    const kind = taskKind(word);
    if (word === 'release' && /rake$/.test(call.title))
      act(call, 'publish.release', 'package', call.state.cwd ?? '.', task.range, { undo: 'none' });
    if (kind === 'read') known = true;
    else if (kind !== undefined) {
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

function taskRunner(call: Call): void {
  const tasks = call.args.filter((arg) => !arg.value.startsWith('-') && !/^[A-Z_]+=/.test(arg.value));
  const lists = tasks.length === 0 ? /^(?:-T|--tasks|-P|-h|--version|--help)$/ : /^(?:-n|--dry-run|--help)$/;
  if (call.args.some((arg) => lists.test(arg.value))) return;
  if (call.args.some((arg) => /^(?:RAILS_ENV|RACK_ENV|NODE_ENV|APP_ENV)=prod/.test(arg.value)))
    call.traits.add('production');
  const [first] = tasks;
  if (/rails$/.test(call.title) && first !== undefined && /^(?:r|runner|c|console|dbconsole|db)$/.test(first.value)) {
    const code = tasks[1];
    act(call, 'exec.project', 'operation', `${call.title} ${first.value}`, call.range);
    if (code === undefined) act(call, 'exec.opaque', 'unknown', call.title, call.range, { certainty: 'possible' });
    else if (/\.rb$/.test(code.value)) embedFile(call, code, { language: 'code', dialect: 'ruby' });
    else embedArg(call, code, { language: 'code', dialect: 'ruby' });
    return;
  }
  if (/rails$/.test(call.title) && /^(?:credentials|secrets|encrypted):(?:show|edit)$/.test(first?.value ?? '')) {
    act(call, 'secret.read', 'secret', 'config/credentials', first?.range ?? call.range);
    return;
  }
  if (/rails$/.test(call.title) && /^(?:g|generate|d|destroy|new)$/.test(first?.value ?? ''))
    actOnFile(call, first?.value.startsWith('d') === true ? 'delete' : 'create', plainArg('app/', call.range));
  byTask(call, tasks);
}

function django(call: Call): void {
  const [command, ...rest] = call.parsed.operands;
  switch (command?.value) {
    case undefined:
    case 'showmigrations':
    case 'check':
    case 'help':
    case 'diffsettings':
    case 'sqlmigrate':
    case 'inspectdb':
      return;
    case 'flush':
    case 'sqlflush':
    case 'reset_db':
      act(call, 'sql.truncate', 'database', '*', call.range, { traits: ['whole-table'] });
      return;
    case 'migrate':
      if (call.args.some((arg) => /^--(?:plan|check)$/.test(arg.value))) {
        act(call, 'exec.project', 'operation', 'manage.py migrate --plan', call.range);
        return;
      }
      act(
        call,
        rest.some((arg) => /^zero$|^0+\d*$/.test(arg.value)) ? 'sql.drop' : 'sql.alter',
        'database',
        '*',
        call.range,
      );
      return;
    case 'loaddata':
      act(call, 'sql.insert', 'database', '*', call.range);
      return;
    case 'shell':
    case 'shell_plus': {
      const code = call.args.find((_, index) => /^(?:-c|--command)$/.test(call.args[index - 1]?.value ?? ''));
      act(call, 'exec.project', 'operation', `${call.title} ${command.value}`, call.range);
      if (code !== undefined) embedArg(call, code, { language: 'code', dialect: 'python' });
      else act(call, 'exec.opaque', 'unknown', 'manage.py shell', call.range, { certainty: 'possible' });
      return;
    }
    case 'changepassword':
    case 'createsuperuser':
      act(call, 'sql.privilege', 'role', rest[0]?.value ?? '*', call.range);
      return;
    case 'clearsessions':
    case 'remove_stale_contenttypes':
      act(call, 'sql.delete', 'database', '*', call.range);
      return;
    case 'collectstatic':
      act(call, 'exec.project', 'operation', 'manage.py collectstatic', call.range);
      if (call.args.some(({ value }) => /^(?:-c|--clear)$/.test(value)))
        actOnFile(
          { ...call, traits: new Set([...call.traits, 'recursive']) },
          'delete',
          plainArg('staticfiles/', call.range),
        );
      return;
    case 'dbshell':
      act(call, 'sql.execute', 'database', '*', call.range, { certainty: 'possible' });
      return;
    default:
      act(call, 'exec.project', 'operation', `manage.py ${command?.value ?? ''}`, call.range);
  }
}

export const migrations: readonly Tool[] = [
  {
    names: 'prisma',
    stop: true,
    options: 'schema= config=',
    commands: {
      migrate: {
        commands: {
          'status diff': looks,
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
        'prisma db push --force-reset': 'sql.drop',
      },
      passed: ['npx prisma migrate status', 'prisma validate'],
    },
  },
  {
    names: 'drizzle-kit',
    stop: true,
    commands: {
      'push push:pg push:mysql push:sqlite migrate up': alters,
      drop: { free: true, does: 'file.delete:directory=drizzle' },
      'generate generate:pg introspect pull studio export': generates('drizzle/'),
      check: looks,
    },
    examples: { held: { 'npx drizzle-kit push --force': 'sql.alter', 'yes | drizzle-kit push': 'sql.alter' } },
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
  {
    names: 'rails bin/rails rake bin/rake',
    free: true,
    noHelp: true,
    stop: true,
    also: taskRunner,
    examples: {
      held: {
        'rails db:drop': 'sql.drop',
        'bin/rails db:reset RAILS_ENV=production': 'sql.drop',
        'rails db:migrate': 'sql.alter',
        'rake test': 'exec.project',
        'rails credentials:show': 'secret.read',
        'rails db:rollback STEP=5': 'sql.drop',
      },
      passed: ['rails db:migrate:status', 'rake -T'],
    },
  },
  {
    names: 'manage.py ./manage.py django-admin',
    free: true,
    also: django,
    examples: {
      held: { './manage.py flush --noinput': 'sql.truncate', './manage.py changepassword bob': 'sql.privilege' },
      passed: ['django-admin check'],
    },
  },
  {
    names: 'artisan bin/console doctrine',
    free: true,
    also: (call) => {
      const [word] = call.parsed.operands;
      const task = word === undefined ? undefined : wholeTask(word);
      if (task !== undefined && /^(?:tinker|dbal:run-sql|doctrine:query:sql)$/.test(task.value)) {
        const code = call.parsed.operands[1] ?? valueOf(call, 'execute');
        act(call, 'exec.project', 'operation', `${call.title} ${task.value}`, call.range);
        if (code !== undefined)
          embedArg(
            call,
            code,
            task.value === 'tinker' ? { language: 'code', dialect: 'php' } : { language: 'sql', dialect: 'unknown' },
          );
        else act(call, 'exec.opaque', 'unknown', task.value, task.range, { certainty: 'possible' });
      } else byTask(call, task === undefined ? [] : [task]);
    },
    options: 'execute= force!forced env= pretend!dry dry-run!dry',
    examples: {
      held: {
        'bin/console d:s:d --force': 'sql.drop',
        'php artisan migrate:fresh --force': 'sql.drop',
        'php artisan db:wipe': 'sql.drop',
      },
    },
  },
  {
    names: 'alembic flask-migrate aerich yoyo',
    stop: true,
    free: true,
    options: 'c,config= n,name= x=',
    commands: {
      'current history heads branches show check list': looks,
      downgrade: drops,
      'upgrade stamp apply develop': { ...alters, forms: [{ with: 'sql', ...project }], options: 'sql' },
      rollback: drops,
      'revision merge init edit ensure_version init-db migrate new': generates('migrations/'),
    },
    examples: {
      held: { 'alembic downgrade base': 'sql.drop', 'alembic upgrade head': 'sql.alter' },
      passed: ['alembic history'],
    },
  },
  {
    names: 'flask',
    stop: true,
    free: true,
    options: 'A,app= e,env-file= debug',
    commands: {
      db: {
        free: true,
        commands: {
          'current history heads branches show check': looks,
          'upgrade stamp': alters,
          downgrade: drops,
          'init migrate revision merge edit': generates('migrations/'),
        },
      },
      'routes run': project,
      shell: {
        also: (call) => act(call, 'exec.opaque', 'unknown', 'flask shell', call.range, { certainty: 'possible' }),
      },
    },
    // A command of the application's own: its words say what it is for.
    otherwise: {
      free: true,
      also: (call) =>
        act(
          call,
          'exec.project',
          'operation',
          ['flask', ...call.parsed.operands.slice(0, 2).map(({ value }) => value)].join(' '),
          call.range,
        ),
    },
    examples: {
      held: {
        'flask drop-db': 'exec.project',
        'flask db upgrade': 'sql.alter',
        'flask db downgrade': 'sql.drop',
        'flask run': 'exec.project',
      },
      passed: ['flask db current'],
    },
  },
  {
    names: 'flyway',
    free: true,
    also: (call) => {
      for (const word of call.parsed.operands) {
        if (word.value === 'clean' || word.value === 'undo')
          act(call, 'sql.drop', 'database', '*', word.range, { traits: ['whole-table'] });
        else if (
          !/^(?:info|validate|version|help|check|list-engines|snapshot|diff|auth|testConnection)$/.test(word.value)
        )
          act(call, 'sql.alter', 'database', '*', word.range);
      }
    },
    single: true,
    examples: {
      held: { 'flyway clean': 'sql.drop', 'flyway -url=jdbc:x migrate': 'sql.alter' },
      passed: ['flyway info'],
    },
  },
  {
    names: 'liquibase',
    free: true,
    also: (call) => {
      for (const word of call.parsed.operands) {
        if (/^(?:drop-all|dropAll|rollback.*)$/.test(word.value) && !/sql$/i.test(word.value))
          act(call, 'sql.drop', 'database', '*', word.range, { traits: ['whole-table'] });
        else if (
          /^execute-sql$/.test(word.value) ||
          (/^(?:update.*|changelog-sync.*|clear-checksums|tag|mark-next.*|release-locks|init|flow|checks|connect|dbcl-.*|set-.*|unexpected-.*)$/.test(
            word.value,
          ) &&
            !/-sql$/.test(word.value))
        )
          act(call, 'sql.alter', 'database', '*', word.range);
      }
    },
    examples: {
      held: {
        'liquibase drop-all': 'sql.drop',
        'liquibase rollback-count 3': 'sql.drop',
        'liquibase update': 'sql.alter',
      },
      passed: ['liquibase status'],
    },
  },
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
      if (words.some((word) => /^(?:drop|down|down-to|reset|rollback|redo|revert|force)$/.test(word)))
        act(call, 'sql.drop', 'database', databaseName(call), call.range);
      else if (
        words.length > 0 &&
        !words.some((word) =>
          /^(?:status|version|help|log|show|wait|dump|new|plan|verify|validate|list|config)$/.test(word),
        )
      )
        act(call, 'sql.alter', 'database', databaseName(call), call.range);
    },
    options: 'url,u= database= path= dir= source= e= no-dump-schema',
    examples: {
      held: { 'goose down-to 0': 'sql.drop', 'dbmate drop': 'sql.drop', 'dbmate up': 'sql.alter' },
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
          down: drops,
          'status lint diff validate ls': looks,
          'set push rm new hash rebase edit': { free: true, does: 'file.write:directory=migrations' },
        },
      },
      'version login help': looks,
    },
    examples: { held: { 'atlas schema apply --auto-approve': 'sql.alter' }, passed: ['atlas migrate status'] },
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
          'revert redo down reset fresh refresh': drops,
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
            forms: [{ with: 'down', also: drops.also as (call: Call) => void }],
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
];
