import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';
import { platform, sqlOption } from './platformCalls.ts';

function wrangler(call: Call): void {
  const plain = call.args.filter((arg) => !arg.value.startsWith('-')).map((arg) => arg.value);
  if (plain[0] === 'd1' && plain[1] === 'execute') {
    const before = call.shell.run.embedded.length;
    if (sqlOption(call, 'sqlite', plain[2] ?? 'd1')) {
      const fromFile = call.shell.run.embedded.slice(before).some(({ want }) => 'request' in want);
      // What a file holds is seen later, or not at all: the database is named in either case.
      if (fromFile) act(call, 'infra.change', 'database', plain[2] ?? '*', call.range, { certainty: 'possible' });
      return;
    }
  }
  platform([
    [
      /^(?:whoami|tail|(?:deployments|versions|queues|vectorize|hyperdrive|workflows) list|(?:deployments|versions) (?:status|view)|docs|init --help|pages project list|d1 list|kv namespace list|r2 bucket list|secret list)(?: |$)/,
      'read',
    ],
    [/^(?:dev|check|types|pages dev)(?: |$)|--dry-run/, 'project'],
    [/^(?:login|logout)/, 'login'],
    [
      /^(?:deploy|publish|pages deploy(?= |$)|versions|secret put|secret bulk|triggers|rollback|d1 time-travel restore|d1 migrations apply)/,
      'change',
    ],
    [/^kv[: ](?:key |bulk |namespace )?(?:delete|bulk delete)|^kv:?\S* delete|^delete|^secret delete/, 'destroy'],
  ])(call);
}

/** Cloudflare's workers and databases. */
export const cloudflareTools: readonly Tool[] = [
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
];
