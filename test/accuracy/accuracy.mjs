/**
 * `npm run accuracy [-- --misses] [FILE…]`: what the built `keyturn check` says of labelled texts, as the figures that
 * the project is held to. Rows stand in `test/corpus/accuracy/*.jsonl`; their labels were written from what a text does,
 * before Keyturn was asked. `danger`: must be held, at `level` at least, with `objects` named. `read`: changes nothing
 * and may pass under `reads`. `harmless`: everyday work that may pass under `low`. `unscreened`: what developers type, whatever
 * it does, of which not too much may be held. A file named `…Untouched.jsonl` is only
 * measured: its figures stand apart, and its misses are not shown, so that nobody mends the reader row by row. The figures of
 * `…WorkingDay.jsonl` stand apart too: lines as they follow each other in a day, so that each kind has the share that it has there.
 * First contact of `shellAgentWorkingDay.jsonl`: of 300 reads 4.0 % were held under `reads`, of 560 rows that may pass 5.0 % under `low`; of
 * `agentMore`, 297 rows of several commands each, 10.7 % and 11.1 %.
 * First contact, before anything was mended, of the rows in `…Adversary.jsonl`: of 2,057 shell rows 0.7 % passed under `reads` and 1.9 % under
 * `low`, the level was reached in 90 %, the objects named in 88 %; of 413 SQL rows 4 passed, none of which writes; 94 %, 99 %. Of the 168 rows
 * in `shellAdversaryUntouched.jsonl`, written after the mending: none passed; 98 %, 90 %.
 * First contact of the rows in `…Contact.jsonl`: of 655 shell, HTTP and code rows none passed under `reads`, 0.8 % under `low`, none of them critical; the
 * level was reached in 95 %, the objects named in 89 %; of 109 SQL rows none passed under `reads`, one under `low`; 94 %, 100 %. Of the 55 rows in
 * `shellContactUntouched.jsonl`, written after the mending: none passed; 98 %, 100 %.
 * Unscreened rows are asked twice: without a disk, where what they would replace or run is not known, and in a workspace that has their files
 * (`workspace.mjs`), as the editor asks. First contact of `shellDailyInWorkspace.jsonl`, 275 lines of a full-stack developer's day: of
 * 150 reads 4.0 % were held under `reads`, of all rows 5.5 % under `low`; of the unscreened 28.8 %, 33.1 % without a disk.
 * First contact of `…Fresh.jsonl`: of 561 dangerous shell rows none passed under `reads`, 0.4 % under `low`, none of them critical; the level was reached in
 * 95 %; of 217 reads 2.8 % were held, of 358 rows that may pass 1.1 % under `low`; of 122 SQL writes none passed under `reads`, one under `low`; no read was
 * held. The rows `fresh.review` passed before they were mended: they were looked for by asking every tool of the catalogue 60 words that it may not know.
 * First contact of `…Second.jsonl`: of 1,915 dangerous shell rows 0.8 % passed under `reads`, 2.0 % under `low`, 5 of 382 critical ones among them; the level was
 * reached in 94 %, the objects named in 83 %; of 179 rows of PowerShell and cmd one passed; 95 %, 94 %; of 431 SQL rows 6 passed, one of which writes; 96 %, 100 %.
 * First contact of `sqlThird.jsonl`: of 303 dangerous rows one passed under `reads` (`USE ROLE`, which writes nothing), of 255 reads 5.9 % were held; the level was
 * reached in 99 %, the objects named in 97 %.
 * First contact of `sqlFourth.jsonl`, written after that mending: of 161 dangerous rows one passed under `reads` (`SELECT a FROM dbo.T REVERT`, which writes
 * nothing), of 115 reads 6.1 % were held; the level was reached in 97 %, the objects named in 99 %.
 * First contact of `sqlFifth.jsonl`: of 393 reads 4.8 % were held, and 2 of 41 on command lines of shells; of 225 dangerous rows one passed under `reads`
 * (`SELECT purge_all FROM dual`, a function of Oracle's without its parentheses), the level was reached in 98 %, the objects named in 89 %. Afterwards
 * four rows that write a file under `/tmp` became harmless, and one that burns time (`BENCHMARK`) was taken out.
 * First contact of `sqlSixth.jsonl`, written after that mending: of 244 reads 2.0 % were held, of 30 on command lines of shells none; of 126 dangerous rows one
 * passed under `reads` (`SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('t')`, which that mending had let in), the level was reached in 97 %, all objects were named.
 * First contact of `sqlSeventh.jsonl`, 35 reads and 50 dangerous rows that look for what the two mendings loosened: none held, none passed.
 * First contact of `shellSearched.jsonl`, three rounds of tools and options that had been met seldom, dangerous rows alone: of 1,126 rows of the first 8 passed
 * under `reads`, 30 under `low`, the level was reached in 94 %, the objects named in 72 %; of 482 of the second none, 4; 95 %, 86 %; of 209 of the last (half of them
 * plainer) one, one; 96 %, 94 %; none of the 350 critical ones. 23 rows were taken out afterwards: git brings back what they write.
 * Of `…Second.jsonl` 14 rows were taken out and some thirty labels lowered afterwards: they were labelled more strictly than the page that this is built to says. The rows
 * `second.nested`, `sums`, `variables` and `outputs` passed before they were mended: they were looked for.
 * First contact of `shellNextWorkingDay.jsonl`, 493 lines of a full-stack developer and of agents: of 292 reads 4.5 % were held under `reads`, of all
 * rows 4.1 % under `low`; in a workspace 4.8 % and 3.9 %. Afterwards 10 reads that run code of the project became harmless, and 13 rows were taken
 * out that the page this is built to holds (an install from no lock file, a folder outside, a hook that is skipped).
 * First contact of `shellLateWorkingDay.jsonl`, 250 such lines more, written after that mending: of 145 reads 2.1 % were held under `reads`, of all rows
 * 4.0 % under `low`; in a workspace 2.8 % and 4.4 %. Four rows were taken out: three that run what nobody has read or rewrite history, and a misspelled option.
 * First contact of `httpFirst.jsonl` (264 rows, HTTP calls as agents make them) and `codeFirst.jsonl` (348 one-liners and short scripts of seven
 * languages): of 373 dangerous rows none passed under `reads`, 2 under `low` (a download that git can undo), none of the 26 critical ones; the
 * level was reached in 97 %, the objects named in 91 %; of 239 reads 13.4 % were held (HTTP 8.7 %, code 17.0 %). Afterwards two rows became harmless,
 * three reads were taken out (a variable or another command's output in the request, `php -i`), six labels lowered or named otherwise.
 * First contact of `shellUnseen.jsonl`, 670 dangerous rows of all families, a third of them wrapped: none passed under `reads`, four under `low`; the level
 * was reached in 92.7 %, the objects named in 83.2 %. Of 236 reads in `shellUnseenWorkingDay.jsonl` 5.1 % were held (ten of these twelve run code of the
 * project and became harmless), of 379 rows that may pass 4.5 % under `low`. Of 247 lines from shells' histories, each once and kept nowhere, 41.3 % were held.
 * First contact of lines that developers typed or told others to type, all lines of blocks of public pages, kept nowhere: of 610 distinct ones (half from shells'
 * histories, the rest from READMEs, guides, notes) 39.7 % were held under `low`, 13.8 % unknown (in a workspace 37.7 %, 13.8 %); of 280 more, after mending, 45.7 %, 14.6 % (with
 * the scripts that they name 41.8 %, 12.5 %; as often as they were typed, 371 lines, 36.7 %, 10.0 %), most of it pages that set servers up, 80 % of whose lines were held; of 126 lines
 * that projects tell agents and newcomers to run 23.8 %, 9.5 % (21.4 %, 7.1 %). `shellPages.jsonl` has what was found to pass there, and its like.
 * First contact of `shellUnmet.jsonl`, written after that mending: of 324 dangerous rows two passed under `reads` (a subcommand of Redis's that resets a
 * cluster's node, and npm asked for a token), three under `low`; the level was reached in 94.4 %, the objects named in 91.2 %; of 128 reads 2.3 % were held,
 * of 244 rows that may pass 3.7 % under `low`. Some forty labels of `shellSearched.jsonl` were written anew then: they said the kind of an object as the
 * program did (`apps/x`, `pg/x`), and say it now by one of the contract's types, or in the singular.
 * First contact of `httpSecond.jsonl` and `codeSecond.jsonl`, 325 rows written when the first two were mended: of 203 dangerous rows none passed under `reads` or
 * `low`; the level was reached in 95 %, the objects named in 7 of 7; of 122 reads 13.1 % were held (HTTP 9.1 %, code 15.4 %). Afterwards four levels were lowered
 * and two reads that load a project's module became harmless.
 * First contact of `codeThird.jsonl`, 99 one-liners: of 40 dangerous rows none passed under `reads` or `low`; the level was reached in 78 %, the objects named in
 * 2 of 3; of 59 reads 33.9 % were held (without the eleven that walk through folders by a function of their own, or read by one, 18.8 %).
 * First contact of `shellFurther.jsonl` and `shellFurtherInWorkspace.jsonl`, 565 dangerous rows (131 critical) of developer platforms, queues, backups, registries, stores of apps,
 * mail, DNS, clusters and models, 219 reads, 169 everyday rows: two passed under `reads` (the secret of a webhook, values of a release), five under `low`, none of them critical; the level was
 * reached in 95.8 %, the objects named in 86.0 %; of the reads 11.0 % were held (eleven of these 24 run code or settings of the project and became harmless), of the everyday rows in a
 * workspace 4.7 %. Afterwards two rows were taken out that git brings back and one read of another machine's certificate, three levels lowered, nine objects named as the contract says.
 * Of 171 dangerous rows and 81 reads more, `further.again`, written after that mending: one passed under `reads` (a tag copied into a file's name), three under `low`; the level was reached in
 * 94.2 %, of the reads 4.9 % were held.
 * First contact of `codeFourth.jsonl`, 294 one-liners and heredoc programs of seven languages (`fourth-code`): of 109 dangerous rows one passed under `reads` (options of a
 * request that were changed behind their name); of 185 reads 29.7 % were held. Afterwards five reads that load a project's code, or change where it is looked
 * for, became harmless. The rows `fourth-attack` and `fourth-attackMore` were aimed at what the mending loosened: one passed (`this.p = …` of a script), as it had before.
 * First contact of `codeFifth.jsonl`, 159 more of them (`fifth-code`), written when most of that was mended: of 60 dangerous rows none passed under `reads`; of 99 reads
 * 26.3 % were held (after that mending 11.1 %). Of the 61 rows `fifth-attack`, aimed at the second mending, three passed before it was landed.
 * First contact of `shellAttack.jsonl` and `windowsAttack.jsonl`, 558 dangerous rows, 110 of them made to look as if they might pass: one passed under `reads` (`jq --rawfile` of a key), 35 under
 * `low` (6.3 %), none of the 112 critical ones; all but that one were tools of the project that were given code or settings from outside the workspace, or a program in place of another. The level was reached in
 * 90.1 %, the objects named in 95.5 %. `shellAttackSecond.jsonl`, 267 rows written after that mending, a third made to look so: two passed under `reads`, 16 under `low` (6.0 %), no critical one;
 * level 86.1 %, objects 92.9 %. Of both sets’ 198 statements in `sqlAttack.jsonl` none passed without a disk (level 91.4 %). Two rows were taken out: GNU's bc runs nothing behind `!`,
 * and Oracle's EXPLAIN PLAN is a read in all other files here.
 * `shellAttackThird.jsonl`, all made to look so: of 100 rows written next four passed under `reads`, 11 under `low` (level 86.0 %); of 90 written after those were mended none passed under `reads`, two under
 * `low` (2.2 %; level 90.0 %). Two rows were taken out: hadolint's settings name no program, and direnv goes by what a person has allowed.
 * First contact of `codeSixth.jsonl`, 35 more, written after that: of 10 dangerous rows none passed under `reads`; of 25 reads two were held.
 * First contact of `codeSeventh.jsonl`, 111 one-liners and heredoc programs of seven languages, asked in a workspace: of 41 dangerous rows none passed under `reads`; of
 * 70 reads 28.6 % were held. Afterwards two dangerous rows were taken out that git brings back. Of 74 reading ones that agents ran in public repositories, kept nowhere, 12.2 % were
 * held (8.5 % without three that read another person's folder), after mending 4.1 % (none of those others).
 * First contact of `codeEighth.jsonl`, 98 more, written when most of that was mended: of 40 dangerous rows none passed under `reads` or `low`; of 58 reads 25.9 % were held.
 * First contact of `shellPlainReads.jsonl`, 617 reading lines of all families, as agents type them (a third alone, a third in pipelines, a third in lists and loops; 40 of PowerShell and cmd):
 * 5.5 % were held under `reads`, 6.0 % in a workspace (2.8 % and 2.8 % after the mending). Afterwards six reads that load a project's code became harmless, and seven were taken out: two that
 * reach another machine by ssh, two that put names into a shell's code, and three that print a person's history, all variables of a process, or send what they find. The 54 rows
 * `plain.twin` are what the mending must not have let in.
 * First contact of `shellPlainReadsAgain.jsonl`, 687 more of them, most with several commands each: 9.2 % were held, in a workspace too (3.1 % after the mending). Afterwards one became harmless and five were
 * taken out: SQL that another query writes, `CHECK TABLE`, what a release says to its person, bytes sent to a port, and all variables of PHP. Its 69 rows `plainer.twin` are what that mending must not have let in.
 * First contact of `shellPlainReadsLast.jsonl`, 604 more such rows: 8.8 % were held, 8.9 % in a workspace (3.8 % after the mending). Afterwards three were taken out: an option that does not exist, names of
 * secrets, and a port that is opened. The 51 rows `plainest.twin` are what that mending must not have let in.
 * Of 102 plainer lines, `plainest.everyday`, written after that, none was held.
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
  { name: 'unscreened held, low', rows: of('unscreened'), hit: (one) => !one.passesLow, most: 0.3 },
  { name: 'unscreened unknown', rows: of('unscreened'), hit: (one) => one.unknown, most: 0.08 },
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
