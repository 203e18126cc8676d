import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { localNow } from '../../../../src/app/rules/ruleSubject.ts';
import { isWithin } from '../../../../src/rules/condition/hours.ts';

const zone = process.env['TZ'];
after(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

function at(place: string, moment: string): ReturnType<typeof localNow> {
  process.env['TZ'] = place;
  return localNow(new Date(moment));
}

test('hours are those of the wall where the editor runs', () => {
  const moment = '2026-11-22T23:30:00Z';
  assert.deepEqual(at('Asia/Tokyo', moment), { minute: 8 * 60 + 30, day: 1, date: '2026-11-23' });
  assert.deepEqual(at('America/New_York', moment), { minute: 18 * 60 + 30, day: 0, date: '2026-11-22' });
  assert.deepEqual(at('Asia/Kathmandu', moment), { minute: 5 * 60 + 15, day: 1, date: '2026-11-23' });
});

test('the nights on which clocks are set have their hours by the wall too', () => {
  const night = { from: '22:00', to: '03:00' } as const;
  const within = (place: string, moment: string): boolean => {
    const { minute, day } = at(place, moment);
    return isWithin(night, minute, day);
  };
  // In Berlin 02:00 becomes 03:00 in March, and 03:00 becomes 02:00 in October.
  assert.equal(within('Europe/Berlin', '2026-03-29T00:59:00Z'), true, '01:59');
  assert.equal(within('Europe/Berlin', '2026-03-29T01:00:00Z'), false, '03:00, a minute later');
  assert.equal(within('Europe/Berlin', '2026-10-25T00:30:00Z'), true, '02:30');
  assert.equal(within('Europe/Berlin', '2026-10-25T01:30:00Z'), true, '02:30 again');
  assert.equal(within('Europe/Berlin', '2026-10-25T02:00:00Z'), false, '03:00');
});

test('the whole day, an empty one, and the turn of a week', () => {
  assert.equal(isWithin({ from: '00:00', to: '00:00' }, 0, 3), true, 'round the clock');
  const sunday = { from: '23:00', to: '01:00', days: ['sat'] } as const;
  assert.equal(isWithin(sunday, 30, 0), true, 'the night that began on Saturday');
  assert.equal(isWithin(sunday, 30, 6), false, 'the night that began on Friday');
  const monday = { from: '23:00', to: '01:00', days: ['sun'] } as const;
  assert.equal(isWithin(monday, 30, 1), true);
  assert.equal(isWithin(monday, 23 * 60 + 59, 0), true);
});
