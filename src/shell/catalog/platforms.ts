import { act, opaque } from '../effects/act.ts';
import { embedArg } from '../calls/embed.ts';
import { actByVerb, senseOf } from './verbs.ts';
import type { Tool } from './tool.ts';

/** What is listed, and is no program that runs what follows, nor keeps secrets. */
const NOUN =
  /^(?!(?:.*-)?(?:secrets|tokens|keys|variables|vars|credentials|passwords|envs)$)(?:[a-z-]+s|workflow|schedule|issue|topic|kafka|project|pipeline|deployment|release|app|service|site|team|user|cluster|environment|epic|sprint|board|entity|account|database|instance|server|node|image|network|volume|domain|zone|record|queue|index|collection|connector|group|schema|org|organization|workspace|space|branch|backup|monitor|dashboard|build|flag|segment|page|document|task|label|milestone|version|region|location|plan)$/;

export const platforms: readonly Tool[] = [
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
    names:
      'mongocli aiven ccloud confluent openstack nova govc metal gridscale stackit fastly zeabur porter qovery cf azd algolia temporal auth0 modal render koyeb northflank cloud66 platform upsun dokku caprover coolify kamal cap clever scalingo gigalixir convex appwrite pocketbase nhost back4app eas expo-cli shopify sentry-cli newrelic datadog-ci circleci drone bk tkn spacectl jenkins-cli woodpecker-cli codefresh travis jira linear notion-cli trello gam pd terminus ldcli argo opensearch-cli contentful',
    free: true,
    noHelp: true,
    also: (call) => {
      if (call.args.length === 0) return;
      // With nothing but words before it, it prints a page.
      if (
        call.args.at(-1)?.value === '--help' &&
        call.args.slice(0, -1).every(({ value }) => /^[a-z][\w:-]*$/.test(value))
      )
        return;
      const known = actByVerb(call, call.args);
      if (!known) return;
      // `sentry-cli releases list`: the first word is a noun, and nothing but the second is said of it.
      const [noun] = call.args;
      const at = call.args.findIndex(({ value }) =>
        /^(?:list|ls|info|show|describe|count|get|inspect|search)$/.test(value),
      );
      const more = call.args.slice(at + 1);
      const lists = (at === 1 || at === 2) && call.args.slice(0, at).every(({ value }) => NOUN.test(value));
      // A name or an address may follow: none that is a word of its own.
      const named = /^[\w.-]*[/.\d][\w./:-]*$/.test(more[0]?.value ?? '') ? 1 : 0;
      const isValue = (at: number): boolean => /^-[^=]*$/.test(more[at - 1]?.value ?? '');
      if (lists && more.every(({ value }, place) => place < named || value.startsWith('-') || isValue(place))) return;
      if (senseOf(noun?.value ?? '') === 'change') act(call, 'infra.change', 'resource', call.title, call.range);
    },
    examples: {
      held: { 'dokku apps:destroy x': 'infra.destroy', 'kamal deploy': 'infra.change' },
      passed: [
        'kamal logs',
        'jira issue list --plain',
        'confluent kafka topic list',
        'temporal workflow list --limit 10',
        'temporal workflow describe -w w1',
      ],
    },
  },
];
