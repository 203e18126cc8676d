import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { remarkSentence } from '../../../src/app/sentences/previews.ts';
import type { PreviewReport, PreviewSource } from '../../../src/preview/preview.ts';
import { shellSubject } from '../../support/previewAction.ts';
import { lookAt, scratch } from '../../support/previewSubject.ts';

/*
 * No engine and no cluster here: small stand-ins on PATH print what Docker 27, kubectl 1.31 and Helm 3 print for these very
 * words, and note how they were called.
 */

/** Puts a stand-in on PATH that answers by its words. `slow`: it never answers. */
export function standIn(
  t: TestContext,
  name: string,
  answers: Readonly<Record<string, string>>,
  how = '',
): { calls(): string } {
  const bin = scratch(t);
  const cases = Object.entries(answers).map(([words, answer]) => `'${words}') cat <<'ANSWER'\n${answer}\nANSWER\n;;`);
  const script = `#!/bin/sh\n{ echo "$*"; pwd; env; } >> ${bin}/calls\n${how}\ncase "$*" in\n${cases.join('\n')}\n*) echo "no such words" >&2; exit 1;;\nesac\n`;
  fs.writeFileSync(path.join(bin, name), script, { mode: 0o755 });
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before}`;
  t.after(() => {
    process.env['PATH'] = before;
  });
  return { calls: () => (fs.existsSync(`${bin}/calls`) ? fs.readFileSync(`${bin}/calls`, 'utf8') : '') };
}

export async function look(source: PreviewSource, folder: string, command: string): Promise<PreviewReport> {
  const subject = await shellSubject(folder, command);
  assert.ok(source.wants(subject), `not looked at: ${command}`);
  const report = await lookAt(source, subject);
  assert.equal(report.state, 'done');
  for (const remark of [...report.unknown, ...report.entries.flatMap(({ notes = [] }) => notes)])
    assert.doesNotMatch(remarkSentence(remark), /has no sentence|undefined/, `${command}: ${remark.code}`);
  return report;
}

export const rows = ({ entries }: PreviewReport): readonly string[] =>
  entries.map(({ object, via, count }) => `${object.type} ${object.name} ${via} ${count.kind} ${count.value ?? '?'}`);
export const said = ({ entries, unknown }: PreviewReport): string =>
  [...entries.flatMap(({ notes = [] }) => notes), ...unknown].map(remarkSentence).join('\n');
