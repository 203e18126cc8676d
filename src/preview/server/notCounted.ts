import type { Remark } from '../preview.ts';

/** Why a statement's rows cannot be counted: thrown where it is found, told where the statement began. */
export class NotCounted extends Error {
  readonly remark: Remark;

  constructor(code: string, values: Readonly<Record<string, string>> = {}) {
    super(code);
    this.remark = { code, values };
  }
}
