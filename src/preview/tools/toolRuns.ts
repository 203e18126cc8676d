import type { Effect, TextRange } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { covers } from '../covers.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { isSpokenOf } from '../spokenOf.ts';

/** One command of a tool's, and what the readers say that it takes away. */
export interface ToolRun<Words> {
  readonly words: Words;
  readonly effects: readonly Effect[];
  /** An earlier step may change what it finds, or it may not run at all. */
  readonly disturbed: boolean;
}

export interface ToolRuns<Words> {
  readonly runs: readonly ToolRun<Words>[];
  /** Why something of the tool's is not looked at. */
  readonly unknown: readonly Remark[];
}

/** How the commands of one tool are told among those of an action. */
export interface ToolCommands<Words> {
  /** Effects of this kind are looked at. */
  readonly kind: EffectKind;
  /** Undefined: no command of the tool's that has such an effect. `elsewhere`: its options lead it to another place. */
  wordsOf(argv: readonly string[], cwd: string): (Words & { readonly elsewhere: boolean }) | undefined;
  /** In a text, or as a variable with its `=`: what leads the tool to another place than the person's own. */
  readonly leads: RegExp;
  /** Names of programs that do the same: of these an effect is said not to be looked at. */
  readonly programs: RegExp;
  /** Effects of an earlier step that may change what is found, beside those of code that is run. */
  readonly disturbing: readonly EffectKind[];
  /** Codes of why it is not looked at: led to another place · words that are not understood · known only when it runs. */
  readonly remarks: { readonly led: string; readonly words: string; readonly late: string };
}

const RUNS_CODE: readonly EffectKind[] = ['exec.project', 'exec.install', 'exec.download', 'exec.opaque'];

/** The commands of an action that take something away by this tool. */
export function toolRuns<Words>(tool: ToolCommands<Words>, subject: PreviewSubject): ToolRuns<Words> {
  const { action, reading } = subject;
  const effects = reading.effects.filter(({ kind }) => kind === tool.kind);
  const runs = new Map<string, ToolRun<Words>>();
  const unknown = new Map<string, Remark>();
  const claimed = new Set<Effect>();
  const variables = action.kind === 'shell' ? Object.keys(action.environment ?? {}).map((name) => `${name}=`) : [];
  const led = [...variables, ...reading.texts.map(({ source }) => source.text)].some((text) => tool.leads.test(text));
  for (const { argv, cwd, range } of reading.commands ?? []) {
    if (cwd === undefined || range === undefined) continue;
    const words = tool.wordsOf(argv, cwd);
    const its = words === undefined ? [] : effects.filter((one) => !claimed.has(one) && covers(range, one.range));
    if (words === undefined || its.length === 0) continue;
    for (const effect of its) claimed.add(effect);
    const away = its.find(({ traits }) => traits.includes('remote') || traits.includes('in-container'));
    if (away !== undefined) unknown.set('away', { code: 'unknown.elsewhere', values: { name: away.object.name } });
    else if (led || words.elsewhere) unknown.set('led', { code: tool.remarks.led, values: {} });
    else {
      const possible = its.some(({ certainty }) => certainty === 'possible');
      const disturbed = possible || isDisturbed(tool, range, reading.effects);
      runs.set(JSON.stringify([argv, cwd, range]), { words, effects: its, disturbed });
    }
  }
  for (const effect of effects) {
    const { name } = effect.object;
    if (!claimed.has(effect) && isSpokenOf(effect, subject, tool.programs))
      unknown.set(name, { code: LATE.test(name) ? tool.remarks.late : tool.remarks.words, values: { name } });
  }
  return { runs: [...runs.values()], unknown: [...unknown.values()] };
}

/** A variable, a substitution, or what another command hands over. */
const LATE = /[$`]|\{\}/;

function isDisturbed<Words>(
  { disturbing }: ToolCommands<Words>,
  [start]: TextRange,
  effects: readonly Effect[],
): boolean {
  return effects.some(
    ({ kind, range }) => range[1] <= start && (RUNS_CODE.includes(kind) || disturbing.includes(kind)),
  );
}
