import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Effect } from '../../src/effect/effect.ts';
import type { PreviewEntry, PreviewReport, PreviewSource, PreviewSubject } from '../../src/preview/preview.ts';

/** A folder that goes with the test. Its path is real: a linked temporary folder would look like a way outside. */
export function scratch(t: TestContext): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-preview-')));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** The user's git without the user's settings. */
export function runGit(folder: string, ...words: readonly string[]): string {
  return execFileSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...words],
    {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    },
  );
}

export function effect(change: Partial<Effect> & Pick<Effect, 'kind' | 'object'>): Effect {
  return {
    range: [0, 1],
    certainty: 'certain',
    undo: 'unknown',
    environment: 'local',
    traits: [],
    ...change,
  };
}

export function subject(
  workspace: string,
  effects: readonly Effect[],
  more: Partial<PreviewSubject> = {},
): PreviewSubject {
  return {
    action: { kind: 'shell', command: 'x', cwd: workspace },
    reading: { effects, problems: [], asks: [], texts: [], complete: true },
    cwd: workspace,
    workspace,
    ...more,
  };
}

/** The last report of one look. */
export async function lookAt(
  source: PreviewSource,
  about: PreviewSubject,
  signal: AbortSignal = new AbortController().signal,
): Promise<PreviewReport> {
  const reports: PreviewReport[] = [];
  await source.look(about, (report) => reports.push(report), signal);
  const last = reports.at(-1);
  if (last === undefined) throw new Error('the source reported nothing');
  return last;
}

export function partsOf(entry: PreviewEntry | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((entry?.parts ?? []).map(({ name, count, undo }) => [name, `${count} ${undo}`]));
}

/** Names, contents and times of everything below: equal before and after means that nothing was changed. */
export function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  const visit = (place: string): void => {
    const stat = fs.lstatSync(place);
    hash.update(`${place}\0${stat.mode}\0${stat.mtimeMs}\0${stat.ctimeMs}\0${stat.size}\0`);
    if (stat.isDirectory()) for (const name of fs.readdirSync(place).sort()) visit(path.join(place, name));
    else if (stat.isFile()) hash.update(fs.readFileSync(place));
  };
  visit(folder);
  return hash.digest('hex');
}
