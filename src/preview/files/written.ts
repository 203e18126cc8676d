import type { FileChange, PreviewSubject } from '../preview.ts';
import type { Gathered } from './gather.ts';

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
