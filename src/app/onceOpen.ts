import type { Product } from './product.ts';

/** Tells the product something of the editor, once it is open; never where it failed to open. */
export type OnceOpen = (tell: (product: Product) => Promise<void>) => void;

/**
 * What the editor says while the product is still opening counts too: a setting that tightens, a folder to hold. `tell` asks
 * the editor when it is called, so that the last word is the one that is told. `failed` gets what it rejects with.
 */
export function openOnceOpen(
  desk: { readonly opened: Promise<void>; product(): Product | undefined },
  failed: (reason: unknown) => void,
): OnceOpen {
  return (tell) => {
    desk.opened
      .then(() => {
        const product = desk.product();
        return product === undefined ? undefined : tell(product);
      })
      .catch(failed);
  };
}
