import { act, opaque } from '../effects/act.ts';
import { slice } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { embedArg, embedFile } from '../calls/embed.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { runInside } from './containerCalls.ts';
import type { ObjectType } from '../../effect/object.ts';
import { bucketOf } from './cloudOptions.ts';
import { actByVerb, namedBy, senseOf, singular, typeOf } from './verbs.ts';

/** Where a platform's first words are enough: what they do, by pattern over the words without options. */
export type Rules = readonly (readonly [
  pattern: RegExp,
  what: 'read' | 'project' | 'run' | 'secret' | 'destroy' | 'change' | 'create' | 'login' | 'choose',
])[];

export function platform(rules: Rules, fallback: 'verbs' | 'deploy' = 'verbs'): (call: Call) => void {
  return (call) => {
    const plain = call.args.filter((arg) => !arg.value.startsWith('-'));
    const text = call.args.map((arg) => arg.value).join(' ');
    const rule = rules.find(([pattern]) => pattern.test(text));
    if (onlyTells(call, rule?.[1])) return;
    if (rule === undefined) {
      if (plain.length === 0 && fallback === 'deploy')
        act(call, 'infra.change', 'resource', `${call.title}/*`, call.range);
      else actByVerb(call, call.args);
      return;
    }
    switch (rule[1]) {
      case 'read':
        return;
      case 'secret':
        act(call, 'secret.read', 'secret', namedPart(call, plain) ?? wordsOf(call), call.range);
        return;
      case 'login':
        act(call, 'system.change', 'secret', call.title, call.range);
        return;
      // The project or place that later commands work on.
      case 'choose':
        act(call, 'system.change', 'operation', `${call.title} ${text}`, call.range);
        return;
      case 'project':
        runsProject(call, plain);
        return;
      case 'run':
        runRemote(call);
        return;
      default: {
        const { type, name } = objectOf(call, plain);
        act(
          call,
          rule[1] === 'destroy' ? 'infra.destroy' : rule[1] === 'create' ? 'infra.create' : 'infra.change',
          type,
          name,
          call.range,
          { undo: rule[1] === 'destroy' ? 'none' : 'unknown' },
        );
        changesApp(call, plain);
      }
    }
  };
}

/** `--help`, or `--dry-run` of what loses nothing. Behind a command that is run elsewhere such words are that command's. */
function onlyTells(call: Call, what: Rules[number][1] | undefined): boolean {
  const words = call.args.map(({ value }) => value);
  if (what === 'run') return /^(?:[a-z]+[ :]){1,3}(?:--help|-h)$/.test(words.join(' '));
  return words.some(
    (word, at) =>
      /^(?:--help|-h)$/.test(word) ||
      (word === '--version' && at === 0) ||
      (word === '--dry-run' && what !== 'destroy'),
  );
}

/** `netlify dev:exec CMD`, `firebase emulators:exec TEXT`, `vercel dev`: the workspace's own code, or a command beside it. */
function runsProject(call: Call, plain: readonly Arg[]): void {
  const [verb, ...more] = plain;
  act(call, 'exec.project', 'operation', `${call.title} ${verb?.value ?? ''}`.trim(), call.range);
  if (verb?.value === 'emulators:exec') for (const text of more) runShellText(call, text);
  else if (verb?.value.endsWith(':exec') === true) runWords(call, call.args.slice(call.args.indexOf(verb) + 1));
}

/** Options whose value says which app or project: what a word names is a part of it. */
const OF_APP = /^(?:--app|-a|--name|--project|--project-name|--site|--service|-s|-e|--environment)$/;

const APP_ATTACHED = /^--(?:app|name|project|site|service|environment)=/;

function appOf({ args }: Call): string | undefined {
  const attached = args.find(({ value }) => APP_ATTACHED.test(value))?.value.split(/=(.*)/s)[1];
  return attached ?? args.find((_, index) => OF_APP.test(args[index - 1]?.value ?? ''))?.value;
}

/** Verbs and kinds of things that stand before a name: `env rm NAME`, `kv key delete NAME`. */
const BEFORE_NAME =
  /^(?:rm|remove|add|delete|destroy|unset|set|put|update|create|scale|count|restart|stop|start|detach|attach|clear|reset|promote|rollback|redeploy|deploy|publish|upload|purge|suspend|resume|kill|key|keys|bulk|namespace|namespaces|bucket|object|project|projects|app|apps|db|machine|machines|volume|volumes|vol|secret|secrets|environment|service|domain|domains|env|site|sites|restore|time-travel|execute|m|kv|d1|r2|pages|queues?|consumer|postgres|pg|certs|dns|alias|ips|tokens?|versions|triggers|workflows?|vectorize|hyperdrive|failover|killall|unfollow|drop|create|on|off|clear|bucket|pull|push)$/;

/** The words before the first option: `heroku config`, `vercel env pull`. */
function wordsOf(call: Call): string {
  const at = call.args.findIndex(({ value }) => value.startsWith('-'));
  return [call.title, ...call.args.slice(0, at === -1 ? 2 : Math.min(at, 2)).map(({ value }) => value)].join(' ');
}

/** First words that are done to the app itself, whatever numbers and sizes follow. */
const TO_APP = /^(?:scale|ps|maintenance|suspend|resume|restart|redeploy|deploy|up|down|launch|features|stack|labs)$/;

