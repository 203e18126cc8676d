import assert from 'node:assert/strict';
import { openProduct } from '../../src/app/keyturn.ts';
import type { Product, ProductSettings } from '../../src/app/product.ts';
import type { Review } from '../../src/review/service.ts';
import { until } from '../support/http.ts';
import { keyturn, type Ended } from '../support/keyturn.ts';
import { approve } from '../support/person.ts';
import { openGround } from '../support/product.ts';

/** A window with the product's own reading and counting, and a person who approves what is counted. */
export interface SqlDesk {
  readonly review: Review;
  readonly product: Product;
  /** Keyturn's own folder. */
  readonly place: string;
  /** `counted`: rows are looked at before. `meanwhile`: what somebody else does while the person looks at the card. */
  sql(text: string, options?: SqlOptions): Promise<Ended>;
}

export interface SqlOptions {
  readonly connection?: string;
  readonly meanwhile?: () => Promise<unknown>;
  readonly counted?: boolean;
}

/** `connection`: the one that is used where a call says no other. */
export async function atSqlDesk(
  connection: string,
  settings: Partial<ProductSettings>,
  act: (desk: SqlDesk) => Promise<void>,
): Promise<void> {
  const { root, place, options, remove } = await openGround({ settings: { autoPass: 'reads', ...settings } });
  const product = await openProduct(options);
  try {
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    await act({
      review,
      product,
      place,
      async sql(text, { connection: named = connection, meanwhile, counted = true } = {}) {
        const run = keyturn(['sql', '--connection', named], { place, cwd: root, input: text });
        const id = await until('it is held and looked at', () => {
          const [hold] = review.held();
          if (hold === undefined || (counted && hold.previews.length === 0)) return undefined;
          return hold.previews.every(({ state }) => state !== 'counting') ? hold.id : undefined;
        });
        await meanwhile?.();
        await approve(review, id);
        return run;
      },
    });
  } finally {
    await product.close();
    await remove();
  }
}
