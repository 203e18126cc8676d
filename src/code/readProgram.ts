import type { Context, Reading, Source } from '../reading/reader.ts';
import { WORKER_PROBLEMS } from '../reading/workerPort.ts';
import type { Effect } from '../effect/effect.ts';
import { findingsOf, opaque, problem } from './deeds/findings.ts';
import type { Findings } from './deeds/findings.ts';
import type { ProgramLanguage } from './programLanguage.ts';
import { lowerBy } from './term/lowering.ts';
import type { Parsers } from './openParsers.ts';
import { scanned } from './words/scanWords.ts';
import type { Parsed } from './term/syntax.ts';
import { valuesIn } from './value/values.ts';
import { walk } from './walk.ts';

/** Around a parser's work. */
export interface Hooks {
  /** Told when a grammar has to be loaded. */
  loading(work: Promise<void>): Promise<void>;
  /** Asked now and then while a parser works. */
  isOver(): boolean;
}

/** The tree of the first grammar that fits, else of the first one. */
export async function parseProgram(
  parsers: Parsers,
  language: ProgramLanguage,
  source: Source,
  hooks: Hooks,
): Promise<Parsed> {
  let first: Parsed | undefined;
  for (const grammar of language.grammars) {
    const work = parsers.load(grammar);
    if (work !== undefined) await hooks.loading(work);
    const tree = parsers.parse(grammar, source.text, language.before?.(source) ?? '', hooks.isOver);
    if (tree === 'stopped' || (tree !== 'too-deep' && !tree.broken)) return tree;
    first ??= tree;
  }
  return first ?? 'stopped';
}

/** Where files may be opened whose names a folder gave, which has hidden ones as well, listing it shows more than names. */
function listed({ effects, embedded }: Findings): readonly Effect[] {
  const opens =
    embedded.length > 0 ||
    effects.some(
      ({ object, traits }) => !traits.includes('names-only') && (object.type === 'glob' || traits.includes('dynamic')),
    );
  if (!opens) return effects;
  return effects.map((effect) => ({ ...effect, traits: effect.traits.filter((trait) => trait !== 'names-only') }));
}

/** Reads a program on its syntax tree. `look` is told of all that is looked at, and may throw where there is no time left for it. */
export function readProgram(
  language: ProgramLanguage,
  tree: Parsed,
  source: Source,
  context: Context,
  look: () => void = () => undefined,
): Reading {
  const { text } = source;
  if (tree === 'too-deep') return scanned(source, context, 'problem.too-deep');
  if (tree === 'stopped') return scanned(source, context, WORKER_PROBLEMS.deadline);
  const root = language.tidy?.(tree.root) ?? tree.root;
  const term = lowerBy(language.forms, { ...tree, root });
  const findings = findingsOf(source, language.name, context);
  const values = valuesIn(term, language, context, source, look);
  if (!values.settled) opaque(findings, [0, text.length], 'problem.too-many');
  walk(values.program, { language, values, findings, importing: language.importing });
  if (findings.handsClass || language.handsClasses?.test(text) === true)
    for (const range of findings.ofClass) opaque(findings, range);
  const { embedded, problems, asks } = findings;
  const effects = listed(findings);
  if (!tree.broken) {
    const complete = problems.length === 0;
    // Of what is opaque the words still name something: `__import__('os').system('rm -rf src')`.
    const named =
      complete || !effects.every(({ kind }) => kind.startsWith('exec.')) || embedded.length > 0
        ? undefined
        : scanned(source, context, '');
    return {
      effects: [...effects, ...(named?.effects.slice(1) ?? [])],
      embedded: [...embedded, ...(named?.embedded ?? [])],
      problems,
      asks,
      // Functions are called from elsewhere, later or again.
      unordered: [[0, text.length]],
      complete,
    };
  }
  // What the grammar does not fit may hide anything: what was understood is said besides what the words say.
  problem(findings, 'problem.syntax', [0, text.length], '');
  const words = scanned(source, context, 'problem.syntax');
  return {
    effects: [...effects, ...words.effects],
    embedded: [...embedded, ...words.embedded],
    problems,
    asks,
    complete: false,
  };
}
