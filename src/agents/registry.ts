import type { Agent } from './agent.ts';
import { claudeCode } from './claudeCode.ts';
import { claudePlugin } from './claudePlugin.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { cursor } from './cursor.ts';
import { geminiCli, qwenCode } from './geminiFamily.ts';
import { opencode } from './opencode.ts';

/** Every agent Keyturn can connect, by name. */
export const agents: readonly Agent[] = [
  claudeCode,
  claudePlugin,
  codex,
  copilot,
  cursor,
  opencode,
  geminiCli,
  qwenCode,
  cline,
];

export function agentNamed(name: string): Agent | undefined {
  return agents.find((agent) => agent.name === name);
}
