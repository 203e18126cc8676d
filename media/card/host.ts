import type { FromPage } from '../../src/review/cardMessages.ts';

interface CodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): CodeApi;

/** The editor's side of the page. It can be had once; it stays in this module and on no global name. */
const api = acquireVsCodeApi();

export function send(message: FromPage): void {
  api.postMessage(message);
}

/** Which rows of which action are unfolded: kept while the page is hidden. What was typed or ticked never is. */
export interface Kept {
  readonly id: string;
  readonly open: readonly number[];
}

export function keep(kept: Kept): void {
  api.setState(kept);
}

export function kept(): Kept | undefined {
  const state = api.getState();
  if (typeof state !== 'object' || state === null || !('id' in state) || !('open' in state)) return undefined;
  if (typeof state.id !== 'string' || !Array.isArray(state.open)) return undefined;
  return { id: state.id, open: state.open.filter((from) => typeof from === 'number') };
}
