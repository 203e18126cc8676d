import { parse } from 'jsonc-parser';

/** What of a settings file decides whether agents are held. */
export type Part = 'whole' | 'hooks' | 'keyturn';

const MEMBERS: Readonly<Record<Exclude<Part, 'whole'>, RegExp>> = {
  hooks: /hook|keyturn/i,
  keyturn: /^keyturn\./,
};

/**
 * The part of a text that matters, laid out so that two of them can be compared line by line. Agents write much else into
 * their settings all day: that is no alarm. A text that is no JSON counts whole, since nobody knows what it turns off.
 */
export function relevantOf(text: string, part: Part): string {
  if (part === 'whole') return text;
  try {
    const errors: unknown[] = [];
    const value: unknown = parse(text, errors as never[], { allowTrailingComma: true });
    if (errors.length > 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return text;
    const members = Object.entries(value).filter(([name]) => MEMBERS[part].test(name));
    return members.length === 0 ? '' : JSON.stringify(Object.fromEntries(members), undefined, 2);
  } catch {
    // Our parser calls itself for each level; an agent's own may read what is nested deeper.
    return text;
  }
}
