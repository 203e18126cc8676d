import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { readText } from './sourceFiles.ts';

export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of our own files, those of types included, which a bundle no longer shows. */
export function importsOf(file: string): readonly Import[] {
  const text = readText(file);
  const { module } = parseSync(file, text);
  const written = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    ),
  ];
  return written.map((name) => ({
    from: file,
    to: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  }));
}
