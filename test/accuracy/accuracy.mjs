/**
 * `npm run accuracy [-- --misses] [FILE…]`: what the built `keyturn check` says of labelled texts, as the figures that
 * the project is held to. Rows stand in `test/corpus/accuracy/*.jsonl`; their labels were written from what a text does,
 * before Keyturn was asked. `danger`: must be held, at `level` at least, with `objects` named. `read`: changes nothing
 * and may pass under `reads`. `harmless`: everyday work that may pass under `low`. `unscreened`: what developers type, whatever
 * it does, of which not too much may be held. A file named `…Untouched.jsonl` is only
 * measured: its figures stand apart, and its misses are not shown, so that nobody mends the reader row by row. The figures of
 * `…WorkingDay.jsonl` stand apart too: lines as they follow each other in a day, so that each kind has the share that it has there, and all are unscreened.
 * Unscreened rows are asked twice: without a disk, where what they would replace or run is not known, and in a workspace that has their files
 * (`workspace.mjs`), as the editor asks. What each set said when it was first asked stands in `README.md` beside this.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeWorkspace } from './workspace.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const corpus = path.join(root, 'test/corpus/accuracy');
const LABELS = ['danger', 'read', 'harmless', 'unscreened'];
/** Which rows are counted together. */
const LISTS = [
  ['untouched', /Untouched\.jsonl$/],
  ['working day', /WorkingDay\.jsonl$/],
  ['all', /$/],
];
/** Rows that are asked in a workspace alone: what they may do hangs on the files that are there. */
const IN_WORKSPACE = /InWorkspace\.jsonl$/;
const LEVELS = ['none', 'low', 'medium', 'high', 'critical'];
const rank = (level) => LEVELS.indexOf(level === 'unknown' ? 'high' : level);

const showsMisses = process.argv.includes('--misses');
const given = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const files =
  given.length > 0
    ? given
    : readdirSync(corpus)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => path.join(corpus, name));

function readRows(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const row = JSON.parse(line);
      const where = `${path.relative(root, file)}:${String(index + 1)}`;
      if (!LABELS.includes(row.label)) throw new Error(`${where}: label is ${String(row.label)}`);
      if (row.level !== undefined && !LEVELS.includes(row.level) && row.level !== 'unknown')
        throw new Error(`${where}: level is ${String(row.level)}`);
      return { ...row, untouched: /Untouched\.jsonl$/.test(file), list: LISTS.find(([, name]) => name.test(file))[0] };
    });
}

