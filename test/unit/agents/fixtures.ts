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
