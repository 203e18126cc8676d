import path from 'node:path';
import type { Effect, TextRange } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { covers } from '../covers.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { isSpokenOf } from '../spokenOf.ts';
import { chosenWorkspace, terraformWords, type TerraformWords } from './terraformWords.ts';

/** One command and what the readers say that it does. */
export interface TerraformRun {
  readonly words: TerraformWords;
  readonly range: TextRange;
  readonly effects: readonly Effect[];
  /** The workspace that the text or its environment names. */
  readonly workspace: string | undefined;
  /** An earlier step of the text may change what it finds, or it may not run at all. */
  readonly disturbed: boolean;
}

/** Variables that lead Terraform elsewhere or add options to it. */
const ELSEWHERE = /\bTF_(?:DATA_DIR|CLI_ARGS\w*|CLI_CONFIG_FILE|STATE\w*|ENCRYPTION)\b/;
const SETS_WORKSPACE = /\bTF_WORKSPACE\b(?:=(["']?)([\w.~$-]+)\1(?=\s))?/g;

export interface TerraformRuns {
  readonly runs: readonly TerraformRun[];
  /** Why something of Terraform's is not looked at. */
  readonly unknown: readonly Remark[];
}

export function wantsTerraform(subject: PreviewSubject): boolean {
  const { runs, unknown } = terraformRuns(subject);
  return runs.length > 0 || unknown.length > 0;
}

/** The commands of an action that change what Terraform manages. */
export function terraformRuns(subject: PreviewSubject): TerraformRuns {
  const { action, reading } = subject;
  const effects = reading.effects.filter(({ kind }) => kind.startsWith('infra.'));
  if (effects.length === 0) return { runs: [], unknown: [] };
  const runs = new Map<string, TerraformRun>();
  const unknown = new Map<string, Remark>();
  const claimed = new Set<Effect>();
  const own = action.kind === 'shell' ? action.environment?.['TF_WORKSPACE'] : undefined;
  const led = ledElsewhere(subject);
  for (const { argv, cwd, range } of reading.commands ?? []) {
    const tool = toolOf(argv);
    if (tool === undefined || range === undefined) continue;
    const its = effects.filter((effect) => !claimed.has(effect) && covers(range, effect.range));
    for (const effect of its) claimed.add(effect);
    const words = cwd === undefined ? undefined : terraformWords(argv, cwd);
    const [first] = its;
    if (first === undefined) continue;
    if (tool === 'terragrunt') unknown.set(tool, { code: 'unknown.terragrunt', values: {} });
    else if (led === 'variables') unknown.set(led, { code: 'unknown.terraform-variables', values: {} });
    else if (cwd === undefined)
      unknown.set(`folder ${first.object.name}`, {
        code: 'unknown.terraform-words',
        values: { name: first.object.name },
      });
    else if (words !== undefined) {
      const { workspace, sure } = workspaceOf(words.folder, range, subject);
      const possible = its.some(({ certainty }) => certainty === 'possible');
      runs.set(JSON.stringify([argv, cwd, range]), {
        words,
        range,
        effects: its,
        workspace: led?.workspace ?? own ?? workspace,
        disturbed: !sure || led !== undefined || possible || isDisturbed(range, subject),
      });
    }
  }
  for (const effect of effects)
    if (!claimed.has(effect) && isSpokenOf(effect, subject, TOOLS))
      unknown.set(effect.object.name, { code: 'unknown.terraform-words', values: { name: effect.object.name } });
  return { runs: [...runs.values()], unknown: [...unknown.values()] };
}

function toolOf(argv: readonly string[]): string | undefined {
  const name = path.basename(argv[0] ?? '');
  return name === 'terraform' || name === 'tofu' || name === 'terragrunt' ? name : undefined;
}

/** What variables in the text do: one that names a workspace is followed, any other is not. */
function ledElsewhere({ action, reading }: PreviewSubject): 'variables' | { readonly workspace: string } | undefined {
  const texts = reading.texts.map(({ source }) => source.text);
  const named = action.kind === 'shell' ? Object.keys(action.environment ?? {}) : [];
  if ([...texts, ...named].some((text) => ELSEWHERE.test(text))) return 'variables';
  const set = texts.flatMap((text) => [...text.matchAll(SETS_WORKSPACE)]).map(([, , name]) => name);
  const [workspace] = set;
  if (set.length === 0) return undefined;
  return workspace === undefined || new Set(set).size > 1 || workspace.includes('$') ? 'variables' : { workspace };
}

/** The last workspace that an earlier step chooses in the same folder. That step may fail, and the old one stay. */
function workspaceOf(
  folder: string,
  [start]: TextRange,
  { reading }: PreviewSubject,
): { readonly workspace?: string; readonly sure: boolean } {
  for (const { argv, cwd, range } of [...(reading.commands ?? [])].reverse()) {
    if (cwd === undefined || range === undefined || range[1] > start) continue;
    const chosen = chosenWorkspace(argv, cwd);
    if (chosen?.folder === folder) return { workspace: chosen.workspace, sure: false };
  }
  return { sure: true };
}

const DISTURBING: ReadonlySet<EffectKind> = new Set<EffectKind>([
  'exec.project',
  'exec.install',
  'exec.download',
  'exec.opaque',
  'file.create',
  'file.write',
  'file.delete',
  'file.move',
  'git.change',
  'git.discard',
  'infra.create',
  'infra.change',
  'infra.destroy',
]);

/** Whether something runs before it that may change the state, so that no count from now is exact. */
function isDisturbed([start]: TextRange, { reading }: PreviewSubject): boolean {
  return reading.effects.some(({ kind, range }) => range[1] <= start && DISTURBING.has(kind));
}

const TOOLS = /\b(?:terraform|tofu|terragrunt)\b/;
