import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { fingerprint, lookAt, scratch } from '../support/previewSubject.ts';
import { difference, happened } from './sqliteHappened.ts';
import { randomSqlite } from './sqliteRandom.ts';
import { source, viaSql } from './sqliteShop.ts';

const FULL = process.env['KEYTURN_FULL'] === '1';
const SHOPS = FULL ? 120 : 4;
const STATEMENTS = 18;

test(`${SHOPS} random databases: what is exact is what happens, what fails is never exact, and nothing is changed by looking`, async (t) => {
  const folder = scratch(t);
  const file = `${folder}/shop.db`;
  let exact = 0;
  let real = 0;
  for (let seed = 1; seed <= SHOPS; seed += 1) {
    const shop = randomSqlite(seed, STATEMENTS);
    rmSync(file, { force: true });
    const writer = new DatabaseSync(file, { enableForeignKeyConstraints: false });
    writer.exec(`BEGIN; ${shop.schema} COMMIT`);
    writer.close();
    for (const statement of shop.statements) {
      const print = fingerprint(folder);
      const report = await lookAt(source, viaSql(folder, file, statement));
      assert.equal(fingerprint(folder), print, `seed ${seed}: the look changed something: ${statement}`);
      const isExact =
        report.unknown.every(({ code }) => code.startsWith('note.')) &&
        report.entries.every(({ count }) => count.kind === 'exact');
      const did = happened(file, statement);
      rmSync(`${file}.real`);
      if (did !== undefined) real += 1;
      if (!isExact) continue;
      exact += 1;
      const told = `seed ${seed}: ${statement}\n${JSON.stringify(report)}\n${shop.schema.replaceAll(/^INSERT.*$\n?/gm, '')}`;
      assert.ok(did !== undefined, `it fails: ${told}`);
      assert.equal(difference(report, statement, did), undefined, told);
    }
  }
  assert.ok(exact / real >= 0.85, `exact in ${exact} of ${real} that can run`);
});
