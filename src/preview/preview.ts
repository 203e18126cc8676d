import type { Action } from '../action/action.ts';
import type { EffectObject } from '../effect/object.ts';
import type { Undo } from '../effect/effect.ts';
import type { Level } from '../effect/level.ts';
import type { WholeReading } from '../reading/whole.ts';

export type CountKind = 'exact' | 'estimate' | 'at-least' | 'unknown';

export interface Count {
  readonly kind: CountKind;
  /** Rows, files, commits. Absent when `unknown`. */
  readonly value?: number;
}

export type Via = 'direct' | 'cascade' | 'trigger';

/** One kind of object that would be hit, with how many and what brings it back. */
export interface PreviewEntry {
  readonly object: EffectObject;
  /** The second half of the effect's kind, or what a cascade does: `delete`, `update`, `set null`. */
  readonly verb: string;
  readonly via: Via;
  /** Of a cascade: the name of the object whose change takes it along. */
  readonly from?: string;
  readonly count: Count;
  /** What is counted: `rows`, `files`, `commits`. */
  readonly unit: string;
  /** The whole it is a part of (rows of the table), where known. */
  readonly of?: number;
  readonly bytes?: number;
  /** The newest change among them, milliseconds since 1970. */
  readonly newest?: number;
  readonly undo: Undo;
  /** At most 5, protected things first; already redacted by `action/redact`. A file's sample is its path. */
  readonly sample?: readonly Sample[];
  /** What is counted one by one, for a document, where that is more than the sample. At most 1,000, redacted as well. */
  readonly all?: readonly Sample[];
  /** Parts apart: `tracked`, `modified`, `untracked`, `ignored` … in the order to show. */
  readonly parts?: readonly PreviewPart[];
  readonly notes?: readonly Remark[];
  /** A command that brings it back, in words; run where the action runs. */
  readonly restore?: readonly string[];
  /** Files whose contents change, before and after, for a comparison. At most 100. */
  readonly changes?: readonly FileChange[];
}

/** A file as it is and as it would be. */
export interface FileChange {
  readonly path: string;
  readonly before: FileContent;
  readonly after: FileContent;
}

/** Where a content can be read when somebody asks for it; it is never carried along. */
export type FileContent =
  | { readonly from: 'nothing' }
  | { readonly from: 'disk'; readonly path: string }
  | { readonly from: 'git'; readonly repository: string; readonly object: string }
  | { readonly from: 'text'; readonly text: string };

export interface PreviewPart {
  readonly name: string;
  readonly count: number;
  readonly undo: Undo;
}

/** A stable code (`note.mount-point`, `unknown.timeout`) with the values of its sentence in `app/sentences/previews`. */
export interface Remark {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

export type Sample =
  | { readonly path: string }
  | {
      readonly columns: readonly (readonly [name: string, value: string])[];
      /** Of a row that is updated: the columns that change, as they become. */
      readonly becomes?: readonly (readonly [name: string, value: string])[];
    };

/** What a server says of itself. It may only raise what is known of the place. */
export type Marked = 'staging' | 'production';

/** What a source found. It informs; `raise` may only raise the level. */
export interface PreviewReport {
  readonly source: string;
  readonly state: 'counting' | 'done' | 'failed';
  readonly entries: readonly PreviewEntry[];
  /** Why something is not known. */
  readonly unknown: readonly Remark[];
  readonly raise?: { readonly level: Level; readonly rule: string };
  /** A database that was looked into says that it is this. */
  readonly marked?: Marked;
  /** Requests of the action, taken apart for reading; redacted. */
  readonly requests?: readonly RequestFacts[];
  /** When it ended, in milliseconds since 1970; who runs the sources fills it in. */
  readonly takenAt?: number;
  /** What its figures rest on: when one of these is another, they are old. At most 200. */
  readonly marks?: readonly Mark[];
}

/** A place on disk as it was when it was looked at. */
export interface Mark {
  readonly path: string;
  /** Type, size, times, device and number; or that nothing was there. */
  readonly stamp: string;
}

/** One HTTP request in its parts. Every text in it is the agent's. */
export interface RequestFacts {
  readonly method: string;
  /** Empty: known only when it runs. */
  readonly host: string;
  /** In the order to show. */
  readonly facts: readonly RequestFact[];
  readonly texts: readonly RequestText[];
  readonly notes: readonly Remark[];
}

export interface RequestFact {
  /** `argument`: of a GraphQL operation · `id`: what names an object, wherever in the request it stands, under the name of its place. */
  readonly what: 'host' | 'path' | 'query' | 'header' | 'operation' | 'argument' | 'field' | 'id';
  readonly name?: string;
  readonly value: string;
}

/** A body, or a part of one, laid out for reading. It is not the bytes that are sent. */
export interface RequestText {
  readonly what: 'graphql' | 'variables' | 'json' | 'text';
  readonly text: string;
  /** UTF-16 units beyond what is shown. */
  readonly leftOut?: number;
}

export interface PreviewSubject {
  readonly action: Action;
  readonly reading: WholeReading;
  readonly cwd: string;
  readonly workspace: string;
}

/** One source of previews. Inert: it changes nothing, runs nothing of the workspace's, dials nobody. */
export interface PreviewSource {
  readonly name: string;
  /** False: it works on the action alone, so that what it found never grows old. Default true. */
  readonly ages?: false;
  wants(subject: PreviewSubject): boolean;
  /** Reports as it goes, ends with `done` or `failed`. Stops within 100 ms of `signal`. Never throws. */
  look(subject: PreviewSubject, report: (report: PreviewReport) => void, signal: AbortSignal): Promise<void>;
}
