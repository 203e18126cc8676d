import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBuiltWorker, openRead, summary } from './reading.ts';

const worker = openBuiltWorker();
after(() => worker.close());

/** What the clients do with a text of their own: an effect, or an embedded text `> language text`. */
const COMMANDS: readonly (readonly [dialect: string, text: string, ...told: string[]])[] = [
  ['postgresql', '\\! rm -rf build', '> shell rm -rf build', 'exec.opaque \\!'],
  ['postgresql', 'SELECT 1 \\! rm -rf build', '> shell rm -rf build'],
  ['postgresql', '\\i a.sql', '> file /workspace/a.sql'],
  ['postgresql', '\\ir ../b.sql', '> file /b.sql'],
  ['postgresql', '\\include a.sql', '> file /workspace/a.sql'],
  ['postgresql', '\\o out.txt', 'file.write /workspace/out.txt'],
  ['postgresql', "\\o 'a b.txt'", 'file.write /workspace/a b.txt'],
  ['postgresql', '\\o | tee x', '> shell  tee x'],
  ['postgresql', '\\o |tee x', '> shell tee x'],
  ['postgresql', 'SELECT 1 \\g out.txt', 'file.write /workspace/out.txt'],
  ['postgresql', 'SELECT 1 \\g | sh', '> shell  sh'],
  ['postgresql', 'SELECT 1 \\g (format=csv) | sh', '> shell  sh'],
  ['postgresql', 'SELECT 1 \\g (format=csv title=x) out.csv', 'file.write /workspace/out.csv'],
  ['postgresql', 'SELECT 1 \\gx |sh', '> shell sh'],
  ['postgresql', '\\w | sh', '> shell  sh'],
  ['postgresql', '\\s history.txt', 'file.write /workspace/history.txt'],
  ['postgresql', "SELECT 'DROP TABLE t' \\gexec", 'sql.execute \\gexec'],
  ['postgresql', "\\copy t from program 'curl x'", '> shell curl x', 'sql.insert public.t'],
  ['postgresql', '\\copy pg_authid to stdout', 'sql.read pg_catalog.pg_authid', 'secret.read pg_catalog.pg_authid'],
  ['postgresql', '\\copy public.pg_authid to stdout', 'sql.read public.pg_authid'],
  ['postgresql', '\\copy users to stdout', 'sql.read public.users'],
  ['postgresql', "\\copy t to program 'gzip'", '> shell gzip', 'sql.read public.t'],
  ['postgresql', '\\copy "Order Lines" from \'a.csv\' csv', 'file.read /workspace/a.csv'],
  ['postgresql', '\\copy "Orders" from \'a.csv\' csv', 'sql.insert public.Orders', 'file.read /workspace/a.csv'],
  ['postgresql', "\\copy (DELETE FROM t RETURNING *) to 'a.csv'", '> sql DELETE FROM t RETURNING *'],
  ['postgresql', '\\echo `rm x`', '> shell rm x'],
  ['postgresql', '\\set a `rm x`', '> shell rm x'],
  [
    'postgresql',
    '\\if true\nDELETE FROM t;\n\\else\nTRUNCATE u;\n\\endif',
    'sql.delete public.t',
    'sql.truncate public.u',
  ],
  ['postgresql', '\\setenv PAGER sh', 'sql.admin \\setenv'],
  ['postgresql', '\\e', 'exec.opaque \\e'],
  ['postgresql', '\\c prod', 'sql.admin prod'],
  ['postgresql', '\\password bob', 'sql.privilege bob'],
  ['postgresql', '\\lo_export 1 x', 'file.write /workspace/x'],
  ['postgresql', '\\lo_import x', 'sql.insert large object'],
  ['postgresql', '\\lo_unlink 5', 'sql.delete 5'],
  ['postgresql', 'DELETE FROM t \\parse s\n\\bind_named s 1 \\g', 'sql.delete public.t'],
  ['postgresql', 'SELECT 1\\; DROP TABLE t;', 'sql.drop public.t'],
  ['sqlite', '.shell rm x', '> shell rm x', 'exec.opaque .shell'],
  ['sqlite', '.system rm x', '> shell rm x'],
  ['sqlite', '.sh rm x', '> shell rm x'],
  ['sqlite', 'SELECT 1;\n.system rm x\nSELECT 2;', '> shell rm x'],
  ['sqlite', '.read a.sql', '> file /workspace/a.sql'],
  ['sqlite', '.read |rm x', '> shell rm x'],
  ['sqlite', '.import a.csv t', 'file.read /workspace/a.csv', 'sql.insert t'],
  ['sqlite', '.import --csv --skip 1 a.csv t', 'sql.insert t'],
  ['sqlite', '.import "|rm x" t', 'sql.insert t', 'exec.opaque .import'],
  ['sqlite', '.output o.txt', 'file.write /workspace/o.txt'],
  ['sqlite', '.output |rm x', '> shell rm x'],
  ['sqlite', '.once o.txt', 'file.write /workspace/o.txt'],
  ['sqlite', '.once |rm x', '> shell rm x'],
  ['sqlite', '.once -e', 'exec.opaque .once'],
  ['sqlite', '.excel', 'exec.opaque .excel'],
  ['sqlite', '.load ./x', 'sql.execute /workspace/x'],
  ['sqlite', '.restore b.db', 'sql.drop sqlite', 'file.read /workspace/b.db'],
  ['sqlite', '.clone c.db', 'file.write /workspace/c.db'],
  ['sqlite', '.save c.db', 'file.write /workspace/c.db'],
  ['sqlite', '.backup main c.db', 'file.write /workspace/c.db'],
  ['sqlite', '.open --new c.db', 'file.delete /workspace/c.db', 'sql.admin /workspace/c.db'],
  ['sqlite', '.log l.txt', 'file.write /workspace/l.txt'],
  ['sqlite', '.trace l.txt', 'file.write /workspace/l.txt'],
  ['sqlite', '.cd /', 'sql.admin .cd'],
  ['sqlite', ".parameter set :x \"writefile('a', 'b')\"", 'sql.admin .parameter'],
  ['sqlite', '.selftest', 'sql.execute .selftest'],
  ['sqlite', '.archive -c x.sqlar', 'exec.opaque .archive'],
  ['mysql', '\\! rm x', '> shell rm x', 'exec.opaque \\!'],
  ['mysql', 'system rm x', '> shell rm x'],
  ['mysql', 'SELECT 1;\nsystem rm x', '> shell rm x'],
  ['mysql', 'SELECT 1 \\! rm x', '> shell rm x'],
  ['mysql', 'source a.sql', '> file /workspace/a.sql'],
  ['mysql', '\\. a.sql', '> file /workspace/a.sql'],
  ['mysql', 'tee o.txt', 'file.write /workspace/o.txt'],
  ['mysql', '\\T o.txt', 'file.write /workspace/o.txt'],
  ['mysql', 'pager rm x', '> shell rm x'],
  ['mysql', '\\P rm x', '> shell rm x'],
  ['mysql', 'edit', 'sql.admin edit'],
  ['mysql', 'connect other host', 'sql.admin connect'],
  ['mysql', 'DELIMITER //\nDELETE FROM t//\nDELIMITER ;', 'sql.delete t'],
  ['mysql', '\\d //\nDELETE FROM t//', 'sql.delete t'],
  ['mysql', 'DELETE FROM t \\G', 'sql.delete t'],
];

