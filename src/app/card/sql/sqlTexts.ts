import type { ReadText } from '../../../reading/whole.ts';
import type { Hold } from '../../../review/hold.ts';

/** Texts of one action that are laid out for reading, in their order. */
const MOST_TEXTS = 20;

/** Every SQL text that was found in the action, whatever carried it: a statement of its own, `psql -c`, a heredoc, a script. */
export function sqlTexts(hold: Pick<Hold, 'judgement'>): readonly ReadText[] {
  return hold.judgement.reading.texts.filter(({ source }) => source.language === 'sql').slice(0, MOST_TEXTS);
}
