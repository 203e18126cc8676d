import { render } from 'lit-html';
import type { Card, ToPage } from '../../src/review/cardMessages.ts';
import type { PageWords } from '../../src/review/pageWords.ts';
import { announce } from './announce.ts';
import { pageView, type CardActions } from './cards.ts';
import type { DecisionActions } from './decision.ts';
import { keep, kept, send } from './host.ts';
import { keyOf, openSheet, toggleSheet, type PageKey } from './keys.ts';
import { watchPresses } from './presses.ts';
import { seenHash } from './seen.ts';
import { canDeny, foldsOf, notNow, type PageState } from './state.ts';

type Show = Extract<ToPage, { type: 'show' }>;

const now = (): number => performance.now();
const root = document.getElementById('page') ?? document.body.appendChild(document.createElement('div'));
const presses = { approve: watchPresses(now), decline: watchPresses(now) };

let state: PageState | undefined;
let words: PageWords | undefined;
let position = '';
/** The person asked for what is shown: its verdict takes the focus. */
let verdictFocus = false;

function draw(change: Partial<PageState> = {}): void {
  if (state === undefined) return;
  state = { ...state, ...change };
  render(pageView(state, cardActions, { actions: decisionActions, ...presses }, pageKeys, now()), root);
}

/** A new snapshot. What was ticked, typed or noted belongs to what was shown before. */
async function show(message: Show): Promise<void> {
  if (words === undefined) return;
  position = message.position;
  const card = JSON.parse(message.view) as Card;
  const before = state;
  const same = before !== undefined && idOf(before.card) === idOf(card) && idOf(card) !== undefined;
  const saved = kept();
  state = {
    sequence: message.sequence,
    card,
    words,
    ...(message.ticket === undefined ? {} : { ticket: message.ticket }),
    deadTime: message.deadTime,
    secure: true,
    position,
    checked: false,
    uncounted: false,
    typed: '',
    note: same ? before.note : '',
    open: new Set(saved?.id === idOf(card) ? saved?.open : []),
    textOpened: message.textOpened,
    sent: false,
    changed: same && !isCounting(before.card) && JSON.stringify(before.card) !== message.view,
    ...(same ? saidOf(before) : {}),
  };
  draw();
  if (!same || message.focus) document.querySelector('.scroll')?.scrollTo(0, 0);
  verdictFocus ||= message.focus;
  if (document.hasFocus()) focusVerdict();
  const seen = await seenHash(message.view);
  await painted();
  if (state?.sequence !== message.sequence) return;
  if (seen === undefined) return draw({ secure: false, drawnAt: now() });
  draw({ seen, drawnAt: now() });
  send({ type: 'drawn', sequence: message.sequence, seen });
  drawAfter(Math.min(600, message.deadTime));
  drawAfter(message.deadTime);
}

/**
 * The verdict takes the focus within the page, and never the focus from the editor: while the page has none, it waits
 * until the editor gives it some.
 */
function focusVerdict(): void {
  // Without scrolling: the focus may come with a press that is meant for what stands under the pointer.
  if (verdictFocus) document.getElementById('verdict')?.focus({ preventScroll: true });
  verdictFocus = false;
}

/** What was said of the same thing still holds when it is drawn anew. */
function saidOf({ refused, expiring, formatted, stale }: PageState): Partial<PageState> {
  return {
    ...(refused === undefined ? {} : { refused }),
    ...(expiring === undefined ? {} : { expiring }),
    ...(formatted === undefined ? {} : { formatted }),
    ...(stale === undefined ? {} : { stale }),
  };
}

function drawAfter(milliseconds: number): void {
  setTimeout(() => draw(), milliseconds + 1);
}

/** After the next frame was drawn. A page that is not visible draws none, so that nothing on it becomes ready. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}

/** Figures that come in are no change of what a person has read. */
function isCounting(card: Card): boolean {
  return card.card === 'action' && card.counting;
}

function idOf(card: Card): string | undefined {
  return card.card === 'empty' ? undefined : card.id;
}

/** Coming back is a change of what is shown: nothing that was ticked or typed stays, and the dead time starts again. */
function showAgain(): void {
  draw({
    checked: false,
    uncounted: false,
    typed: '',
    ...(document.hidden || state?.drawnAt === undefined ? {} : { drawnAt: now() }),
  });
  if (state !== undefined) drawAfter(state.deadTime);
}

const decisionActions: DecisionActions = {
  approve(pressedAt) {
    if (state === undefined || notNow(state, pressedAt) !== undefined || notNow(state, now()) !== undefined) return;
    const { card, ticket, seen, checked, typed, uncounted } = state;
    if (ticket === undefined || seen === undefined) return;
    draw({ sent: true });
    if (card.card === 'consent') send({ type: 'consent', id: card.id, ticket, seen, checked, typed });
    else send({ type: 'approve', ticket, seen, checked, typed, uncounted });
  },
  decline(pressedAt) {
    if (state === undefined || !canDeny(state, pressedAt)) return;
    const { card, note } = state;
    if (card.card === 'action') send({ type: 'deny', id: card.id, note });
    else if (card.card === 'consent') send({ type: 'decline', id: card.id });
    else return;
    draw({ sent: true });
  },
  dismiss(pressedAt) {
    if (state === undefined || !canDeny(state, pressedAt) || state.card.card !== 'action') return;
    send({ type: 'dismiss', id: state.card.id });
    draw({ sent: true });
  },
  change(change) {
    draw({ ...change, changed: false });
  },
  showKeys: toggleSheet,
  enter() {
    if (state !== undefined) announce(state.words.notOnEnter, true);
  },
};

