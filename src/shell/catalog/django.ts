import { act, actOnFile, runsElsewhere } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { embedArg } from '../calls/embed.ts';
import type { Tool } from './tool.ts';
import { alters, generates, looks, project, rollsBack, undoes } from './migrationTasks.ts';

function django(call: Call): void {
  const [command, ...rest] = call.parsed.operands;
  switch (command?.value) {
    case undefined:
    case 'showmigrations':
    case 'check':
    case 'help':
    case 'sqlmigrate':
    case 'inspectdb':
      return;
    case 'diffsettings':
      act(call, 'exec.project', 'operation', 'manage.py diffsettings', call.range);
      // `SECRET_KEY` and the databases' passwords are settings.
      act(call, 'secret.read', 'secret', 'settings', call.range);
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
      if (rest.some((arg) => /^zero$|^0+\d*$/.test(arg.value))) rollsBack(call);
      else act(call, 'sql.alter', 'database', '*', call.range);
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

/** Django, Alembic and Flask. */
export const djangoTools: readonly Tool[] = [
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
    names: 'alembic flask-migrate aerich yoyo',
    stop: true,
    free: true,
    options: 'c,config= n,name= x=',
    also: runsElsewhere,
    commands: {
      'current history heads branches show check list': looks,
      downgrade: undoes,
      'upgrade stamp apply develop': { ...alters, forms: [{ with: 'sql', ...project }], options: 'sql' },
      rollback: undoes,
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
          downgrade: undoes,
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
];
