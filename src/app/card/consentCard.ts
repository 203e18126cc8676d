import { visible, visibleLine } from '../../action/visible.ts';
import type { ConsentCard, Piece } from '../../review/cardMessages.ts';
import { consentAsks, type Consent } from '../../review/consent.ts';
import { BLOCKED } from '../sentences/card.ts';
import { consentWords, unchangedWords } from '../sentences/consents.ts';
import { LEVEL_WORDS } from '../sentences/effects.ts';
import { diffParts } from './diffParts.ts';
import { lineDiff } from './lineDiff.ts';

/** The card on which a person loosens something, with the whole change to a file, where there is one. */
export function consentCard(consent: Consent, debuggerAttached: boolean): ConsentCard {
  const values = Object.fromEntries(Object.entries(consent.values).map(([name, value]) => [name, visibleLine(value)]));
  const words = consentWords(consent.kind, values);
  return {
    card: 'consent',
    id: consent.id,
    level: words.level,
    levelWord: LEVEL_WORDS[words.level],
    title: words.title,
    sentences: words.sentences,
    ...(consent.file === undefined
      ? {}
      : {
          diff: {
            path: visibleLine(consent.file.path),
            parts: diffParts(lineDiff(consent.file.before ?? '', consent.file.after)).map(({ folded, lines }) => ({
              ...(folded ? { folded: unchangedWords(lines.length) } : {}),
              lines: lines.map(({ sign, text }) => ({ sign, pieces: markedPieces(text) })),
            })),
          },
        }),
    acceptWord: words.accept,
    declineWord: words.decline,
    gesture: consentAsks(consent),
    ...(debuggerAttached ? { blocked: BLOCKED.debugger } : {}),
  };
}

function markedPieces(text: string): readonly Piece[] {
  return visible(text).map((piece) =>
    'mark' in piece ? { text: piece.mark, mark: piece.kind } : { text: piece.text },
  );
}
