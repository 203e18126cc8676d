import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { emptyFound, type Walk } from '../../../../../src/preview/mysql/statements/expression.ts';
import { isFaithful } from '../../../../../src/preview/mysql/statements/faithful.ts';
import {
  renderInsert,
  renderRows,
  insertOf,
  rowsOfDelete,
  rowsOfUpdate,
} from '../../../../../src/preview/mysql/statements/statement.ts';
import { NotCounted } from '../../../../../src/preview/server/notCounted.ts';
import { openMysqlParser, type MysqlParser } from '../../../../../src/sql/parse/mysql.ts';
import { treeOf } from '../../../../../src/sql/parse/tree.ts';

let parser: MysqlParser;
before(async () => {
  parser = await openMysqlParser();
});

/** The statement as we render it, or the code of why not. */
function rendered(text: string): string {
  const walk: Walk = { found: emptyFound(), made: [], database: undefined };
  const [tag, inner] = Object.entries(treeOf(parser.parse(text)))[0] ?? [];
  try {
    if (tag === 'Delete') return renderRows(rowsOfDelete(treeOf(inner)), walk);
    if (tag === 'Update') return renderRows(rowsOfUpdate(treeOf(inner)), walk);
    if (tag === 'Insert') return renderInsert(insertOf(treeOf(inner)), walk);
    return `no change: ${tag ?? 'nothing'}`;
  } catch (error) {
    if (error instanceof NotCounted) return error.remark.code;
    throw error;
  }
}

const SAME = [
  "DELETE FROM t WHERE a = 1.10 AND NOT b != 'it''s \\' \\n x' OR c && d",
  "delete from `we``ird` where `a b` like 'x\\_%' escape '!' order by a desc limit 5",
  'DELETE x, y FROM t AS x INNER JOIN u y USING (id, k) WHERE x.a IS NOT NULL',
  'DELETE FROM t WHERE a IN (SELECT DISTINCT b FROM u GROUP BY b HAVING COUNT(*) > 2 UNION ALL SELECT 1) XOR -b <=> NULL',
  'UPDATE a, b SET a.x = b.y, b.z = DEFAULT WHERE a.i = b.i',
  "UPDATE t SET a = CASE WHEN b BETWEEN 1 AND 2 THEN CONCAT(c, 'x') ELSE NULL END, d = d DIV 2 + INTERVAL 3 DAY WHERE e REGEXP '^a' /* why */",
  'INSERT IGNORE INTO s.t (a, b) VALUES (1, DEFAULT), (0x41, TRUE) ON DUPLICATE KEY UPDATE b = VALUES(b) + 1',
  'REPLACE t SET a = 1, b = 2',
];
for (const text of SAME)
  test(`rendered as it stands: ${text}`, () => {
    const made = rendered(text);
    assert.ok(isFaithful(text, made), `rendered: ${made}`);
  });

/** What the parser takes for something else, or leaves out. */
const OTHER = [
  'UPDATE IGNORE t SET a = 1',
  'DELETE QUICK FROM t',
  'DELETE FROM t FORCE INDEX (i) WHERE a = 1',
  "DELETE FROM t WHERE BINARY a = 'x'",
  "DELETE FROM t WHERE a = x'4142'",
  "DELETE FROM t WHERE a = _latin1'x'",
  'DELETE FROM t PARTITION (p0) WHERE a = 1',
  'DELETE FROM t WHERE a = @b',
  'DELETE FROM t WHERE (@b := a) = 1',
  'DELETE FROM t WHERE f(a) = 1',
  'DELETE FROM t WHERE s.now() = 1',
  'DELETE FROM t RETURNING a',
  'INSERT INTO t () VALUES ()',
];
for (const text of OTHER)
  test(`not counted: ${text}`, () => {
    const made = rendered(text);
    const counted = !made.startsWith('unknown.') && isFaithful(text, made) && !/`(?:IGNORE|QUICK)`/.test(made);
    assert.equal(counted, false, `rendered: ${made}`);
  });

test('a change of one token is noticed', () => {
  const text = "DELETE FROM t WHERE a = 1 AND b = 'x' OR c < 3";
  for (const other of [
    "DELETE FROM t WHERE a = 1 AND b = 'X' OR c < 3",
    "DELETE FROM t WHERE a = 1 OR b = 'x' OR c < 3",
    "DELETE FROM t WHERE a = 1 AND b = 'x' OR c <= 3",
    "DELETE FROM t WHERE a = 1 AND (b = 'x' OR c < 3)",
    "DELETE FROM t WHERE a = 1 AND b = 'x'",
    "DELETE FROM t WHERE a = 1.0 AND b = 'x' OR c < 3",
  ])
    assert.equal(isFaithful(text, other), false, other);
});
