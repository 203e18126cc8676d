import type { Effect } from '../effect/effect.ts';
import type { PreviewSubject } from './preview.ts';

/**
 * Whether the words of an effect's own command, up to where it is flagged, name one of these programs: for effects whose
 * command is known only when it runs.
 */
export function isSpokenOf({ range }: Effect, { reading }: PreviewSubject, programs: RegExp): boolean {
  const text = reading.texts.find(({ depth }) => depth === 0)?.source.text ?? '';
  const before = text.slice(0, range[0]);
  const from = Math.max(before.lastIndexOf('\n'), before.lastIndexOf(';'), before.lastIndexOf('&'));
  return programs.test(text.slice(from + 1, range[1]));
}
