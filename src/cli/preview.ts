import path from 'node:path';
import type { Action } from '../action/action.ts';
import { requestLines } from '../app/card/cardRequest.ts';
import { visibleLine, visibleText } from '../action/visible.ts';
import { previewOnce } from '../app/previews.ts';
import { argvText } from '../action/argvText.ts';
import { countWords } from '../app/sentences/amounts.ts';
import { PAGE_WORDS } from '../app/sentences/card.ts';
import { UNDO_WORDS } from '../app/sentences/effects.ts';
import { partPhrase, remarkSentence } from '../app/sentences/previews.ts';
import type { PreviewEntry, PreviewReport, Sample } from '../preview/preview.ts';
import { checkWith } from './check/check.ts';
import { namedVariables } from './environment.ts';
import { USAGE } from './exitCode.ts';
import type { Io } from './io.ts';

/** `keyturn preview`: as check, and a look at the objects. Without a folder that exists there is nothing to look at. */
export function preview(args: readonly string[], io: Io): Promise<number> {
  const end = args.indexOf('--');
  const words = [...(end < 0 ? args : args.slice(0, end))];
  const at = words.findIndex((word) => word === '--connection' || word.startsWith('--connection='));
  let connection: string | undefined;
  if (at >= 0) {
    const [word = ''] = words.splice(at, 1);
    connection = word.includes('=') ? word.slice(word.indexOf('=') + 1) : words.splice(at, 1)[0];
    if (connection === undefined || connection === '') {
      io.error('keyturn preview: --connection needs a value.\n');
      return Promise.resolve(USAGE);
    }
  }
  // An absolute name, since a text without a folder stands in a made-up one.
  const named =
    connection === undefined ? {} : { connection: isFile(connection) ? path.resolve(connection) : connection };
  const node = process.env['KEYTURN_NODE'];
  const options = { dist: io.dist, home: io.home, ...(node === undefined ? {} : { node }) };
  const rest = end < 0 ? words : [...words, ...args.slice(end)];
  return checkWith('preview', rest, io, named, async ({ action, place, judgement }) => {
    const subject = {
      action: inOwnEnvironment(action),
      reading: judgement.reading,
      cwd: place.cwd,
      workspace: place.workspace,
    };
    const reports = await previewOnce({ ...options, disk: place.disk || connection !== undefined }, subject);
    return {
      fields: {
        preview: reports.flatMap(({ entries }) => entries.map(line)),
        notKnown: remarks(reports),
        ...requestFields(reports),
      },
      report: reportOf(reports),
    };
  });
}

/** A text is looked at as whoever asks would run it: with the places that their own environment names. */
function inOwnEnvironment(action: Action): Action {
  return action.kind === 'shell'
    ? { ...action, environment: { ...namedVariables(process.env), ...action.environment } }
    : action;
}

function isFile(connection: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(connection);
}

/** As DESIGN's `preview` lists it; what a sample says is already redacted. */
function line(entry: PreviewEntry): Readonly<Record<string, unknown>> {
  return {
    object: { type: entry.object.type, name: entry.object.name },
    verb: entry.verb,
    via: entry.via,
    ...(entry.from === undefined ? {} : { from: entry.from }),
    count: entry.count,
    unit: entry.unit,
    ...(entry.of === undefined ? {} : { of: entry.of }),
    undo: entry.undo,
    ...(entry.restore === undefined ? {} : { restore: entry.restore }),
    ...(entry.parts === undefined ? {} : { parts: entry.parts }),
    ...(entry.sample === undefined ? {} : { sample: entry.sample.map(sampleOf) }),
    ...(entry.notes === undefined ? {} : { note: entry.notes.map(remarkSentence).join(' ') }),
  };
}

function sampleOf(sample: Sample): unknown {
  if ('path' in sample) return sample.path;
  const was = Object.fromEntries(sample.columns);
  return sample.becomes === undefined ? was : { was, becomes: Object.fromEntries(sample.becomes) };
}

/** Only of a text that sends requests. */
function requestFields(reports: readonly PreviewReport[]): Readonly<Record<string, unknown>> {
  const requests = reports.flatMap((report) => report.requests ?? []);
  return requests.length === 0
    ? {}
    : { requests: requests.map(({ notes, ...rest }) => ({ ...rest, notes: notes.map(remarkSentence) })) };
}

function remarks(reports: readonly PreviewReport[]): readonly string[] {
  return reports.flatMap(({ unknown }) => unknown.map(remarkSentence));
}

function reportOf(reports: readonly PreviewReport[]): string {
  const lines = reports.flatMap(({ entries }) =>
    entries.flatMap((entry) => [
      `  ${entry.verb} ${visibleLine(entry.object.name)}: ${countWords(entry.count, entry.unit, entry.of)}${entry.via === 'direct' ? '' : `, by ${entry.via}`}; ${UNDO_WORDS[entry.undo]}`,
      ...(entry.parts ?? []).map((part) => `    ${partPhrase(part)}`),
      ...(entry.restore === undefined
        ? []
        : [`    ${PAGE_WORDS.undoCommand} ${visibleLine(argvText(entry.restore).text)}`]),
      ...(entry.notes ?? []).map((note) => `    ${visibleText(remarkSentence(note))}`),
    ]),
  );
  const requests = reports.flatMap((report) => (report.requests ?? []).flatMap(requestLines));
  const all = [...lines, ...requests, ...remarks(reports).map((sentence) => `  ${visibleText(sentence)}`)];
  return all.length === 0 ? '' : `\nNow\n${all.join('\n')}\n`;
}
