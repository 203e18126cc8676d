import type { DeckHost } from './deckHost.ts';
import { createHash } from 'node:crypto';
import type { Card, FromPage } from '../../review/cardMessages.ts';
import { deadTimeOf } from '../../review/shown.ts';
import { deniedSentence, refusedSentence } from '../sentences/deck.ts';
import { NOT_OFFERED } from '../sentences/learned.ts';
import { PAGE_WORDS } from '../sentences/card.ts';
import type { Product } from '../product.ts';
import { cardNow } from './cardNow.ts';
import { openDecisions, type Shown } from './decisions.ts';
import { openExpiryWatch } from './expiryWatch.ts';
import { openFreshness } from './freshness.ts';
import { fromPage } from './fromPage.ts';
import { openQueuePlace } from './queuePlace.ts';
import type { ProductState } from './stillCard.ts';
import { findHold, waitingOf, type Waiting } from './waiting.ts';

/** Milliseconds between two redraws while the previews of what is shown still count. */
const COUNTING_PAUSE = 1500;

/** Which card is on the table, and the only way from a gesture to an approval. */
export interface Deck {
  receive(message: unknown): void;
  /** Puts a waiting thing, or what became of it, on the card. `focus`: by the person's own act; the view is revealed too. */
  open(id: string, focus: boolean): void;
  step(by: 1 | -1): void;
  /** What is shown may have changed. */
  refresh(): void;
  /** A new ticket and dead time: the view was hidden, or the window was behind another. */
  renew(): void;
  /** The page is gone; its successor says when it is ready. */
  detach(): void;
  /** The whole text of this action was opened in the editor. */
  textOpened(id: string): void;
  current(): string | undefined;
}

