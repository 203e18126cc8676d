import type { HttpAction } from '../action/action.ts';
import { decodeAction } from '../action/decodeIntent.ts';
import { inputSentence } from '../app/sentences/input.ts';

/** A text that is no action of its kind. The message is a sentence, safe to print. */
export class UnfitText extends Error {}

/**
 * The request that a text describes, in the form that `actionText` gives it: `METHOD URL`, a line for each header, an empty
 * line, the body. A URL alone is a GET; a version after it, as on the wire, is left out. Throws `UnfitText`.
 */
export function requestOf(text: string): HttpAction {
  const [, head = text, body] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(text) ?? [];
  const [first = '', ...lines] = head.split(/\r?\n/);
  const [, method = 'GET', url = ''] = /^\s*(?:([^\s:/]+)\s+)?(\S+)(?:\s+HTTP\/[\d.]+)?\s*$/i.exec(first) ?? [];
  const headers = lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', value = ''] = /^([^\s:]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
      if (name === '') throw new UnfitText('A header is NAME: VALUE. An empty line ends the headers.');
      return [name, value];
    });
  if (!/^https?:\/\//i.test(url))
    throw new UnfitText(
      'A request is METHOD URL, with http:// or https://, then its headers, an empty line and its body.',
    );
  const decoded = decodeAction({
    kind: 'http',
    method,
    url,
    ...(headers.length === 0 ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  });
  if (!decoded.ok) throw new UnfitText(inputSentence(decoded.problem));
  if (decoded.action.kind !== 'http') throw new UnfitText('A request is METHOD URL.');
  return decoded.action;
}
