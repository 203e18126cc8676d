import { systemClock } from './system/clock.ts';
import type { Alarm, Log } from './product.ts';

const MOST_ALARMS = 100;

/** What a person must see now, newest last, kept while the product is open. The same twice in a row is said once. */
export function openAlarms(
  log: Pick<Log, 'warn'>,
  changed: () => void,
): {
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  readonly alarms: () => readonly Alarm[];
} {
  const all: Alarm[] = [];
  return {
    alarm(code, values) {
      log.warn(`${code} ${JSON.stringify(values)}`);
      const last = all.at(-1);
      if (last?.code === code && JSON.stringify(last.values) === JSON.stringify(values)) return;
      all.push({ at: systemClock.wall(), code, values });
      if (all.length > MOST_ALARMS) all.shift();
      changed();
    },
    alarms: () => [...all],
  };
}
