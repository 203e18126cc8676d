import { act, opaque } from '../act.ts';
import { slice, type Arg } from '../arg.ts';
import type { Call } from '../call.ts';
import { embedArg, embedFile, embedFlow } from '../embed.ts';
import { runShellText, runWords } from '../innerCommand.ts';
import { runInside } from './containers.ts';
import { actByVerb, senseOf } from './verbs.ts';
import type { Tool } from './tool.ts';

/** Where a platform's first words are enough: what they do, by pattern over the words without options. */
type Rules = readonly (readonly [
  pattern: RegExp,
  what: 'read' | 'project' | 'run' | 'secret' | 'destroy' | 'change' | 'create' | 'login' | 'choose',
])[];

function platform(rules: Rules, fallback: 'verbs' | 'deploy' = 'verbs'): (call: Call) => void {
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
    const name = plain.at(-1) ?? call.name;
    switch (rule[1]) {
      case 'read':
        return;
      case 'secret':
        act(call, 'secret.read', 'secret', text, call.range);
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
      default:
        act(
          call,
          rule[1] === 'destroy' ? 'infra.destroy' : rule[1] === 'create' ? 'infra.create' : 'infra.change',
          'resource',
          resourceName(call, plain, name),
          call.range,
          { undo: rule[1] === 'destroy' ? 'none' : 'unknown' },
        );
    }
  };
}

/** `--help`, or `--dry-run` of what loses nothing. Behind a command that is run elsewhere such words are that command's. */
function onlyTells(call: Call, what: Rules[number][1] | undefined): boolean {
  const words = call.args.map(({ value }) => value);
  if (what === 'run') return /^(?:[a-z]+[ :]?){1,3} (?:--help|-h)$/.test(words.join(' '));
  return words.some((word) => /^(?:--help|-h|--version)$/.test(word) || (word === '--dry-run' && what !== 'destroy'));
}

/** `netlify dev:exec CMD`, `firebase emulators:exec TEXT`, `vercel dev`: the workspace's own code, or a command beside it. */
function runsProject(call: Call, plain: readonly Arg[]): void {
  const [verb, ...more] = plain;
  act(call, 'exec.project', 'operation', `${call.title} ${verb?.value ?? ''}`.trim(), call.range);
  if (verb?.value === 'emulators:exec') for (const text of more) runShellText(call, text);
  else if (verb?.value.endsWith(':exec') === true) runWords(call, call.args.slice(call.args.indexOf(verb) + 1));
}

