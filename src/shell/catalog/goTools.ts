import { act } from '../effects/act.ts';
import type { Tool } from './tool.ts';
import { verbs } from './languageCalls.ts';

/** Tools for Go. */
export const goToolsTools: readonly Tool[] = [
  {
    names: 'gopls govulncheck golint revive gocyclo ineffassign errcheck nilaway deadcode',
    free: true,
    noHelp: true,
    does: 'exec.project:operation',
    examples: { held: { 'govulncheck ./...': 'exec.project' } },
  },
  {
    names: 'gofumpt gci golines gotip',
    options: 'w l d e lang= extra s= m= max-len=',
    stop: true,
    does: 'exec.project:operation',
    examples: { held: { 'gofumpt -w .': 'exec.project' } },
  },
  {
    names: 'dlv',
    free: true,
    noHelp: true,
    also: verbs(/^(?:version|help)$/, /^(?:test|debug)$/),
    examples: {
      held: { 'dlv test ./pkg': 'exec.project', 'dlv exec ./bin/x': 'exec.opaque' },
      passed: ['dlv version'],
    },
  },
  {
    names: 'mage',
    free: true,
    noHelp: true,
    also: (call) => {
      const words = call.args.map(({ value }) => value);
      // To list the targets it compiles and starts the magefiles.
      if (words.length === 1 && /^-(?:h|version)$/.test(words[0] ?? '')) return;
      act(
        call,
        'exec.project',
        'operation',
        ['mage', ...words.filter((word) => !word.startsWith('-'))].join(' '),
        call.range,
      );
    },
    examples: { held: { 'mage build': 'exec.project', 'mage -l': 'exec.project' }, passed: ['mage -version'] },
  },
];
