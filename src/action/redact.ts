import type { Action } from './action.ts';
import { SECRET_PATTERNS, SECRET_WORD, SHORTEST_TOKEN } from './secretPatterns.ts';

/** What stands where a secret stood. */
export const REDACTED = '•••';

export type SecretSpan = readonly [start: number, end: number];

/**
 * Where secrets stand in a text: known token shapes, passwords in URLs, values of names that say so. In order, without
 * overlap. A guess by shape: it finds much, not all, and never more than the value itself.
 */
export function secretSpans(text: string): readonly SecretSpan[] {
  // Most texts of a record's line are one short word: twenty patterns over each would take longer than reading the command.
  if (text.length < SHORTEST_TOKEN && !/[\s:=]/.test(text)) return [];
  const spans: [number, number][] = [];
  for (const pattern of SECRET_PATTERNS) {
    // Not `matchAll`, which makes a new pattern each time: every line of the record comes through here.
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      const range = found.indices?.groups?.['secret'];
      if (range !== undefined && range[1] > range[0]) spans.push([range[0], range[1]]);
    }
  }
  return merged(spans);
}

function merged(spans: readonly [number, number][]): readonly SecretSpan[] {
  const result: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** The text with each secret replaced. For the record, previews, notifications and cards; what runs is never this. */
export function redact(text: string): string {
  const spans = secretSpans(text);
  if (spans.length === 0) return text;
  let result = '';
  let from = 0;
  for (const [start, end] of spans) {
    result += text.slice(from, start) + REDACTED;
    from = end;
  }
  return result + text.slice(from);
}

/** Whether a variable, header, column or field of this name holds a secret by its name. */
export function isSecretName(name: string): boolean {
  // `userPass` as `user_Pass`: its words stand apart by their capitals.
  return SECRET_WORD.test(name) || SECRET_WORD.test(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

/** A value under its name: wholly replaced when the name says secret, else redacted by shape. */
export function redactValue(name: string, value: string): string {
  return isSecretName(name) && value !== '' ? REDACTED : redact(value);
}

export function redactEnvironment(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, redactValue(name, value)]));
}

export function redactHeaders(headers: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => [name, redactValue(name, value)] as const);
}

/** The action as the record keeps it. Its digest is not the action's any more. */
export function redactAction(action: Action): Action {
  switch (action.kind) {
    case 'shell':
      return {
        ...action,
        ...(action.command === undefined ? {} : { command: redact(action.command) }),
        ...(action.argv === undefined ? {} : { argv: redactWords(action.argv) }),
        ...(action.environment === undefined ? {} : { environment: redactEnvironment(action.environment) }),
        ...(action.stdin === undefined ? {} : { stdin: redact(action.stdin) }),
      };
    case 'sql':
      return {
        ...action,
        statement: redact(action.statement),
        ...(action.connection === undefined ? {} : { connection: redact(action.connection) }),
      };
    case 'http':
      return {
        ...action,
        url: redact(action.url),
        ...(action.headers === undefined ? {} : { headers: redactHeaders(action.headers) }),
        ...(action.body === undefined ? {} : { body: redact(action.body) }),
      };
    case 'file':
      return action.content === undefined ? action : { ...action, content: redact(action.content) };
    case 'tool':
      return { ...action, input: redact(action.input) };
  }
}

/** Words of a command: `--password` and its value are two words here, so that the flag's pattern cannot see both. */
function redactWords(argv: readonly string[]): readonly string[] {
  return argv.map((word, index) => {
    const before = argv[index - 1];
    if (before !== undefined && /^--?[A-Za-z]/.test(before) && !before.includes('=') && isSecretName(before))
      return word === '' ? word : REDACTED;
    return redact(word);
  });
}
