import type { Remark } from '../preview.ts';
import type { NotCounted } from './notCounted.ts';
import { doubted, mergeHits, type ServerHit, type ServerLook } from './serverHit.ts';

/** What one statement or part of it would do. */
export interface Change {
  readonly hits: readonly ServerHit[];
  readonly unknown: readonly Remark[];
}

/** Statements of one text; beyond, they are not looked at. */
export const MOST_STATEMENTS = 100;

/** The sum of a text's statements, each looked at against the rows as they are now. Statements are counted from 1. */
export interface TextLook {
  /** With what the statement that is being looked at gave until now. */
  now(pending?: readonly ServerHit[]): ServerLook;
  say(statement: number, remark: Remark): void;
  begin(): void;
  commit(): void;
  /** It commits what was open, or does not: from here on nothing of an open transaction is sure. */
  mayCommit(statement: number): void;
  /** What no transaction brings back stays. */
  rollback(statement: number): void;
  /** `lasting`: it changes what later statements find even where it hits no row. */
  add(statement: number, found: Change, lasting: boolean): void;
  failed(statement: number, why: NotCounted): void;
  /** A transaction that the text leaves open is rolled back by the server. */
  end(): ServerLook;
}

export function openTextLook(): TextLook {
  let kept: readonly ServerHit[] = [];
  /** What a transaction of the text's own has changed: a ROLLBACK takes it back. */
  let open: readonly ServerHit[] | undefined;
  /** Since a statement that may have ended it: what is changed may stay, whatever becomes of the transaction. */
  let unsure: Remark | undefined;
  /** The first statement that changed what later ones would find. What they count and read is not followed. */
  let changed: number | undefined;
  const unknown: Remark[] = [];
  const now = (pending: readonly ServerHit[] = []): ServerLook => ({
    hits: mergeHits([...kept, ...(open ?? []), ...pending]),
    unknown: [...unknown],
  });
  const say = (statement: number, { code, values }: Remark): void =>
    void unknown.push({ code, values: { statement: String(statement), ...values } });
  return {
    now,
    say,
    begin: () => {
      open ??= [];
      unsure = undefined;
    },
    commit: () => {
      kept = [...kept, ...(open ?? [])];
      open = undefined;
      unsure = undefined;
    },
    mayCommit: (statement) => {
      if (open === undefined) return;
      unsure = { code: 'note.may-commit', values: { on: String(statement) } };
      kept = [...kept, ...doubted(open, [unsure])];
      open = undefined;
    },
    rollback: (statement) => {
      if ((open ?? []).some(isTakenBack)) say(statement, { code: 'note.rolled-back', values: {} });
      kept = [...kept, ...(open ?? []).filter((hit) => !isTakenBack(hit))];
      open = undefined;
      unsure = undefined;
    },
    add: (statement, found, lasting) => {
      for (const remark of found.unknown) say(statement, remark);
      const hits = doubted(found.hits, [
        ...(changed === undefined ? [] : [{ code: 'note.depends', values: { on: String(changed) } }]),
        ...(unsure === undefined ? [] : [unsure]),
      ]);
      if (open === undefined) kept = [...kept, ...hits];
      else open = [...open, ...hits];
      if (lasting || found.hits.some(({ count }) => count.value !== 0)) changed ??= statement;
    },
    failed: (statement, { remark }) => {
      const early = changed !== undefined && /missing|column/.test(remark.code);
      say(statement, early ? { code: 'unknown.sql-depends', values: { on: String(changed) } } : remark);
      changed ??= statement;
    },
    end: () => {
      if ((open ?? []).some(isTakenBack)) unknown.push({ code: 'note.never-committed', values: {} });
      kept = [...kept, ...(open ?? []).filter((hit) => !isTakenBack(hit))];
      open = undefined;
      return { ...now(), ...(changed === undefined ? {} : { changes: true }) };
    },
  };
}

/** Rows of a table whose engine has no transactions are not. */
function isTakenBack({ notes }: ServerHit): boolean {
  return !notes.some(({ code }) => code === 'note.no-rollback');
}
