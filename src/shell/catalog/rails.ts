import { act, actOnFile } from '../effects/act.ts';
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
  const lists = tasks.length === 0 ? /^(?:-h|--version|--help)$/ : /^(?:-n|--dry-run|--help)$/;
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
        'rails credentials:show': 'secret.read',
        'rails db:rollback STEP=5': 'sql.drop',
      },
      passed: ['rails db:migrate:status', 'rake --version'],
    },
  },
];
