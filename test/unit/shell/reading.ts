import type { Context, Reading } from '../../../src/reading/reader.ts';
import { readShell } from '../../../src/shell/readShell.ts';
import '../../support/wholeCatalogue.ts';

/** A workspace without a disk, as `keyturn check` has it. */
export const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/dev',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};

export function read(text: string, context: Partial<Context> = {}): Reading {
  return readShell({ language: 'shell', text, dialect: 'bash' }, { ...CONTEXT, ...context });
}

/** `kind name` of each effect, in order. */
export function effectsOf(text: string, context: Partial<Context> = {}): readonly string[] {
  return read(text, context).effects.map((effect) => `${effect.kind} ${effect.object.name}`);
}

const HARMLESS = new Set(['file.read', 'network.fetch', 'sql.read', 'store.read']);

/** True where nothing in the reading needs a person: complete, and only reads. */
export function onlyReads(reading: Reading): boolean {
  return reading.complete && reading.effects.every((effect) => HARMLESS.has(effect.kind));
}
