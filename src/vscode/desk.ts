import * as vscode from 'vscode';
import type { Product } from '../app/product.ts';
import type { ProductState } from '../app/card/stillCard.ts';

/** The product as the editor's parts see it: perhaps not open yet, perhaps failed, and when it changes. */
export interface Desk extends vscode.Disposable {
  state(): ProductState;
  /** Undefined while it is not open. */
  product(): Product | undefined;
  onDidChange: vscode.Event<void>;
  /** Resolves once it is open or has failed. */
  readonly opened: Promise<void>;
  close(): Promise<void>;
}

export function openDesk(open: () => Promise<Product>, failed: (reason: unknown) => void): Desk {
  const changed = new vscode.EventEmitter<void>();
  let state: ProductState = { state: 'starting' };
  let unsubscribe: (() => void) | undefined;
  let closed = false;

  const opened = open().then(
    async (product) => {
      if (closed) return product.close();
      state = { state: 'open', product };
      unsubscribe = product.subscribe(() => changed.fire());
      changed.fire();
    },
    (reason: unknown) => {
      failed(reason);
      state = { state: 'failed', reason: reason instanceof Error ? reason.message : String(reason) };
      changed.fire();
    },
  );

  return {
    state: () => state,
    product: () => (state.state === 'open' ? state.product : undefined),
    onDidChange: changed.event,
    opened,
    dispose: () => changed.dispose(),
    async close() {
      closed = true;
      unsubscribe?.();
      await opened;
      if (state.state === 'open') await state.product.close();
    },
  };
}
