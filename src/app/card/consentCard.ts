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
  const words = wordsOf(consent);
  const diff = diffOf(consent);
  return {
    card: 'consent',
    id: consent.id,
    level: words.level,
    levelWord: LEVEL_WORDS[words.level],
    title: words.title,
    sentences: words.sentences,
    ...(diff === undefined ? {} : { diff }),
    acceptWord: words.accept,
    declineWord: words.decline,
    gesture: consentAsks(consent),
    ...(debuggerAttached ? { blocked: BLOCKED.debugger } : {}),
  };
}

export function consentTitle(consent: Consent): string {
  return wordsOf(consent).title;
}

function wordsOf({ kind, values }: Consent): ReturnType<typeof consentWords> {
  return consentWords(
    kind,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, visibleLine(value)])),
  );
}

/** The card is made again whenever anything changes; comparing 1,500 lines takes tens of milliseconds, and gives the same each time. */
const diffs = new WeakMap<Consent, Diff>();

type Diff = NonNullable<ConsentCard['diff']>;

function diffOf(consent: Consent): Diff | undefined {
  const { file } = consent;
  if (file === undefined) return undefined;
  const known = diffs.get(consent);
  if (known !== undefined) return known;
  const diff: Diff = {
    path: visibleLine(file.path),
    parts: diffParts(lineDiff(file.before ?? '', file.after)).map(({ folded, lines }) => ({
      ...(folded ? { folded: unchangedWords(lines.length) } : {}),
      lines: lines.map(({ sign, text }) => ({ sign, pieces: markedPieces(text) })),
    })),
  };
  diffs.set(consent, diff);
  return diff;
}

function markedPieces(text: string): readonly Piece[] {
  return visible(text).map((piece) =>
    'mark' in piece ? { text: piece.mark, mark: piece.kind } : { text: piece.text },
  );
}
