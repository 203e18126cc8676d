import type { FormattedText, ToPage } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';

/** What the deck needs from the editor's view. */
export interface DeckHost {
  post(message: ToPage): void;
  /** Whether a person can see the card: the view is visible and its window is in front. */
  seenNow(): 'seen' | 'hidden' | 'unfocused';
  after(milliseconds: number, call: () => void): () => void;
  debuggerAttached(): boolean;
  /** The SQL in it laid out for reading. Never rejects. */
  format(hold: Hold): Promise<readonly FormattedText[]>;
  openText(id: string, formatted: boolean, range?: readonly [number, number]): Promise<void>;
  openAffected(id: string): Promise<void>;
  /** The file that it would write, beside the one on disk. */
  compare(id: string): Promise<void>;
  copyText(id: string): Promise<void>;
  showQueue(): void;
  /** Shows the view and moves the editor's focus to it: only for the person's own act. */
  reveal(): void;
  /** What went wrong inside, for the log. */
  failed(reason: unknown): void;
}