const cardActions: CardActions = {
  move: (to) => send({ type: to }),
  learn() {
    if (state?.card.card === 'receipt') send({ type: 'learn', id: state.card.id });
  },
  point(number) {
    draw({ pointed: number });
    const span = [...document.querySelectorAll<HTMLElement>('[data-flags]')].find((flag) =>
      flag.dataset['flags']?.split(' ').includes(String(number)),
    );
    span?.scrollIntoView({ block: 'center' });
    span?.closest<HTMLElement>('.text')?.focus({ preventScroll: true });
  },
  openAffected() {
    if (state?.card.card === 'action') send({ type: 'openAffected', id: state.card.id });
  },
  openFold: (from) => openFolds([from]),
  openAll: () => openFolds(state === undefined ? [] : foldsOf(state.card).map(([from]) => from)),
  openText(formatted) {
    if (state?.card.card === 'action') send({ type: 'openText', id: state.card.id, formatted });
  },
  compare() {
    if (state?.card.card === 'action') send({ type: 'compare', id: state.card.id });
  },
  copy() {
    if (state?.card.card === 'action') send({ type: 'copyText', id: state.card.id });
  },
  format() {
    if (state?.card.card === 'action') send({ type: 'format', id: state.card.id });
  },
  // The card was covered: what is under it counts as newly shown.
  keysClosed: showAgain,
};

function openFolds(from: readonly number[]): void {
  if (state === undefined) return;
  const open = new Set([...state.open, ...from]);
  draw({ open });
  const id = idOf(state.card);
  if (id !== undefined) keep({ id, open: [...open] });
  // The button that was pressed is gone: the focus goes to the text that it opened.
  document.querySelector<HTMLElement>('.text')?.focus({ preventScroll: true });
}

function receive(message: ToPage): void {
  switch (message.type) {
    case 'words':
      words = message.words;
      document.documentElement.lang = words.language;
      break;
    case 'show':
      void show(message);
      break;
    case 'position':
      position = message.position;
      draw({ position });
      break;
    case 'refused':
      draw({ refused: message.sentence, sent: false });
      announce(message.sentence, true);
      break;
    case 'textOpened':
      if (state !== undefined && idOf(state.card) === message.id) draw({ textOpened: true });
      break;
    case 'formatted':
      if (state !== undefined && idOf(state.card) === message.id) draw({ formatted: message.texts });
      break;
    case 'expiring':
      if (state === undefined || idOf(state.card) !== message.id) return;
      draw({ expiring: message.sentence });
      announce(message.sentence, message.urgent);
      break;
    case 'stale':
      if (state === undefined || idOf(state.card) !== message.id) return;
      draw({ stale: message.sentence === '' ? undefined : { sentence: message.sentence, blocks: message.blocks } });
      break;
    case 'announce':
      announce(message.sentence, message.urgent);
      break;
  }
}

const pageKeys: readonly PageKey[] = [
  { keys: ['Mod', 'Enter'], words: 'approve', inFields: true, act: approveByKey },
  { keys: ['Mod', 'Backspace'], words: 'deny', inFields: false, act: () => decisionActions.decline(now()) },
  { keys: ['Alt', 'ArrowDown'], words: 'next', inFields: true, act: () => send({ type: 'next' }) },
  { keys: ['Alt', 'ArrowUp'], words: 'previous', inFields: true, act: () => send({ type: 'previous' }) },
  { keys: ['E'], words: 'editor', inFields: false, act: () => cardActions.openText(false) },
  { keys: ['Escape'], words: 'queue', inFields: true, act: () => send({ type: 'queue' }) },
  { keys: ['?'], words: 'sheet', inFields: false, act: toggleSheet },
];

/** Approves what is ready, but not from the field of the note, which goes with Deny. */
function approveByKey(event: KeyboardEvent): void {
  if (state === undefined) return;
  const inNote = event.target instanceof HTMLElement && event.target.id === 'note';
  const why = inNote ? state.words.noteFirst : notNow(state, now());
  if (why === undefined) decisionActions.approve(now());
  else announce(why, true);
}

function key(event: KeyboardEvent): void {
  const pressed = keyOf(pageKeys, event);
  if (pressed === undefined) return;
  // While the sheet covers the card only its own key counts; Escape closes it by itself.
  if (openSheet() !== undefined && pressed.words !== 'sheet') return;
  event.preventDefault();
  pressed.act(event);
}

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  // The editor posts from a frame of the page's own origin; a frame of any other has nothing to say here.
  if (event.origin === window.origin) receive(event.data);
});
window.addEventListener('keydown', key);
window.addEventListener('focus', focusVerdict);
document.addEventListener('visibilitychange', showAgain);
send({ type: 'ready' });
