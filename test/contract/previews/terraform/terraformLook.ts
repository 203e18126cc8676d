import assert from 'node:assert/strict';
import { remarkSentence } from '../../../../src/app/sentences/previews.ts';
import type { PreviewReport } from '../../../../src/preview/preview.ts';
import { terraformSource } from '../../../../src/preview/terraform/terraformSource.ts';
import { SHOP, stateText } from '../../../builders/terraformFiles.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { lookAt, write } from '../../../support/previewSubject.ts';

export const source = terraformSource();

/** What the source finds of one command; every remark of it has its sentence. */
export async function look(folder: string, command: string): Promise<PreviewReport> {
  const subject = await shellSubject(folder, command);
  assert.ok(source.wants(subject), `not looked at: ${command}`);
  const report = await lookAt(source, subject);
  assert.equal(report.state, 'done');
  for (const remark of [...report.unknown, ...report.entries.flatMap(({ notes = [] }) => notes)])
    assert.doesNotMatch(remarkSentence(remark), /has no sentence|undefined|NaN/, `${command}: ${remark.code}`);
  return report;
}

export const rows = ({ entries }: PreviewReport): readonly string[] =>
  entries.map(
    ({ object, verb, via, count, of }) =>
      `${verb} ${object.name} ${via} ${count.kind} ${count.value ?? '?'}/${of ?? '?'}`,
  );
export const codes = ({ entries, unknown }: PreviewReport): readonly string[] => [
  ...entries.flatMap(({ notes = [] }) => notes.map(({ code }) => code)),
  ...unknown.map(({ code }) => code),
];
/** Why something is not known. */
export const said = ({ unknown }: PreviewReport): string => unknown.map(remarkSentence).join('\n');

export function shop(folder: string): void {
  write(folder, { 'main.tf': 'resource "aws_vpc" "main" {}\n', 'terraform.tfstate': stateText(SHOP) });
}
