import type { Card, FromPage } from '../../review/cardMessages.ts';
import type { Product } from '../product.ts';
import { approvedSentence, deniedSentence, dismissedSentence } from '../sentences/deck.ts';
import type { DeckHost } from './deckHost.ts';
import { verdictWords } from './verdictWords.ts';
import { findHold } from './waiting.ts';

/** The snapshot that the page was given last. */
export interface Shown {
  readonly sequence: number;
  readonly view: string;
  readonly seen: string;
  readonly card: Card;
  readonly revision: number;
  readonly at: number;
  readonly ticket?: string;
  /** The page has drawn exactly this. */
  readonly drawn: boolean;
}

export interface DecisionsParts {
  product(): Product | undefined;
  shown(): Shown | undefined;
  /** Actions whose whole text the person has opened in the editor. */
  readonly opened: ReadonlySet<string>;
  readonly host: Pick<DeckHost, 'seenNow' | 'debuggerAttached'>;
  /** Says why a gesture led to nothing. */
  refuse(code: string): void;
  /** The person decided it: `sentence` is for a screen reader. */
  decided(id: string, sentence: string): void;
}

/** From a gesture on the page to a decision. Only what was drawn, is seen and stands under nobody's debugger is approved. */
export interface Decisions {
  approve(message: Extract<FromPage, { type: 'approve' }>): Promise<void>;
  accept(message: Extract<FromPage, { type: 'consent' }>): Promise<void>;
  deny(id: string, note: string, how: 'deny' | 'dismiss'): Promise<void>;
}

export function openDecisions({ product, shown, opened, host, refuse, decided }: DecisionsParts): Decisions {
  /** Why a gesture cannot count: not the view that was drawn, or nobody could see it. */
  const problem = (message: { readonly ticket: string; readonly seen: string }): string | undefined => {
    const now = shown();
    if (now?.ticket === undefined || now.ticket !== message.ticket) return 'ticket-unknown';
    if (now.seen !== message.seen || !now.drawn) return 'view-changed';
    if (host.debuggerAttached()) return 'debugger';
    const visible = host.seenNow();
    return visible === 'seen' ? undefined : visible;
  };

  return {
    async approve(message) {
      const code = problem(message);
      if (code !== undefined) return refuse(code);
      const card = shown()?.card;
      const open = product();
      const found = open === undefined || card?.card !== 'action' ? undefined : findHold(open, card.id);
      if (found === undefined || card?.card !== 'action') return refuse('unknown');
      if (card.openFirst === 'text' && !opened.has(card.id)) return refuse('not-opened');
      const { checked, typed, uncounted } = message;
      const result = await found.review.approve(message.ticket, message.seen, { checked, typed, uncounted });
      if (result.decided) decided(result.hold.id, approvedSentence(verdictWords(result.hold).headline));
      else refuse(result.code);
    },
    async accept(message) {
      const code = problem(message);
      if (code !== undefined) return refuse(code);
      const card = shown()?.card;
      const open = product();
      if (open === undefined || card?.card !== 'consent' || card.id !== message.id) return refuse('unknown');
      const { checked, typed } = message;
      const result = await open.consents.accept(message.ticket, message.seen, { checked, typed });
      if (result.decided) decided(card.id, approvedSentence(card.title));
      else refuse(result.code);
    },
    async deny(id, note, how) {
      const open = product();
      const found = open === undefined ? undefined : findHold(open, id);
      if (found === undefined) return refuse('unknown');
      const { review } = found;
      const dismissed = how === 'dismiss';
      const result = await (dismissed ? review.dismiss(id) : review.deny(id, note === '' ? undefined : note));
      if (!result.decided) return refuse(result.code);
      const { headline } = verdictWords(result.hold);
      decided(id, dismissed ? dismissedSentence(headline) : deniedSentence(headline));
    },
  };
}
