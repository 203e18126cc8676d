import { mayChange, mayMake, type Before } from './changes.ts';
import { addUnread, type Gathered } from './gathered.ts';
import type { RangeMap } from './mapRange.ts';
import type { Ask } from './reader.ts';

/** Of settings a commit vouches for itself: what comes by one is as HEAD has it then. */
export function addAsk(ask: Ask, map: RangeMap, before: Before, gathered: Gathered): void {
  const range = map(ask.range);
  gathered.last.push(() => {
    if (ask.ask === 'absent' && before().some((change) => mayMake(change, ask.path)))
      addUnread(ask.path, 'changed', () => range, gathered);
    const changed = ask.ask === 'settings-kept' ? before().filter(({ to }) => to === 'any') : [];
    gathered.asks.push(
      changed.length > 0 && ask.ask === 'settings-kept' ? { ...ask, range, changed } : { ...ask, range },
    );
  });
}

/** A text that is read as it is now, and may be another when it runs. */
export function addChanged(paths: readonly string[], before: Before, here: RangeMap, gathered: Gathered): void {
  gathered.last.push(() => {
    const changes = before();
    const changed = paths.find((path) => changes.some((change) => mayChange(change, path)));
    if (changed !== undefined) addUnread(changed, 'changed', here, gathered);
  });
}
