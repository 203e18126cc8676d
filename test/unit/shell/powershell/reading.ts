import assert from 'node:assert/strict';
import type { Context, Reading } from '../../../../src/reading/reader.ts';
import { READ_KINDS } from '../../../../src/effect/baseLevel.ts';
import { readWindowsShell } from '../../../../src/shell/readWindowsShell.ts';
import '../../../support/wholeCatalogue.ts';

export const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/user',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};

export function read(text: string, context: Partial<Context> = {}): Reading {
  return readWindowsShell({ language: 'shell', text, dialect: 'powershell' }, { ...CONTEXT, ...context });
}

/** `kind name` of each effect, in order. */
export function effectsOf(text: string, context: Partial<Context> = {}): readonly string[] {
  return read(text, context).effects.map((effect) => `${effect.kind} ${effect.object.name}`);
}

/** Nothing but reads on plain objects, all of it understood. */
export function onlyReads(reading: Reading): boolean {
  return (
    reading.complete && reading.effects.every((effect) => READ_KINDS.has(effect.kind)) && reading.embedded.length === 0
  );
}

/** Among what the text does is the deletion of these. */
export function deletes(text: string, ...names: readonly string[]): void {
  const found = effectsOf(text).filter((effect) => effect.startsWith('file.delete '));
  for (const name of names) assert.ok(found.includes(`file.delete ${name}`), `${text}: ${JSON.stringify(found)}`);
}