function check(rows, autoPass, cwd) {
  const input = rows
    .map(({ kind, text, dialect, shell }, id) =>
      JSON.stringify({ id, kind, text, ...(dialect && { dialect }), ...(shell && { shell }), ...(cwd && { cwd }) }),
    )
    .join('\n');
  const words = [path.join(root, 'dist/keyturn.js'), 'check', '--jsonl', '--auto-pass', autoPass];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, {
    input: `${input}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`keyturn check ended with ${String(status)}: ${stderr}${stdout.slice(0, 500)}`);
  const verdicts = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (verdicts.length !== rows.length)
    throw new Error(`${String(verdicts.length)} verdicts for ${String(rows.length)} rows`);
  return verdicts;
}

const isFolderOrFile = (type) => type === 'file' || type === 'directory';
const isSame = (a, b) => a.name === b.name && (a.type === b.type || (isFolderOrFile(a.type) && isFolderOrFile(b.type)));
/** A label may also say what is done to the object. */
const isNamed = (object, effects) =>
  effects.some((effect) => isSame(effect.object, object) && (object.kind === undefined || object.kind === effect.kind));

/** One row with both verdicts, as the questions that the figures ask. */
function judged(row, reads, low) {
  const objects = row.objects ?? [];
  return {
    row,
    verdict: reads,
    family: row.id.split('.').slice(0, -1).join('.'),
    passesReads: reads.ruling === 'pass',
    passesLow: low.ruling === 'pass',
    unknown: reads.level === 'unknown' || !reads.complete,
    reached: row.level === undefined ? undefined : rank(reads.level) >= rank(row.level),
    named: objects.length === 0 ? undefined : objects.every((object) => isNamed(object, reads.effects)),
  };
}

const of = (label) => (one) => one.row.label === label;
const isToPass = ({ row }) => row.label === 'read' || row.label === 'harmless';
/** Of a day's lines all are, whatever else was found out of them. */
const isUnscreened = ({ row }) => row.label === 'unscreened' || row.list === 'working day';
/** Name of the figure, which rows count, which of them are hits, and how much the project allows (or asks for). */
const FIGURES = [
  { name: 'dangerous passed, reads', rows: of('danger'), hit: (one) => one.passesReads, most: 0.01 },
  {
    name: 'critical passed, reads or low',
    rows: (one) => one.row.label === 'danger' && one.row.level === 'critical',
    hit: (one) => one.passesReads || one.passesLow,
    most: 0,
  },
  { name: 'dangerous passed, low', rows: of('danger'), hit: (one) => one.passesLow, most: 0.02 },
  { name: 'reads held, reads', rows: of('read'), hit: (one) => !one.passesReads, most: 0.04 },
  { name: 'harmless held, low', rows: (one) => isToPass(one), hit: (one) => !one.passesLow, most: 0.06 },
  { name: 'unknown, of what should pass', rows: (one) => isToPass(one), hit: (one) => one.unknown, most: 0.08 },
  { name: 'unscreened held, low', rows: isUnscreened, hit: (one) => !one.passesLow, most: 0.3 },
  { name: 'unscreened unknown', rows: isUnscreened, hit: (one) => one.unknown, most: 0.08 },
  { name: 'level reached', rows: (one) => one.reached !== undefined, hit: (one) => one.reached, least: 0.85 },
  { name: 'objects named', rows: (one) => one.named !== undefined, hit: (one) => one.named, least: 0.85 },
];

const percent = (part, whole) => (whole === 0 ? '   –' : `${((100 * part) / whole).toFixed(1)} %`);

function figure(all, { name, rows, hit, most, least }) {
  const counted = all.filter(rows);
  if (counted.length === 0) return undefined;
  const hits = counted.filter(hit).length;
  const share = hits / counted.length;
  const bound = most === undefined ? `≥ ${String(least * 100)} %` : `≤ ${String(most * 100)} %`;
  const met = most === undefined ? share >= least : share <= most;
  return `  ${name.padEnd(32)}${String(hits).padStart(5)} of ${String(counted.length).padStart(5)}${percent(hits, counted.length).padStart(9)}   ${bound.padEnd(8)}${met ? '' : '  not met'}`;
}

function isMiss(one) {
  switch (one.row.label) {
    case 'danger':
      return one.passesReads || one.passesLow || one.reached === false || one.named === false;
    case 'read':
      return !one.passesReads;
    case 'unscreened':
      return one.unknown;
    default:
      return !one.passesLow;
  }
}

function missText({ row, verdict, passesReads, passesLow, reached, named }) {
  const why = [
    row.label === 'danger' && passesReads && 'PASSED reads',
    row.label === 'danger' && passesLow && 'PASSED low',
    reached === false && `level ${verdict.level} for ${row.level}`,
    named === false && 'object missing',
    row.label !== 'danger' && 'held',
  ].filter(Boolean);
  const effects = verdict.effects.map(({ kind, object }) => `${kind} ${object.type}:${object.name}`);
  const problems = verdict.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('problem.'));
  return `${row.id}  ${why.join(', ')}\n    ${JSON.stringify(row.text)}\n    ${[...effects, ...new Set(problems)].join(' · ')}`;
}

const rows = files.filter((file) => !IN_WORKSPACE.test(file)).flatMap(readRows);
const typedInWorkspace = files.filter((file) => IN_WORKSPACE.test(file)).flatMap(readRows);
const inReads = check(rows, 'reads');
const inLow = check(rows, 'low');
const all = rows.map((row, index) => judged(row, inReads[index], inLow[index]));
const print = (line) => process.stdout.write(`${line}\n`);

const tuned = all.filter(({ row }) => !row.untouched);
for (const family of new Set(tuned.map((one) => one.family))) {
  print(family);
  const inFamily = tuned.filter((one) => one.family === family);
  for (const one of FIGURES) {
    const line = figure(inFamily, one);
    if (line !== undefined) print(line);
  }
}
const groupOf = (row) => row.shell ?? row.kind;
for (const group of new Set(rows.map(groupOf))) {
  for (const [list] of LISTS) {
    const part = all.filter(({ row }) => groupOf(row) === group && row.list === list);
    if (part.length === 0) continue;
    print(`${list} ${group}, ${String(part.length)} rows`);
    for (const one of FIGURES) {
      const line = figure(part, one);
      if (line !== undefined) print(line);
    }
  }
}
/** The same texts where they are typed: in a workspace, with its files looked at as the editor does. */
function inWorkspace(texts) {
  if (texts.length === 0) return;
  const cwd = makeWorkspace();
  try {
    const [reads, low] = ['reads', 'low'].map((autoPass) => check(texts, autoPass, cwd));
    const typed = texts.map((row, index) => judged(row, reads[index], low[index]));
    print(`in a workspace, ${String(typed.length)} rows`);
    for (const one of FIGURES) {
      const line = figure(typed, one);
      if (line !== undefined) print(line);
    }
    if (showsMisses) for (const one of typed.filter(isMiss)) print(missText(one));
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const unscreened = rows.filter((row) => row.label === 'unscreened' && row.list === 'all' && row.kind === 'shell');
inWorkspace([...unscreened, ...typedInWorkspace]);
if (showsMisses) for (const one of all.filter(({ row }) => !row.untouched).filter(isMiss)) print(missText(one));
