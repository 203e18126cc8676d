import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayRepeat } from '../../../src/preview/repeated.ts';

const repeats = (command: string): boolean =>
  mayRepeat({ kind: 'shell', command }, [command.indexOf('DELETE'), command.length]);

test('what stands in a loop may run more than once', () => {
  for (const command of [
    "for i in 1 2; do psql -c 'DELETE FROM t'; done",
    "while true\ndo\n  psql -c 'DELETE FROM t'\ndone",
    "for a in 1; do for b in 1; do :; done; psql -c 'DELETE FROM t'; done",
    "seq 5 | xargs -I{} psql -c 'DELETE FROM t'",
    "(until false; do sqlite3 x.db 'DELETE FROM t'; done)",
    "watch psql -c 'DELETE FROM t'",
  ])
    assert.ok(repeats(command), command);
});

test('what stands behind a loop, or beside it, runs once', () => {
  for (const command of [
    "psql -c 'DELETE FROM t'",
    "for i in 1 2; do echo $i; done; psql -c 'DELETE FROM t'",
    "echo waiting for it && psql -c 'DELETE FROM t'",
    "seq 5 | xargs echo; psql -c 'DELETE FROM t'",
  ])
    assert.ok(!repeats(command), command);
});
