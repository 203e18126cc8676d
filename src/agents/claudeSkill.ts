import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { textField, type ToolInput } from './hookJson.ts';
import { one, type KnownCall, type ToolCall } from './knownCall.ts';

/** Folders above that are looked into: a project is seldom deeper, and its person's home is among them. */
const MOST_ABOVE = 20;

/**
 * A skill, or a command of the old kind. Claude Code runs the commands that its text holds while it loads it, and asks no hook
 * about them (2.1.330, run): so they are what the call would do. One whose text is not found (a plugin's, or one that lies
 * deeper) is held as it came.
 */
export function skillCall(
  tool: string,
  { input, inputText }: ToolInput,
  cwd: string,
  caller: HookCaller,
): ToolCall | 'harmless' {
  const asItCame = one({ kind: 'tool', server: 'claude-code', tool, input: inputText });
  const name = nameIn(input);
  const texts = name === undefined ? undefined : textsOf(name, cwd, caller);
  if (texts === undefined || texts.length === 0) return asItCame;
  const calls: KnownCall[] = [];
  for (const text of texts) {
    const commands = [...text.matchAll(/!`([^`]*)`/g)].map(([, command = '']) => command);
    // What stands there for arguments, longer pieces and hooks of its own is shown by its name alone.
    if (/^\s*```!|^hooks\s*:/m.test(text) || commands.some((command) => command.includes('$'))) return asItCame;
    calls.push(...commands.map((command): KnownCall => ({ action: { kind: 'shell', command, shell: 'bash', cwd } })));
  }
  const [first, ...more] = calls;
  return first === undefined ? 'harmless' : { calls: [first, ...more] };
}

function nameIn(input: JsonObject): string | undefined {
  const said = textField(input, 'skill') ?? textField(input, 'command') ?? '';
  const [name = ''] = said.replace(/^\//, '').split(/\s/, 1);
  return /^[\w:-][\w.:-]*$/.test(name) ? name : undefined;
}

/** All that may be meant by the name, from the agent's folder upwards. Undefined: something is there that cannot be read. */
function textsOf(name: string, cwd: string, { readText, namesIn }: HookCaller): readonly string[] | undefined {
  if (readText === undefined || namesIn === undefined) return undefined;
  const texts: string[] = [];
  for (const folder of foldersAbove(cwd)) {
    const skills = namesIn(`${folder}/skills`);
    const commands = `${folder}/commands/${name.replaceAll(':', '/')}`;
    if (skills === undefined) return undefined;
    for (const skill of skills) {
      const text = readText(`${folder}/skills/${skill}/SKILL.md`);
      if (text === undefined && skill === name) return undefined;
      // It is called by the name in its head, where it has one.
      if (text !== undefined && (skill === name || headName(text) === name)) texts.push(text);
    }
    const text = readText(`${commands}.md`);
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

function foldersAbove(cwd: string): readonly string[] {
  const parts = cwd.split('/').filter((part) => part !== '');
  const depths = Array.from({ length: Math.min(parts.length, MOST_ABOVE) + 1 }, (_, above) => parts.length - above);
  return depths.map((depth) => `/${[...parts.slice(0, depth), '.claude'].join('/')}`);
}

function headName(text: string): string | undefined {
  return /^---\n(?:.*\n)*?name:[ \t]*["']?([^\s"']+)/.exec(text)?.[1];
}
