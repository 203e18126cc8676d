import { readdirSync, readFileSync } from 'node:fs';

/** Captured from the real programs, with the project's path put in. `name`: as the file is called, without its ending. */
export function captured(name: string): string {
  const text = readFileSync(`test/fixtures/agents/${name}.json`, 'utf8').replaceAll('<PROJECT>', '/home/ana/shop');
  // Captured inside the plugin: its file adds the folder, which the agent tells it once.
  return /^(opencode-tool|cline-plugin)/.test(name) ? text.replace('{', '{"directory":"/home/ana/shop",') : text;
}

export function capturedNames(): readonly string[] {
  return readdirSync('test/fixtures/agents').map((name) => name.replace(/\.json$/, ''));
}

/** The same with some members changed; undefined takes one out. */
export function changed(name: string, more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(captured(name)) as object), ...more });
}

/** Values that stand in no agent's JSON for what it means. */
const WRONG: readonly unknown[] = [null, true, 7, '', [], {}, ['touch marker'], { toString: 'x' }];

/** Every text that differs from a captured one in one member: missing, of another type, or repeated. */
export function* mutations(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const rest: Record<string, unknown> = { ...value };
    delete rest[key];
    yield rest;
    for (const wrong of WRONG) if (typeof wrong !== typeof member || wrong === '') yield { ...value, [key]: wrong };
    for (const inner of mutations(member)) yield { ...value, [key]: inner };
  }
  yield { ...value, unknownMember: { deep: [1, 2, 3] } };
}
