import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { volume } from '../support/volume.ts';

interface Row {
  readonly kind?: string;
  readonly dialect?: string;
  readonly text: string;
}

/** All SQL of the corpora in one of these dialects, whatever its label: each statement that Keyturn passes must change nothing. */
export function corpusStatements(...dialects: readonly string[]): readonly string[] {
  const texts = ['test/corpus/sql', 'test/corpus/accuracy'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row)
      .filter(({ kind, dialect }) => kind !== 'shell' && dialect !== undefined && dialects.includes(dialect))
      .map(({ text }) => text),
  );
  return [...new Set(texts)];
}

/** How a statement may be put into another: `$` stands for the inner one. */
export interface Shapes {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly around: readonly string[];
  /** Between two statements of one text. */
  readonly between: readonly string[];
}

/** Statements made of those shapes, reads and writes alike, up to three layers deep. The same ones each time. */
export function generated({ reads, writes, around, between }: Shapes, count: number): readonly string[] {
  const leaf = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...reads) }, fc.constantFrom(...writes));
  const put = (shape: string, inner: string): string => shape.replaceAll('$', () => inner);
  const layered = fc
    .tuple(leaf, fc.array(fc.constantFrom(...around), { maxLength: 2 }))
    .map(([inner, shapes]) => shapes.reduce((text, shape) => put(shape, text), inner));
  const joined = fc
    .tuple(layered, fc.constantFrom(...between), layered)
    .map(([first, middle, second]) => `${first}${middle}${second}`);
  const all = fc.oneof({ weight: 3, arbitrary: layered }, joined);
  return [...new Set(fc.sample(all, { numRuns: volume(count), seed: 20_261_122 }))];
}
