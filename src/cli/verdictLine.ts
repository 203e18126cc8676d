import { findingSentence } from '../app/sentences/findings.ts';
import type { Judgement } from '../review/judgement.ts';

/** A verdict as one JSON line, in the form that other programs build on. `ms`: how long it took, to a microsecond. */
export function verdictLine(
  id: string | number | undefined,
  judgement: Judgement,
  ms: number,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const { reading, verdict } = judgement;
  return JSON.stringify({
    ...(id === undefined ? {} : { id }),
    ruling: verdict.ruling,
    requires: verdict.requires,
    level: verdict.level,
    complete: reading.complete,
    effects: reading.effects.map((effect) => ({
      kind: effect.kind,
      object: { type: effect.object.type, name: effect.object.name },
      range: effect.range,
      certainty: effect.certainty,
      undo: effect.undo,
      environment: effect.environment,
    })),
    findings: verdict.findings.map((finding) => ({
      rule: finding.rule,
      range: finding.range,
      sentence: findingSentence(finding),
    })),
    ms: Math.round(ms * 1000) / 1000,
    ...more,
  });
}

/** A line that could not be judged at all. `line` counts from 1. */
export function errorLine(
  id: string | number | undefined,
  line: number,
  error: { readonly field?: string; readonly message: string },
): string {
  return JSON.stringify({ ...(id === undefined ? {} : { id }), line, error });
}
