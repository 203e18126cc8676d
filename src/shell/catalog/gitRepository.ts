import { globFolder } from '../../effect/path.ts';
import { act } from '../effects/act.ts';
import type { Change } from '../../reading/reader.ts';
import { absolute, isInside } from '../effects/paths.ts';
import { placeOf } from '../effects/places.ts';
import { holdsWhereTold } from '../effects/toldFolder.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { addAsk } from '../state/run.ts';
import type { Usage } from './tool.ts';

/** git runs what the repository's configuration names: it must name nothing before a read may pass. */
export function asks(call: Call): void {
  holdsWhereTold(call);
  const { cwd, gitDir } = call.state;
  const named = cwd ?? call.scope.cwd;
  // `git -C */ status`: which of them it is, or each of them.
  const isPattern = /[*?[]/.test(named);
  const below = cwd === undefined || isPattern ? { below: true as const } : {};
  const directory = isPattern ? globFolder(named) : named;
  for (const one of gitDir === undefined ? [{ directory, ...below }] : [{ directory, ...below }, { directory: gitDir }])
    addAsk(call.shell.run, {
      ask: 'git-inert',
      ...one,
      ...(LOCAL.test(call.title) ? { local: true as const } : {}),
      range: call.range,
    });
}

/** What only looks into the repository here, but for what it may say in effects of its own. */
const LOCAL =
  /^git (?:status|log|shortlog|reflog|whatchanged|diff|diff-tree|diff-index|diff-files|range-diff|show|rev-parse|rev-list|merge-base|name-rev|describe|ls-files|ls-tree|cat-file|for-each-ref|show-ref|show-branch|blame|annotate|count-objects|check-ignore|check-attr|cherry|grep|branch|tag|stash list|stash show|worktree list)$/;

export function folder(call: Call): string {
  return call.state.cwd ?? '.';
}

/** The folder of the repository whose history and branches change. */
export function repository(call: Call): string {
  return call.state.gitDir?.replace(/\/\.git$/, '') ?? folder(call);
}

export function inRepository(call: Call, path: Arg): string {
  return call.state.cwd === undefined ? path.value : absolute(path.value, call.state.cwd, call.scope.home);
}

/** Other versions of the files lie here from now on: which of them, and what stands in them, the text does not say. */
export function checksOut(call: Call, to: Change['to'], paths: readonly Arg[] = []): void {
  const { workspace } = call.scope;
  const { cwd = workspace } = call.state;
  // A worktree goes up to its top, which the text does not say.
  const top = { place: isInside(cwd, workspace) ? workspace : cwd, to };
  const named = paths.map((path) => ({ ...top, place: inRepository(call, path) }));
  for (const change of paths.some(({ dynamic, glob }) => dynamic || glob) || paths.length === 0 ? [top] : named)
    call.shell.run.checkouts.push({ change, range: call.range });
}

/** git takes these files away, or brings back an older state of them: a guard's settings among them are tampered with. */
export function movesGate(call: Call, paths: readonly Arg[]): void {
  for (const path of paths) {
    const whole = inRepository(call, path);
    if (!path.dynamic && placeOf(whole) === 'gate') act(call, 'gate.tamper', 'file', whole, path.range);
  }
}

/** Uncommitted work in these paths is gone; without paths, in the whole worktree. */
export function discards(call: Call, paths: readonly Arg[]): void {
  asks(call);
  movesGate(call, paths);
  checksOut(call, 'commit');
  if (paths.length === 0) {
    act(call, 'git.discard', 'worktree', folder(call), call.range, { undo: 'none' });
    return;
  }
  for (const path of paths) {
    if (path.dynamic)
      act(call, 'git.discard', 'unknown', path.value, path.range, {
        certainty: 'possible',
        undo: 'none',
        traits: ['dynamic'],
      });
    else if (/^(?:\.|:\/|\*)$/.test(path.value))
      act(call, 'git.discard', 'worktree', folder(call), path.range, { undo: 'none' });
    else act(call, 'git.discard', path.glob ? 'glob' : 'file', inRepository(call, path), path.range, { undo: 'none' });
  }
}

export const reads: Usage = { also: asks };

export function changes(call: Call): void {
  asks(call);
  act(call, 'git.change', 'repository', repository(call), call.range, { undo: 'git' });
}

export const change = (options: string): Usage => ({ options, also: changes });

export const history = (options: string): Usage => ({
  options,
  also: (call) => {
    asks(call);
    act(call, 'git.history', 'repository', repository(call), call.range, { undo: 'none' });
  },
});