/** What the word that is no verb and no kind names, an option that names one of its kind, else the app. */
function objectOf(call: Call, plain: readonly Arg[]): { readonly type: ObjectType; readonly name: string } {
  const first = plain[0]?.value.split(':')[0] ?? call.title;
  const app = appOf(call);
  if (TO_APP.test(first) && app !== undefined) {
    const isService = call.args.some(({ value }) => /^(?:-s|--service)(?:=|$)/.test(value));
    return { type: 'resource', name: `${isService ? 'service' : 'app'}/${app}` };
  }
  const noun = singular(senseOf(first) === 'destroy' || first === call.title ? call.title : first);
  const given = namedBy(
    call.args,
    new RegExp(
      `^--?(?:${noun.replace(/[^a-z-]/g, '')}(?:-(?:name|id))?|id|[a-z]+-id)$${noun === 'volume' ? '|^-v$' : ''}`,
    ),
  )[0];
  const name = (namedPart(call, plain) ?? given?.value ?? app ?? '*').replace(/^([A-Z_][A-Z0-9_]*)=.*/s, '$1');
  // `r2 bucket`, `d1`: the kind of thing may be said by the second word.
  const type = typeOf(noun, ...plain.slice(1, 2).map(({ value }) => value)) ?? 'resource';
  return { type, name: type === 'resource' ? `${noun}/${name}` : type === 'bucket' ? bucketOf(name) : name };
}

function namedPart(call: Call, plain: readonly Arg[]): string | undefined {
  const behind = call.args.findIndex(({ value }) => value.startsWith('-'));
  const leading = behind > 0 ? plain.filter((arg) => call.args.indexOf(arg) < behind) : plain;
  const skip = leading.findIndex((arg, index) => index > 0 && !BEFORE_NAME.test(arg.value));
  const name = skip === -1 ? undefined : leading[skip]?.value;
  if (name !== undefined) return name;
  // Behind the options only the last word can be one, where no option takes it.
  const last = call.args.at(-1);
  const before = call.args.at(-2)?.value ?? '';
  return last !== undefined &&
    plain.length > 1 &&
    !last.value.startsWith('-') &&
    !before.startsWith('--') &&
    behind > 0 &&
    !/^-[a-z]$/.test(before) &&
    !BEFORE_NAME.test(last.value)
    ? last.value
    : undefined;
}

/** Whose setting, release or database it is. */
function changesApp(call: Call, plain: readonly Arg[]): void {
  const app = appOf(call);
  const part = namedPart(call, plain);
  if (app !== undefined && part !== undefined && part !== app)
    act(call, 'infra.change', 'resource', `app/${app}`, call.range);
}

/** `heroku run CMD`, `fly ssh console -C CMD`, `railway run CMD`: the words of the command that is run elsewhere. */
function remoteWords({ args }: Call): readonly Arg[] {
  let at = args.findIndex(({ value }) => /^(?:run|run:detached|exec|ssh|console|shell)$/.test(value)) + 1;
  if (args[at - 1]?.value === 'ssh' && /^(?:console|sftp)$/.test(args[at]?.value ?? '')) at++;
  for (; at < args.length; at++) {
    const { value = '' } = args[at] ?? {};
    if (value === '--') return args.slice(at + 1);
    // Of the platform's own options these take the command, as one word.
    if (/^(?:-C|--command|-c)$/.test(value)) return args.slice(at + 1, at + 2);
    if (/^(?:-[aesr]|--(?:app|service|environment|remote|size|type|region|machine))$/.test(value)) at++;
    else if (!value.startsWith('-')) return args.slice(at);
  }
  return [];
}

function runRemote(call: Call): void {
  const command = remoteWords(call);
  if (call.title === 'railway' && call.args[0]?.value === 'run') {
    runWords(call, command);
    return;
  }
  act(call, 'container.run', 'container', appOf(call) ?? call.title, call.range, { traits: ['remote'] });
  if (command.length === 0 || (command.length === 1 && /^(?:ba)?sh$/.test(command[0]?.value ?? '')))
    opaque(call, call.title, call.range, 'problem.interactive', ['remote']);
  else if (command.length === 1 && command[0] !== undefined && /\s/.test(command[0].value))
    call.shell.text(
      command[0].value,
      { ...call.scope, traits: [...call.scope.traits, 'remote'], cwd: '/' },
      { kind: 'offsets', offsets: command[0].offsets, whole: command[0].range },
      undefined,
    );
  else runInside(call, command, ['remote']);
}

export function sqlOption(call: Call, dialect: string, target: string): boolean {
  let found = false;
  call.args.forEach((word, index) => {
    const cut = /^--(?:command|sql|execute|file)=/.exec(word.value)?.[0].length;
    const option = cut === undefined ? (call.args[index - 1]?.value ?? '') : word.value.slice(0, cut - 1);
    const arg = cut === undefined ? word : slice(word, cut);
    const inner = { language: 'sql' as const, dialect, connection: { dialect, target } };
    if (/^(?:--command|-c|--sql|--execute)$/.test(option)) embedArg(call, arg, inner);
    else if (/^(?:--file|-f)$/.test(option)) embedFile(call, arg, { ...inner, here: true });
    else return;
    found = true;
  });
  return found;
}
