import type { Reader, Reading, Source } from '../reading/reader.ts';

/** Reads program text. No parser yet: what a program does is unknown, and said so. */
export const readCode: Reader = (source, context) => opaque(source, context.traits, context.place);

function opaque(
  source: Source,
  traits: Reading['effects'][number]['traits'],
  environment: Reading['effects'][number]['environment'],
): Reading {
  const range = [0, source.text.length] as const;
  return {
    effects: [
      {
        kind: 'exec.opaque',
        object: { type: 'operation', name: source.dialect ?? 'code' },
        range,
        certainty: 'possible',
        undo: 'unknown',
        environment,
        traits,
      },
    ],
    embedded: [],
    problems: [{ rule: 'problem.opaque-code', range, values: { language: source.dialect ?? '' } }],
    asks: [],
    complete: false,
  };
}
