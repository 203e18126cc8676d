import type { OpenReader, Reader, Reading, Source } from '../reading/reader.ts';

/**
 * The parser and the catalogue are loaded when the first shell text is read; what reads PowerShell and cmd, a fifth of it all, with the
 * first text of theirs.
 */
export const openShellReader: OpenReader = async () => {
  const { readShell } = await import('./readShell.ts');
  let forWindows: Reader | undefined;
  return (source, context): Reading | Promise<Reading> => {
    if (!isForWindows(source)) return readShell(source, context);
    if (forWindows !== undefined) return forWindows(source, context);
    return import('./readWindowsShell.ts').then(({ readWindowsShell }) => {
      forWindows = readWindowsShell;
      return readWindowsShell(source, context);
    });
  };
};

function isForWindows({ language, dialect = '' }: Source): boolean {
  return language === 'shell' && /^(?:powershell|pwsh|cmd)$/.test(dialect);
}
