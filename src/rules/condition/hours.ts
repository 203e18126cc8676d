import { DAYS } from '../file/ruleFile.ts';
import type { Hours } from '../file/ruleFile.ts';

/** Whether a local time lies in the hours. Past midnight it still is the day on which the hours began. */
export function isWithin(hours: Hours, minute: number, day: number): boolean {
  const from = minuteOf(hours.from);
  const to = minuteOf(hours.to);
  const onDay = (index: number): boolean => hours.days?.includes(DAYS[(index + 7) % 7] ?? 'sun') ?? true;
  if (from < to) return minute >= from && minute < to && onDay(day);
  if (minute >= from) return onDay(day);
  return minute < to && onDay(day - 1);
}

function minuteOf(time: string): number {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}
