import type { OpenReader } from '../reading/reader.ts';

/** The parser and the catalogue are loaded when the first shell text is read. */
export const openShellReader: OpenReader = async () => (await import('./readShell.ts')).readShell;
