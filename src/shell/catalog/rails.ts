import { act, actOnFile, opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { embedArg, embedFile } from '../calls/embed.ts';
import type { Tool } from './tool.ts';
import { byTask } from './migrationTasks.ts';

function taskRunner(call: Call): void {
  const tasks = call.args.filter((arg) => !arg.value.startsWith('-') && !/^[A-Z_]+=/.test(arg.value));
  // To list its tasks it runs the Rakefile.
  if (
    tasks.length === 0 &&
    call.args.some(({ value }) => /^(?:-T|--tasks|-P|--prereqs|-W|--where|-D|--describe)$/.test(value))
  ) {
    act(call, 'exec.project', 'operation', `${call.title} --tasks`, call.range);
    return;
  }
  // Rake takes `-n`; to the commands of Rails it is a word of theirs, to `rails runner CODE` one of the code's.
  const isRake = /rake$/.test(call.title) || /^(?!credentials|encrypted|secrets)\w+:/.test(tasks[0]?.value ?? '');
  const lists =
    tasks.length === 0
      ? /^(?:-h|--version|--help)$/
      : isRake && tasks.length === 1
        ? /^(?:-n|--dry-run|--help)$/
        : /^--help$/;
  // A command of Rails's own, or a generator, looks for `--help` right behind its name; further on it is one of its words.
  const named = /^(?:g|generate|d|destroy)$/.test(tasks[0]?.value ?? '') ? 2 : 1;
  const own = tasks.length === 0 || isRake ? call.args : call.args.slice(0, named + 1);
  if (own.some((arg) => lists.test(arg.value))) {
    // To say what it would run it runs the Rakefile.
    if (tasks.length > 0 && !call.args.some(({ value }) => value === '--help'))
      act(call, 'exec.project', 'operation', `${call.title} --dry-run`, call.range);
    return;
  }
  if (call.args.some((arg) => /^(?:RAILS_ENV|RACK_ENV|NODE_ENV|APP_ENV)=prod/.test(arg.value)))
    call.traits.add('production');
  const [first] = tasks;
  if (/rails$/.test(call.title) && first !== undefined && /^(?:r|runner|c|console|dbconsole|db)$/.test(first.value)) {
    const at = call.args.findIndex(({ value }) => /^(?:-e|--environment)$/.test(value));
    const place = at === -1 ? undefined : call.args[at + 1];
    if (/^prod/.test(place?.value ?? '')) call.traits.add('production');
    // A console waits for what is typed; only `runner` takes code.
    const code = /^r/.test(first.value) ? tasks.slice(1).find((word) => word !== place) : undefined;
    act(call, 'exec.project', 'operation', `${call.title} ${first.value}`, call.range);
    if (code === undefined) opaque(call, call.title, call.range, 'problem.interactive');
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
  const loads = call.args.some(({ value }) =>
    /^(?:-[frRIeT]|--(?:rakefile|require|libdir|rakelib|execute))/.test(value),
  );
  const isTask = !/rails$/.test(call.title) || first?.value.includes(':') === true;
  // Each word is a task of rake's; behind a command of Rails's it is whatever that makes of it.
  const others = isTask && tasks.length > 1 ? tasks.filter(({ value }) => !value.includes(':')) : [];
  if (loads || others.length > 0)
    act(
      call,
      'exec.project',
      'operation',
      [call.title, ...others.slice(0, 1).map(({ value }) => value)].join(' '),
      call.range,
    );
  byTask(call, isTask ? tasks : tasks.slice(0, 1));
}

/** Rails and rake. */
export const railsTools: readonly Tool[] = [
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
        'rake -T': 'exec.project',
        'rake test status': 'exec.project',
        'rake test -n': 'exec.project',
        'rake -r /tmp/x.rb status': 'exec.opaque exec.project',
        'rails console -e production': 'exec.opaque exec.project',
        "rails runner -e production 'User.delete_all'": 'exec.project',
        "rails runner 'User.delete_all' -n": 'exec.project',
        "rails runner 'User.delete_all' --help": 'exec.project',
        'rails destroy model Cart --help': 'exec.project file.delete',
        'rails credentials:show': 'secret.read',
        'rails db:rollback STEP=5': 'sql.drop',
      },
      passed: ['rails db:migrate:status', 'rake --version'],
    },
  },
];
