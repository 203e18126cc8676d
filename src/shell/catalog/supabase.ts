import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { actByVerb } from './verbs.ts';
import { rollsBack } from './migrationTasks.ts';
import type { Tool } from './tool.ts';

const supabase = (call: Call): void => {
  const text = call.args.map((arg) => arg.value).join(' ');
  const local = !/--linked|--db-url|--project-ref/.test(text);
  if (/^db (?:reset)/.test(text)) act(call, 'sql.drop', 'database', '*', call.range, { traits: ['whole-table'] });
  else if (/^(?:db push|migration (?:up|repair|down))/.test(text) && !/--dry-run/.test(text)) {
    if (/^migration down/.test(text)) rollsBack(call);
    else act(call, 'sql.alter', 'database', '*', call.range);
  } else if (
    /^(?:status|db (?:diff|lint|dump|pull)|migration list|projects list|inspect|services|gen|functions list|branches list|orgs list|test)/.test(
      text,
    )
  ) {
    if (/^(?:db (?:pull|diff|dump)|gen|test)/.test(text))
      act(call, 'exec.project', 'operation', `supabase ${text.split(' ').slice(0, 2).join(' ')}`, call.range);
  } else if (/^(?:start|stop|init|link|migration new|functions (?:new|serve))/.test(text))
    act(call, 'container.run', 'container', 'supabase', call.range, {
      traits: local && /--no-backup/.test(text) ? ['forced'] : [],
    });
  else if (/^secrets/.test(text)) {
    const [name] = call.args.slice(2).filter(({ value }) => !value.startsWith('-'));
    act(
      call,
      /^secrets list/.test(text) ? 'secret.read' : 'infra.change',
      'secret',
      name?.value.split('=')[0] ?? '*',
      call.range,
    );
  } else actByVerb(call, call.args);
};

/** Supabase. */
export const supabaseTools: readonly Tool[] = [
  {
    names: 'supabase',
    free: true,
    noHelp: true,
    also: supabase,
    examples: {
      held: {
        'supabase db reset --linked': 'sql.drop',
        'supabase db push': 'sql.alter',
        'supabase projects delete ref': 'infra.destroy',
      },
      passed: ['supabase status'],
    },
  },
];
