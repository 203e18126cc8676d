import type { Reader } from '../reading/reader.ts';

/** Reads one HTTP request. */
export const readHttp: Reader = (source, context) => {
  const range = [0, source.text.length] as const;
  return {
    effects: [
      {
        kind: 'network.send',
        object: { type: 'host', name: source.request?.url ?? source.text },
        range,
        certainty: 'possible',
        undo: 'none',
        environment: context.place,
        traits: context.traits,
      },
    ],
    embedded: [],
    problems: [{ rule: 'problem.unread-request', range, values: {} }],
    asks: [],
    complete: false,
  };
};