export function openDeck(state: () => ProductState, host: DeckHost): Deck {
  let ready = false;
  /** The person asked for the card while its page was not there yet. */
  let focusWhenReady = false;
  /** The snapshot that the editor's focus goes to once the page has drawn it: moving it first would delay the drawing. */
  let revealWhenDrawn: number | undefined;
  let sequence = 0;
  let current: string | undefined;
  /** The card shows what became of the person's own decision: the next arrival may take its place. */
  let own = false;
  let shown: Shown | undefined;
  /** Actions whose whole text the person has opened in the editor. */
  const opened = new Set<string>();
  const expiry = openExpiryWatch(host.after, (warning) => {
    if (ready && shown?.card.card === 'action' && shown.card.id === warning.id)
      host.post({ type: 'expiring', ...warning });
  });
  const freshness = openFreshness({
    after: host.after,
    seen: () => host.seenNow() === 'seen',
    recount(id) {
      const product = productNow();
      if (product !== undefined) findHold(product, id)?.review.recount(id);
    },
    changed: async (id) => {
      const product = productNow();
      return (product === undefined ? undefined : findHold(product, id))?.review.changed(id) ?? false;
    },
    say: (message) => host.post(message),
  });
  const place = openQueuePlace((message) => host.post(message));
  let cancelLater: (() => void) | undefined;

  const productNow = (): Product | undefined => {
    const now = state();
    return now.state === 'open' ? now.product : undefined;
  };
  const waitingNow = (): readonly Waiting[] => {
    const product = productNow();
    return product === undefined ? [] : waitingOf(product);
  };

  const ticketFor = (product: Product | undefined, card: Card, seen: string): string | undefined => {
    if (product === undefined) return undefined;
    if (card.card === 'consent') return product.consents.issueTicket(card.id, seen)?.nonce;
    if (card.card !== 'action' || card.blocked !== undefined) return undefined;
    return findHold(product, card.id)?.review.issueTicket(card.id, seen)?.nonce;
  };

  const draw = (force: boolean, focus: boolean): void => {
    cancelLater?.();
    cancelLater = undefined;
    if (!ready) {
      focusWhenReady ||= focus;
      return;
    }
    const product = productNow();
    const waiting = waitingNow();
    if ((current === undefined || own) && waiting[0] !== undefined) {
      current = waiting[0].id;
      own = false;
    }
    const { card, revision, held } = cardNow(state(), current, host.debuggerAttached());
    const view = JSON.stringify(card);
    if (!force && shown?.view === view && shown.revision === revision) {
      freshness.watch(held);
      return place.tell(waiting, current);
    }
    const wait = shown === undefined ? 0 : shown.at + COUNTING_PAUSE - Date.now();
    if (!force && wait > 0 && isCounting(card) && isCounting(shown?.card) && idOf(card) === idOf(shown?.card)) {
      cancelLater = host.after(wait, () => draw(false, false));
      return place.tell(waiting, current);
    }
    const seen = createHash('sha256').update(view).digest('hex');
    const ticket = ticketFor(product, card, seen);
    sequence += 1;
    shown = {
      sequence,
      view,
      seen,
      card,
      revision,
      at: Date.now(),
      drawn: false,
      ...(ticket === undefined ? {} : { ticket }),
    };
    host.post({
      type: 'show',
      sequence,
      view,
      ...(ticket === undefined ? {} : { ticket }),
      deadTime: deadTimeOf(card.card === 'action' ? card.level : 'none'),
      focus,
      textOpened: opened.has(idOf(card) ?? ''),
      position: place.shown(waiting, current),
    });
    place.tell(waiting, current);
    expiry.watch(held);
    freshness.watch(held);
  };

  const format = async (id: string): Promise<void> => {
    const product = productNow();
    const found = product === undefined ? undefined : findHold(product, id);
    if (found !== undefined) host.post({ type: 'formatted', id, texts: await host.format(found.hold) });
  };

  /** Puts it on the table, by the person's own act in the page. */
  const open = (id: string | undefined): void => {
    current = id;
    own = false;
    draw(true, true);
  };

  /** The rule that an approval would make is a card of its own, which comes next. */
  const learn = async (id: string): Promise<void> => {
    const product = productNow();
    const why = product === undefined ? 'not-approved' : await product.learn(id);
    if (why !== undefined) return host.post({ type: 'refused', sentence: NOT_OFFERED[why] });
    open(product?.consents.waiting().findLast(({ kind }) => kind === 'learn-rule')?.id);
  };

  /** Refuses, says why, and shows the card again with a new ticket. */
  const refuse = (code: string): void => {
    host.post({ type: 'refused', sentence: refusedSentence(code) });
    draw(true, false);
  };

  /** The person decided what was shown: the next one comes, and its verdict takes the focus. */
  const decided = (id: string, sentence: string): void => {
    host.post({ type: 'announce', sentence, urgent: true });
    if (current !== id) return draw(false, false);
    const next = waitingNow().find((waiting) => waiting.id !== id);
    own = next === undefined;
    if (next !== undefined) current = next.id;
    draw(true, true);
  };

  const decisions = openDecisions({ product: productNow, shown: () => shown, opened, host, refuse, decided });

  const step = (by: 1 | -1): void => {
    const waiting = waitingNow();
    if (waiting.length === 0) return;
    const at = waiting.findIndex(({ id }) => id === current);
    const next = at < 0 ? 0 : (at + by + waiting.length) % waiting.length;
    open(waiting[next]?.id);
  };

  const take = async (message: FromPage): Promise<void> => {
    switch (message.type) {
      case 'ready':
        ready = true;
        place.forget();
        host.post({ type: 'words', words: PAGE_WORDS });
        draw(true, focusWhenReady);
        focusWhenReady = false;
        return;
      case 'drawn':
        if (shown?.sequence === message.sequence) shown = { ...shown, drawn: shown.seen === message.seen };
        if (revealWhenDrawn === message.sequence) host.reveal();
        return;
      case 'approve':
        return decisions.approve(message);
      case 'consent':
        return decisions.accept(message);
      case 'deny':
        return decisions.deny(message.id, message.note, 'deny');
      case 'dismiss':
        return decisions.deny(message.id, '', 'dismiss');
      case 'decline':
        productNow()?.consents.decline(message.id);
        return decided(message.id, deniedSentence(''));
      case 'openText':
        return host.openText(message.id, message.formatted, message.range);
      case 'openAffected':
        return host.openAffected(message.id);
      case 'compare':
        return host.compare(message.id);
      case 'format':
        return format(message.id);
      case 'learn':
        return learn(message.id);
      case 'copyText':
        return host.copyText(message.id);
      case 'next':
        return step(1);
      case 'previous':
        return step(-1);
      case 'queue':
        return host.showQueue();
    }
  };

  return {
    receive(raw) {
      const message = fromPage(raw);
      if (message === undefined) return;
      take(message).catch((reason: unknown) => {
        host.failed(reason);
        refuse('failed');
      });
    },
    open(id, focus) {
      current = id;
      own = false;
      const drawsNow = ready && host.seenNow() !== 'hidden';
      if (focus && !drawsNow) host.reveal();
      draw(true, focus);
      revealWhenDrawn = focus && drawsNow ? sequence : undefined;
    },
    step,
    refresh: () => draw(false, false),
    renew: () => draw(true, false),
    detach() {
      ready = false;
      shown = undefined;
    },
    textOpened(id) {
      opened.add(id);
      host.post({ type: 'textOpened', id });
    },
    current: () => current,
  };
}

function isCounting(card: Card | undefined): boolean {
  return card?.card === 'action' && card.counting;
}

function idOf(card: Card | undefined): string | undefined {
  return card === undefined || card.card === 'empty' ? undefined : card.id;
}
