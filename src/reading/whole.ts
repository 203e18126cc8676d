import type { DigestFile } from '../action/digest.ts';
import type { GlobbedCommand, RunCommand } from '../effect/command.ts';
import type { Effect, TextRange } from '../effect/effect.ts';
import type { Ask, FileWrite, Problem, Source } from './reader.ts';

/** A text that was read on the way, with where it stands in the outer text: what previews and documents are made from. */
export interface ReadText {
  readonly source: Source;
  readonly range: TextRange;
  readonly depth: number;
  readonly cwd: string;
  /** The file it was read from, where it was not in the action's own text. */
  readonly file?: { readonly path: string; readonly sha256: string };
}

/** What the loop makes of an action: all effects of all texts, with ranges in the outer text. */
export interface WholeReading {
  readonly effects: readonly Effect[];
  readonly problems: readonly Problem[];
  readonly asks: readonly Ask[];
  readonly commands?: readonly RunCommand[];
  /** Absent: none. */
  readonly globbed?: readonly GlobbedCommand[];
  readonly texts: readonly ReadText[];
  /** Files whose whole new text is known. Absent: none. */
  readonly writes?: readonly FileWrite[];
  /** The files that decide what is run, each once: what they are when it starts must be what they were when it was filed. */
  readonly files?: readonly DigestFile[];
  /** Paths of such files of which that cannot be held. Absent: none. */
  readonly unfixed?: readonly string[];
  readonly complete: boolean;
}
