import type { FileChange, PreviewSubject } from '../preview.ts';
import type { Gathered } from './gather.ts';
import type { Target } from './targets.ts';

/** A file whose whole new text stands in the action: `cat > a <<EOF`, `echo x > a`, `… | tee a`. */
export function writtenChange(
  { target: { verb, object }, entries, notes }: Gathered,
  { reading }: PreviewSubject,
): FileChange | undefined {
  if (verb !== 'write' || object.type !== 'file' || entries.length > 1) return undefined;
  if (notes.some(({ code }) => code === 'note.special-files')) return undefined;
  const writes = (reading.writes ?? []).filter(({ path }) => path === object.name);
  const [write] = writes;
  if (write === undefined || writes.length > 1) return undefined;
  const [entry] = entries;
  if (entry !== undefined && entry.type !== 'file') return undefined;
  const place = entry?.path ?? object.name;
  return { path: place, before: { from: 'disk', path: place }, after: { from: 'text', text: write.text } };
}

/** Behind the end of a command, or at the start; `\\;` is a word of `find`. */
const BARE = /(?:^|(?<!\\)[;\n]|&&|\|\|)[ \t]*(?::[ \t]+)?>>\s*["']?$/;

/** `>> a`, `: >> a`: it is made where it is not there, and nothing is put into it. In zsh `cat` would run. */
export function addsNothing({ verb, effect: { range } }: Target, { reading }: PreviewSubject): boolean {
  const source = reading.texts.find(({ depth }) => depth === 0)?.source;
  if (verb !== 'write' || source?.language !== 'shell' || !/^(?:bash|sh)$/.test(source.dialect ?? '')) return false;
  // A function of that name may say something.
  if (/(?:^|\W):\s*\(|\bfunction\b|\balias\b/.test(source.text)) return false;
  return (
    BARE.test(source.text.slice(0, range[0])) && /^["']?[ \t]*(?:$|[;\n]|&&|\|\|)/.test(source.text.slice(range[1]))
  );
}
