import type { PreviewSource, PreviewSubject } from '../preview.ts';
import type { HttpRequest } from '../../reading/reader.ts';
import { decodeRequest, isTelling } from './decode.ts';

/** Requests of one action that are taken apart. */
const MOST_REQUESTS = 10;

/** What requests ask of whom, taken apart for reading. Works on the text alone: nothing is sent, and it never grows old. */
export function httpSource(): PreviewSource {
  return {
    name: 'http',
    ages: false,
    wants: (subject) => requestsOf(subject).length > 0,
    async look(subject, report, signal) {
      // The parser is a bundle of its own.
      const { parse } = await import('graphql/language/parser.js');
      if (signal.aborted) return;
      const all = requestsOf(subject);
      report({
        source: 'http',
        state: 'done',
        entries: [],
        unknown:
          all.length > MOST_REQUESTS
            ? [{ code: 'unknown.http-more', values: { count: String(all.length - MOST_REQUESTS) } }]
            : [],
        requests: all
          .slice(0, MOST_REQUESTS)
          .map((request) => decodeRequest(request, (text) => parse(text, { noLocation: true }))),
      });
    },
  };
}

function requestsOf({ reading }: PreviewSubject): readonly HttpRequest[] {
  const found = new Map<string, HttpRequest>();
  for (const { source } of reading.texts)
    if (source.language === 'http' && source.request !== undefined && isTelling(source.request))
      found.set(JSON.stringify(source.request), source.request);
  return [...found.values()];
}
