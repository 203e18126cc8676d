import { workIn } from '../calls/meaning.ts';
import { act, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { isInside } from '../effects/paths.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { gitConfig, inlineConfig } from './gitConfig.ts';
import { gitHistory } from './gitHistory.ts';
import { gitReads } from './gitReads.ts';
import { gitRemotes } from './gitRemotes.ts';
import { gitWork } from './gitWork.ts';
import type { Tool } from './tool.ts';

/** `--git-dir`, `--work-tree` and their variables: another repository, or other files, than those of the folder. */
function placesGit(call: Call): void {
  const { state, scope } = call;
  const told = (option: string, variable: string): Arg | undefined => {
    const set = scope.variables.get(variable);
    if (set?.exported !== true) return valueOf(call, option);
    return (
      valueOf(call, option) ?? {
        ...plainArg(set.value ?? `$${variable}`, call.range),
        dynamic: set.value === undefined,
      }
    );
  };
  const own = told('git-dir', 'GIT_DIR');
  const files = told('work-tree', 'GIT_WORK_TREE');
  const unknown = [own, files].find((arg) => arg?.dynamic === true);
  if (unknown !== undefined) opaque(call, `git ${unknown.value}`, unknown.range, 'problem.dynamic', ['dynamic']);
  // Where the folder lies in them paths begin there, else at their top.
  const top = files === undefined ? undefined : pathOf(call, files);
  if (own !== undefined) state.gitDir = pathOf(call, own);
  if (files !== undefined && top !== undefined && (state.cwd === undefined || !isInside(state.cwd, top)))
    workIn(call, files);
}

const GLOBAL =
  'C=folder c= exec-path?opaque html-path!none man-path!none info-path!none p,paginate P,no-pager no-replace-objects bare git-dir= work-tree= namespace= super-prefix= config-env=opaque literal-pathspecs glob-pathspecs noglob-pathspecs icase-pathspecs no-optional-locks list-cmds= no-lazy-fetch v!none h!none no-advice';

const GROUPS = [gitReads, gitConfig, gitWork, gitHistory, gitRemotes];

export const git: readonly Tool[] = [
  {
    names: 'git',
    stop: true,
    options: GLOBAL,
    also: (call) => {
      placesGit(call);
      for (const setting of valuesOf(call, 'c')) inlineConfig(call, setting);
    },
    alone: '',
    commands: Object.fromEntries(GROUPS.flatMap(({ commands }) => Object.entries(commands))),
    examples: {
      held: {
        "git -c alias.x='!rm -rf y' x": 'exec.opaque file.delete',
        ...Object.fromEntries(GROUPS.flatMap(({ examples }) => Object.entries(examples.held ?? {}))),
      },
      passed: [
        'git -C sub status',
        'git -c color.ui=never log',
        ...GROUPS.flatMap(({ examples }) => examples.passed ?? []),
      ],
    },
  },
  {
    names: 'git-filter-repo bfg',
    free: true,
    also: (call) => {
      const named =
        call.title === 'bfg' ? call.parsed.operands.findLast(({ value }) => /\.git$|[/]/.test(value)) : undefined;
      const name = named === undefined ? (call.state.cwd ?? '.') : (pathOf(call, named) ?? named.value);
      act(call, 'git.history', 'repository', name, (named ?? call).range, { undo: 'none' });
    },
    examples: {
      held: { 'git-filter-repo --invert-paths --path x': 'git.history', 'bfg --delete-files k a.git': 'git.history' },
    },
  },
  {
    names: 'hub',
    free: true,
    also: (call) => opaque(call, 'hub', call.range, 'problem.unknown-command'),
    examples: {},
  },
];
