import type { TextRange } from '../../effect/effect.ts';
import { globFolder } from '../../effect/path.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { addAsk } from '../state/run.ts';
import { pathOf } from './argPath.ts';
import { isInside } from './paths.ts';

/** What a tool of the workspace does hangs on its settings there, an install from a lock file on that file (`file`: of this name) as well, and either on a `script` that it runs besides. */
export function settingsKept(
  call: Call,
  range: TextRange,
  lock: boolean,
  more: { readonly file?: string; readonly script?: string } = {},
): void {
  const { cwd, others } = call.state;
  // Without a question to the disk nothing says that these settings are known.
  if (cwd === undefined || isCloned(call, cwd)) return;
  for (const directory of [cwd, ...others])
    addAsk(call.shell.run, { ask: 'settings-kept', directory, lock, ...more, range });
}

/** It lies in a repository that this same text fetches. */
export function isCloned(call: Call, path: string): boolean {
  return call.shell.run.cloned.some((folder) => isInside(path, folder));
}

/** Every file below is read, so that what stands there by name may be a secret. */
export function readsBelow(
  call: Call,
  file: Arg | undefined,
  how: { readonly hidden: boolean; readonly ignored: boolean; readonly links: boolean },
): void {
  const named = file === undefined ? call.state.cwd : pathOf(call, file);
  const range = file?.range ?? call.range;
  if (named !== undefined)
    addAsk(call.shell.run, { ask: 'no-secrets-below', directory: globFolder(named), ...how, range });
}
