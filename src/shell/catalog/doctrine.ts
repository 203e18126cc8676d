import { act, actOnFile } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import { embedArg } from '../calls/embed.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { byTask } from './migrationTasks.ts';

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

/** Laravel, Symfony and Doctrine. */
export const doctrineTools: readonly Tool[] = [
  {
    // Symfony's own program: the console, PHP or Composer of the project, with its version of PHP.
    names: 'symfony',
    stop: true,
    free: true,
    commands: {
      console: {
        stop: true,
        free: true,
        also: (call) => runWords(call, [{ ...call.name, value: 'bin/console' }, ...call.parsed.operands]),
      },
      'php composer': {
        stop: true,
        free: true,
        also: (call) => {
          const program = call.title.split(' ').at(-1) ?? '';
          runWords(call, [{ ...call.name, value: program }, ...call.parsed.operands]);
        },
      },
      'check:requirements check:security security:check server:status server:list local:php:list': {
        free: true,
        does: 'exec.project:operation',
      },
    },
    examples: { held: { 'symfony console doctrine:database:drop --force': 'sql.drop' } },
  },
  {
    names: 'artisan ./artisan bin/console ./bin/console doctrine',
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
      } else if (task?.value === 'env:decrypt') {
        act(call, 'exec.project', 'operation', `${call.title} ${task.value}`, call.range);
        const environment = valueOf(call, 'env')?.value;
        actOnFile(call, 'output', plainArg(environment === undefined ? '.env' : `.env.${environment}`, call.range));
      } else if (
        (task?.value === 'config:show' &&
          /^(?:database|mail|services|queue|broadcasting|cache|filesystems)\b/.test(
            call.parsed.operands[1]?.value ?? '',
          )) ||
        (task?.value === 'secrets:list' && call.args.some(({ value }) => value === '--reveal'))
      ) {
        act(call, 'exec.project', 'operation', `${call.title} ${task.value}`, call.range);
        act(call, 'secret.read', 'secret', call.parsed.operands[1]?.value ?? task.value, call.range);
      } else byTask(call, task === undefined ? [] : [task]);
    },
    options: 'execute= force!forced env= pretend!dry dry-run!dry',
    examples: {
      held: {
        'bin/console d:s:d --force': 'sql.drop',
        'php artisan migrate:fresh --force': 'sql.drop',
        'php artisan db:wipe': 'sql.drop',
        'php artisan env:decrypt': 'exec.project file.write',
        'php artisan config:show database': 'exec.project secret.read',
      },
    },
  },
];
