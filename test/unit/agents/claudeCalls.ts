import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { HookCall } from '../../../src/agents/agent.ts';
import { claudeCode } from '../../../src/agents/claudeCode.ts';

/** Captured from Claude Code 2.1.330, with the project's path put in. */
export function fixture(name: string): string {
  return readFileSync(`test/fixtures/agents/claude-${name}.json`, 'utf8').replaceAll('<PROJECT>', '/home/ana/shop');
}

export function changed(name: string, more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(fixture(name)) as object), ...more });
}

export function actionOf(call: HookCall) {
  assert.equal(call.call, 'intents', JSON.stringify(call));
  return call.call === 'intents' ? call.intents[0].action : undefined;
}

export function call(tool: string, input: unknown, readText?: (path: string) => string | undefined): HookCall {
  const body = changed('PreToolUse', { tool_name: tool, tool_input: input });
  return claudeCode.decode('PreToolUse', body, readText === undefined ? {} : { readText });
}
