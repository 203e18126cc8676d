import { act } from '../effects/act.ts';
import { has } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';

/** Tools that release packages, and the one that installs package managers. */
export const packageReleasesTools: readonly Tool[] = [
  {
    names: 'release-it np semantic-release auto bumpp jsr goreleaser',
    free: true,
    noHelp: true,
    options: 'dry-run!dry d,dryRun!dry snapshot!dry h,help v,version',
    also: (call) => {
      // np tells of itself only where it is asked nothing else.
      if (has(call, 'h', 'v') && (call.title !== 'np' || call.args.length === 1)) return;
      const verb = call.parsed.operands[0]?.value ?? '';
      if (/^(?:check|build|init|healthcheck|info|jsonschema|completion|add|install|i|remove|run|changelog)$/.test(verb))
        act(call, 'exec.project', 'operation', `${call.title} ${verb}`, call.range);
      else act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
    },
    examples: {
      held: {
        'npx semantic-release': 'publish.release',
        'npx release-it --ci': 'publish.release',
        'np patch --yolo --help': 'publish.release',
        'goreleaser check': 'exec.project',
      },
      passed: ['release-it --version'],
    },
  },
  {
    names: 'corepack',
    stop: true,
    commands: {
      'enable disable install up use prepare pack hydrate cache': { free: true, does: 'exec.install:package=$1' },
    },
    otherwise: { stop: true, also: (call) => runWords(call, call.parsed.operands) },
    examples: { held: { 'corepack enable': 'exec.install' } },
  },
];