function resourceName(call: Call, plain: readonly Arg[], last: Arg): string {
  const app = call.args.find((_, index) =>
    /^(?:--app|-a|--name|--project|--service|-s|-e|--environment)$/.test(call.args[index - 1]?.value ?? ''),
  );
  const first = plain[0]?.value.split(':')[0] ?? call.title;
  const noun = senseOf(first) === 'destroy' ? call.title : first;
  return `${noun}/${app?.value ?? (plain.length > 1 ? last.value : '*')}`;
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
  act(call, 'container.run', 'container', call.title, call.range, { traits: ['remote'] });
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

function sqlOption(call: Call, dialect: string, target: string): boolean {
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

/** `heroku pg:psql [DATABASE] -c SQL`, or statements from its input, on the app's database. */
function heroku(rules: Rules): (call: Call) => void {
  const other = platform(rules);
  return (call) => {
    if (call.args[0]?.value !== 'pg:psql') {
      other(call);
      return;
    }
    const target = call.args.find((_, index) => /^(?:-a|--app)$/.test(call.args[index - 1]?.value ?? ''))?.value;
    const remote: Call = { ...call, scope: { ...call.scope, traits: [...call.scope.traits, 'remote'] } };
    if (sqlOption(remote, 'postgresql', `heroku:${target ?? '*'}`)) return;
    if (call.stdin === undefined) opaque(remote, call.title, call.range, 'problem.interactive');
    else
      embedFlow(remote, call.stdin, {
        language: 'sql',
        dialect: 'postgresql',
        connection: { dialect: 'postgresql', target: `heroku:${target ?? '*'}` },
      });
  };
}

function wrangler(call: Call): void {
  const plain = call.args.filter((arg) => !arg.value.startsWith('-')).map((arg) => arg.value);
  if (plain[0] === 'd1' && plain[1] === 'execute' && sqlOption(call, 'sqlite', plain[2] ?? 'd1')) return;
  platform([
    [
      /^(?:whoami|tail|deployments list|docs|init --help|pages project list|d1 list|kv namespace list|r2 bucket list|secret list)(?: |$)/,
      'read',
    ],
    [/^(?:dev|check|types|pages dev)(?: |$)|--dry-run/, 'project'],
    [/^(?:login|logout)/, 'login'],
    [/^(?:deploy|publish|pages deploy|versions|secret put|secret bulk|triggers|rollback)/, 'change'],
    [/^kv[: ](?:key |bulk |namespace )?(?:delete|bulk delete)|^kv:?\S* delete|^delete|^secret delete/, 'destroy'],
  ])(call);
}

const supabase = (call: Call): void => {
  const text = call.args.map((arg) => arg.value).join(' ');
  const local = !/--linked|--db-url|--project-ref/.test(text);
  if (/^db (?:reset)/.test(text)) act(call, 'sql.drop', 'database', '*', call.range, { traits: ['whole-table'] });
  else if (/^(?:db push|migration (?:up|repair|down))/.test(text) && !/--dry-run/.test(text))
    act(call, /down/.test(text) ? 'sql.drop' : 'sql.alter', 'database', '*', call.range);
  else if (
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
  else if (/^secrets/.test(text))
    act(call, /list/.test(text) ? 'secret.read' : 'infra.change', 'secret', '*', call.range);
  else actByVerb(call, call.args);
};

/** `config:get NAME` of a setting whose name does not say that it is a secret. */
const PLAIN_SETTING =
  /^config:get (?:-\S+ \S+ )*(?:NODE_ENV|LOG_LEVEL|PORT|RAILS_ENV|RACK_ENV|TZ|LANG|DEBUG|HOST|APP_ENV|[A-Z0-9_]*(?:ENABLED|TIMEOUT|LEVEL|MODE|ENV|VERSION|REGION|COUNT|SIZE|LIMIT|CONCURRENCY))(?: -\S+ \S+)*$/;

export const platforms: readonly Tool[] = [
  {
    names: 'heroku',
    free: true,
    noHelp: true,
    also: heroku([
      [
        /^(?:logs|ps(?: |$)(?!:)|apps(?: |$)|info|status|releases(?: |$)|pg:(?:info|ps|diagnose|locks|outliers|backups(?: |$))|addons(?: |$)|domains(?: |$)|access(?: |$)|whoami|auth:whoami|buildpacks(?: |$)|regions|notifications|certs(?: |$)|features(?: |$)|stack(?: |$)|drains(?: |$))/,
        'read',
      ],
      [PLAIN_SETTING, 'read'],
      [/^config(?::get)?(?: |$)|^auth:token|^pg:credentials(?::url)?(?: |$)/, 'secret'],
      [/^(?:run|run:detached|ps:exec|rake)/, 'run'],
      [/^(?:login|logout|auth:)/, 'login'],
      [
        /^(?:apps:destroy|addons:destroy|pg:(?:reset|killall|kill|unfollow|promote|copy|backups:delete|push)|ps:(?:scale .*=0|stop|kill)|domains:(?:remove|clear)|config:unset|pipelines:(?:destroy|remove)|certs:remove|releases:rollback|rollback|maintenance:on|access:remove|redis:)/,
        'destroy',
      ],
    ]),
    examples: {
      held: {
        'heroku apps:destroy --app prod --confirm prod': 'infra.destroy',
        'heroku pg:reset DATABASE_URL --confirm prod': 'infra.destroy',
        'heroku ps:scale web=0': 'infra.destroy',
        'heroku config': 'secret.read',
        'heroku pg:psql -a app': 'exec.opaque',
      },
      passed: ['heroku logs --tail'],
    },
  },
  {
    names: 'fly flyctl',
    free: true,
    noHelp: true,
    also: platform([
      [
        /^(?:status|logs|apps list|info|version(?: -\S+)*$|doctor|checks|releases|machines? (?:list|status)|volumes? list|ips list|regions list|secrets list|scale show|services|config (?:show|validate)|platform|orgs list|postgres list|certs (?:list|show))(?: |$)/,
        'read',
      ],
      [/^(?:ssh console|ssh sftp|machine exec|console)/, 'run'],
      [/^(?:auth token|tokens)/, 'secret'],
      [/^auth/, 'login'],
      [/(?:destroy|detach|remove|delete|unset|suspend|scale count 0|kill|stop)/, 'destroy'],
      [/^(?:deploy|launch|scale|secrets|restart|postgres|machine)/, 'change'],
    ]),
    examples: {
      held: {
        'fly apps destroy prod -y': 'infra.destroy',
        'fly volumes destroy vol_1 -y': 'infra.destroy',
        'flyctl postgres detach db': 'infra.destroy',
        'fly deploy': 'infra.change',
        'fly version upgrade': 'infra.change',
        'fly ssh console -C "rm -rf /data" -h': 'container.run file.delete',
      },
      passed: ['fly status', 'fly logs'],
    },
  },
  {
    names: 'railway',
    free: true,
    noHelp: true,
    also: platform([
      [/^(?:status|logs|list|whoami|version|docs|open|environment list)(?: |$)/, 'read'],
      [/^(?:link|unlink)(?: |$)/, 'choose'],
      [/^(?:variables|vars)(?: |$)(?!.*--set)/, 'secret'],
      [/^(?:login|logout)/, 'login'],
      [/^(?:run|shell|ssh)/, 'run'],
      [/^(?:down|environment delete|volume (?:delete|detach)|service delete|delete|remove)/, 'destroy'],
      [/^(?:connect)/, 'change'],
      [/^(?:up|redeploy|deploy|add|init|domain|environment|volume|service)/, 'change'],
    ]),
    examples: {
      held: {
        'railway down -y': 'infra.destroy',
        'railway environment delete prod': 'infra.destroy',
        'railway run rm -rf x': 'file.delete',
        'railway run rm -rf x -h': 'file.delete',
        'railway link': 'system.change',
      },
      passed: ['railway status'],
    },
  },
  {
    names: 'vercel now',
    free: true,
    noHelp: true,
    also: platform(
      [
        [
          /^(?:ls|list|inspect|logs|whoami|teams ls|projects? ls|domains (?:ls|inspect)|dns ls|certs ls|env ls|alias ls|help)(?: |$)/,
          'read',
        ],
        [/^dev(?: |$)/, 'project'],
        [/^link(?: |$)/, 'choose'],
        [/^env pull/, 'secret'],
        [/^(?:login|logout)/, 'login'],
        [
          /^(?:remove|rm|env rm|project rm|projects rm|domains rm|dns rm|alias rm|certs rm|secrets rm|rollback)/,
          'destroy',
        ],
        [/^(?:deploy|promote|env add|alias|redeploy|domains|build|pull|--prod|-\w)/, 'change'],
      ],
      'deploy',
    ),
    examples: {
      held: {
        'vercel remove my-app --yes': 'infra.destroy',
        'vercel --prod': 'infra.change',
        'vercel dev': 'exec.project',
        'vercel env rm DATABASE_URL production -y': 'infra.destroy',
      },
      passed: ['vercel ls'],
    },
  },
  {
    names: 'netlify ntl',
    free: true,
    noHelp: true,
    also: platform([
      [/^env:list.*--(?:plain|json)|^env:get/, 'secret'],
      [/^(?:status|sites:list|open|watch|logs(?::\w+)?|functions:list|env:list)(?: |$)/, 'read'],
      [/^dev(?::exec)?(?: |$)/, 'project'],
      [/^(?:un)?link(?: |$)/, 'choose'],
      [/^(?:login|logout)/, 'login'],
      [/^(?:sites:delete|env:unset|blobs:delete|.*:delete)/, 'destroy'],
      [/^(?:deploy|build|init|env:set|env:import|sites:create)/, 'change'],
    ]),
    examples: {
      held: {
        'netlify sites:delete --force': 'infra.destroy',
        'netlify deploy --prod': 'infra.change',
        'netlify dev': 'exec.project',
        'netlify dev:exec rm -rf x': 'exec.project file.delete',
        'netlify env:list --plain': 'secret.read',
      },
    },
  },
  {
    names: 'wrangler',
    free: true,
    noHelp: true,
    options: 'command= file=',
    also: wrangler,
    examples: {
      held: {
        'wrangler delete my-worker': 'infra.destroy',
        'wrangler d1 delete db': 'infra.destroy',
        'wrangler dev': 'exec.project',
        'wrangler r2 bucket delete b': 'infra.destroy',
        'wrangler kv bulk delete keys.json --namespace-id x': 'infra.destroy',
      },
      passed: ['wrangler whoami'],
    },
  },
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
  {
    names: 'neonctl neon pscale turso xata',
    free: true,
    noHelp: true,
    also: (call) => {
      const text = call.args.map((arg) => arg.value).join(' ');
      if (/^(?:connection-string|cs|auth token|db tokens)|(?:^| )(?:password create|service-token create)/.test(text))
        act(call, 'secret.read', 'secret', call.title, call.range);
      else if (/^db shell|^shell/.test(text)) {
        const sql = call.args.find((arg, index) => index > 1 && /\s/.test(arg.value));
        if (sql !== undefined)
          embedArg(call, sql, { language: 'sql', dialect: call.title === 'turso' ? 'sqlite' : 'mysql' });
        else opaque(call, call.title, call.range, 'problem.interactive');
      } else actByVerb(call, call.args);
    },
    examples: {
      held: {
        'neonctl projects delete p-1': 'infra.destroy',
        'pscale database delete shop --force': 'infra.destroy',
        'turso db destroy app -y': 'infra.destroy',
      },
      passed: ['neonctl projects list'],
    },
  },
  {
    names: 'firebase',
    free: true,
    noHelp: true,
    also: platform([
      [
        /^(?:(?:projects:list|apps:list|functions:(?:list|log)|hosting:channel:list|login:list|help|database:get)(?: |$)|use$)/,
        'read',
      ],
      [/^(?:emulators:(?:start|exec)|serve|functions:shell)(?: |$)/, 'project'],
      [/^(?:login|logout)/, 'login'],
      [
        /(?:delete|remove|disable|firestore:delete|functions:delete|hosting:disable|database:(?:remove|set))/,
        'destroy',
      ],
      [/^(?:deploy|use|target|ext|functions:|auth:import|database:|firestore:|remoteconfig|hosting)/, 'change'],
      [/^functions:config:get|^auth:export/, 'secret'],
    ]),
    examples: {
      held: {
        'firebase firestore:delete --all-collections -y': 'infra.destroy',
        'firebase deploy --only firestore:rules': 'infra.change',
        "firebase emulators:exec 'rm -rf x'": 'exec.project file.delete',
      },
      passed: ['firebase projects:list'],
    },
  },
  {
    names:
      'render koyeb northflank cloud66 platform upsun dokku caprover coolify kamal cap clever scalingo gigalixir convex appwrite pocketbase nhost back4app eas expo-cli shopify sentry-cli newrelic datadog-ci',
    free: true,
    noHelp: true,
    also: (call) => {
      if (call.args.length === 0) return;
      const known = actByVerb(call, call.args);
      if (!known) return;
      // `sentry-cli releases list`: the first word is a noun, and nothing but the second is said of it.
      const [noun, verb, ...more] = call.args;
      const lists = /^[a-z-]+s$/.test(noun?.value ?? '') && /^(?:list|ls|info|show)$/.test(verb?.value ?? '');
      if (lists && more.every(({ value }) => /^-/.test(value))) return;
      if (senseOf(noun?.value ?? '') === 'change') act(call, 'infra.change', 'resource', call.title, call.range);
    },
    examples: {
      held: { 'dokku apps:destroy x': 'infra.destroy', 'kamal deploy': 'infra.change' },
      passed: ['kamal logs'],
    },
  },
];
