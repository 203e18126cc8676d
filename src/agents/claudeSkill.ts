import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { textField, type ToolInput } from './hookJson.ts';
import { one, type KnownCall, type ToolCall } from './knownCall.ts';

/** Folders above that are looked into: a project is seldom deeper, and its person's home is among them. */
const MOST_ABOVE = 20;

/**
 * A skill, or a command of the old kind. Claude Code runs the commands that its text holds while it loads it, and asks no hook
 * about them (2.1.330, run), nor about hooks that it brings: so they are what the call would do. One whose file is not found
 * is built in, or a plugin's.
 */
export function skillCall(tool: string, { input, inputText }: ToolInput, cwd: string, caller: HookCaller) {
  const asItCame = one({ kind: 'tool', server: 'claude-code', tool, input: inputText });
  const name = nameIn(input);
  // By such a name no file can be looked for.
  if (name === undefined || caller.readText === undefined) return asItCame;
  const calls: KnownCall[] = [];
  for (const file of filesOf(name, cwd)) {
    const text = caller.readText(file) ?? '';
    const commands = [...text.matchAll(/!`([^`]*)`/g)].map(([, command = '']) => command);
    // What stands there for arguments, longer pieces and hooks is shown by its name alone.
    if (/^\s*```!|^hooks\s*:/m.test(text) || commands.some((command) => command.includes('$'))) return asItCame;
    calls.push(...commands.map((command): KnownCall => ({ action: { kind: 'shell', command, shell: 'bash', cwd } })));
  }
  const [first, ...more] = calls;
  return first === undefined ? 'harmless' : ({ calls: [first, ...more] } satisfies ToolCall);
}

function nameIn(input: JsonObject): string | undefined {
  const said =
    (textField(input, 'skill') ?? textField(input, 'command') ?? '').replace(/^\//, '').split(/\s/, 1)[0] ?? '';
  return /^[\w:-][\w.:-]*$/.test(said) ? said : undefined;
}

/** Files that may be meant, from the agent's folder upwards. */
function filesOf(name: string, cwd: string): readonly string[] {
  const parts = cwd.split('/').filter((part) => part !== '');
  const files: string[] = [];
  for (let depth = parts.length; depth >= Math.max(0, parts.length - MOST_ABOVE); depth -= 1) {
    const folder = `/${[...parts.slice(0, depth), '.claude'].join('/')}`;
    files.push(`${folder}/skills/${name}/SKILL.md`, `${folder}/commands/${name.replaceAll(':', '/')}.md`);
  }
  return files;
}