test('what the clients do themselves is told', async () => {
  const read = await openRead(worker);
  const wrong: string[] = [];
  for (const [dialect, text, ...told] of COMMANDS) {
    const reading = await read(text, dialect);
    const embedded = reading.embedded.map(({ want }) =>
      'request' in want
        ? want.request === 'file'
          ? `> file ${want.path}`
          : `> ${want.request}`
        : `> ${want.language} ${want.text}`,
    );
    const found = [...summary(reading), ...embedded];
    const missing = told.filter((one) => !found.includes(one));
    if (missing.length > 0) wrong.push(`${dialect}: ${text}: wanted ${missing.join(', ')}, found ${found.join(', ')}`);
  }
  assert.equal(wrong.length, 0, wrong.join('\n'));
});

const LOOKS: readonly (readonly [dialect: string, text: string])[] = [
  ['postgresql', '\\d+ orders'],
  ['postgresql', '\\dt *.*'],
  ['postgresql', '\\x auto\n\\timing on\nSELECT 1;'],
  ['postgresql', '\\pset format csv'],
  ['postgresql', '\\restrict abc\nSELECT 1;\n\\unrestrict abc'],
  ['postgresql', '\\lo_list'],
  ['sqlite', '.tables\n.schema orders\n.mode json\nSELECT 1;'],
  ['sqlite', '.parameter set :id 5\nSELECT * FROM t WHERE id = :id;'],
  ['sqlite', '.parameter list'],
  ['sqlite', '.output stdout'],
  ['mysql', 'status\n\\s\nSELECT 1\\G'],
];

test('what only shows or formats passes', async () => {
  const read = await openRead(worker);
  for (const [dialect, text] of LOOKS) {
    const reading = await read(text, dialect);
    const kinds = reading.effects.map(({ kind }) => kind).filter((kind) => kind !== 'sql.read');
    assert.ok(
      reading.complete && reading.embedded.length === 0 && kinds.length === 0,
      `${dialect}: ${text}: ${kinds.join(', ')} ${reading.problems.map(({ rule }) => rule).join()}`,
    );
  }
});
