import type { Context, Reading, Source } from '../reading/reader.ts';
import { WORKER_PROBLEMS } from '../reading/workerPort.ts';
import { findingsOf, opaque, problem } from './findings.ts';
import { importJavascript, javascript } from './javascript/javascript.ts';
import { JAVASCRIPT_FORMS } from './javascript/lowerJavascript.ts';
import { lowerBy } from './lowering.ts';
import { importPython } from './python/imports.ts';
import { PYTHON_FORMS } from './python/lowerPython.ts';
import { python } from './python/python.ts';
import { scanned } from './scanWords.ts';
import type { Grammar, Parsed } from './syntax.ts';
import { valuesIn } from './values.ts';
import { walk } from './walk.ts';

/** Which grammar reads this source; undefined: none does. */
export function grammarOf({ dialect }: Source): Grammar | undefined {
  return dialect === 'python' || dialect === 'javascript' ? dialect : undefined;
}

/** Reads a program on its syntax tree. */
export function readProgram(grammar: Grammar, tree: Parsed, source: Source, context: Context): Reading {
  const { text } = source;
  if (tree === 'too-deep') return scanned(source, context, 'problem.too-deep');
  if (tree === 'stopped') return scanned(source, context, WORKER_PROBLEMS.deadline);
  const [language, importing] = grammar === 'python' ? [python, importPython] : [javascript, importJavascript];
  const term = lowerBy(grammar === 'python' ? PYTHON_FORMS : JAVASCRIPT_FORMS, tree);
  const findings = findingsOf(source, grammar, context);
  const values = valuesIn(term, language, context);
  if (!values.settled) opaque(findings, [0, text.length], 'problem.too-many');
  walk(term, { language, values, findings, importing });
  const { effects, embedded, problems, asks } = findings;
  if (!tree.broken) return { effects, embedded, problems, asks, complete: problems.length === 0 };
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
