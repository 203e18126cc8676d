import type { Gesture, GestureAsked } from './gesture.ts';

/** What only a person may loosen, and what waits for it on a card of its own. */
export type ConsentKind =
  | 'auto-pass'
  | 'rules'
  | 'learn-rule'
  | 'observe'
  | 'resume'
  | 'connect-agent'
  | 'disconnect-agent'
  /** An agent's own program may be started, to see what it does when it is denied. */
  | 'try-agents'
  /** What an agent would install by itself may be installed now. */
  | 'agent-package'
  /** A database of another machine may be looked into. */
  | 'database'
  /** A connection of the settings is in force. */
  | 'connection'
  /** SQL may change other rows than were shown. */
  | 'row-tolerance'
  /** A program of the person's own may be asked what is there. */
  | 'preview-tool';

export interface Consent {
  readonly id: string;
  readonly kind: ConsentKind;
  /** What exactly is accepted: hashed, recorded, compared again when it is applied. */
  readonly content: string;
  /** Values for the card's sentences (`from`, `to`, `agent`, `path`). */
  readonly values: Readonly<Record<string, string>>;
  /** A file that the consent would change: its text before (undefined: it does not exist) and after. */
  readonly file?: { readonly path: string; readonly before?: string; readonly after: string };
  readonly openedAt: number;
}

export interface Consents {
  waiting(): readonly Consent[];
  /** Offers it on a card. Resolves true only by the person's gesture; false when declined or withdrawn. */
  offer(consent: Omit<Consent, 'id' | 'openedAt'>): Promise<boolean>;
  issueTicket(id: string, seen: string): { readonly nonce: string; readonly readyAt: number } | undefined;
  accept(
    nonce: string,
    seen: string,
    gesture: Gesture,
  ): Promise<{ readonly decided: true } | { readonly decided: false; readonly code: ConsentRefusal }>;
  decline(id: string): void;
  /** What was offered is no longer wanted (a setting was tightened again). `path`: only what would change that file. */
  withdraw(kind: ConsentKind, path?: string): void;
  subscribe(listener: () => void): () => void;
}

export type ConsentRefusal =
  | 'unknown'
  | 'ticket-unknown'
  | 'view-changed'
  | 'too-early'
  | 'gesture-missing'
  | 'deciding'
  | 'debugger'
  | 'record-failed';

/** Letting code run that nobody has read, or an agent act unasked, takes more than a click. */
export function consentAsks({ kind, content }: Pick<Consent, 'kind' | 'content'>): GestureAsked {
  switch (kind) {
    case 'auto-pass':
      return content === 'low' ? { asks: 'checkbox' } : { asks: 'click' };
    case 'rules':
    case 'learn-rule':
    case 'observe':
    case 'disconnect-agent':
    case 'row-tolerance':
    case 'preview-tool':
      return { asks: 'checkbox' };
    case 'resume':
    case 'connect-agent':
    case 'try-agents':
    case 'agent-package':
    case 'database':
    case 'connection':
      return { asks: 'click' };
  }
}
