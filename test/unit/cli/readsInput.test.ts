import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readsInput, type Shimmed } from '../../../src/cli/shims/readsInput.ts';

/** Words as a shell would split them at blanks. */
const READS: readonly (readonly [Shimmed, string])[] = [
  ['psql', ''],
  ['psql', '-d shop'],
  ['psql', '-dshopc'],
  ['psql', '-h c -p 5432'],
  ['psql', '--dbname=shop'],
  ['psql', '-f -'],
  ['psql', '-c \\copy|t|from|stdin'],
  ['mysql', '-u root -psecret shop'],
  ['mysql', '-ue shop'],
  ['mysql', '-De'],
  ['sqlite3', 'a.db'],
  ['sqlite3', '-json a.db'],
  ['sqlite3', '-separator x a.db'],
  ['sqlite3', 'a.db .read|/dev/stdin'],
  ['terraform', 'apply'],
  ['terraform', '-chdir=x destroy'],
  ['terraform', 'console'],
  ['kubectl', 'apply -f -'],
  ['kubectl', 'apply -f-'],
  ['kubectl', 'exec -it web -- psql'],
  ['kubectl', 'exec --stdin web -- psql'],
];

const READS_NOT: readonly (readonly [Shimmed, string])[] = [
  ['psql', '-c x'],
  ['psql', '-Atc x'],
  ['psql', '-d shop -f a.sql'],
  ['psql', '--command=x'],
  ['psql', '-l'],
  ['mysql', '-Nse x'],
  ['mysql', '-u root --execute=x'],
  ['sqlite3', 'a.db x'],
  ['sqlite3', '-json a.db x'],
  ['sqlite3', '-cmd .timer|on a.db x'],
  ['terraform', 'apply -auto-approve'],
  ['terraform', 'apply plan.out'],
  ['terraform', 'plan'],
  ['kubectl', 'get pods'],
  ['kubectl', 'exec web -- grep -i x y'],
  ['kubectl', 'delete -f a.yaml'],
];

const split = (words: string): string[] =>
  words
    .split(' ')
    .filter(Boolean)
    .map((word) => word.replaceAll('|', ' '));

for (const [rows, expected] of [
  [READS, true],
  [READS_NOT, false],
] as const)
  for (const [name, words] of rows)
    test(`${name} ${words} ${expected ? 'reads' : 'does not read'} its standard input`, () => {
      assert.equal(readsInput(name, split(words)), expected);
    });
