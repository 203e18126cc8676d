import type { SqlFormatter } from '../app/card/sql/sqlFormatter.ts';
import type { FormattedText } from '../review/cardMessages.ts';
import type { Hold } from '../review/hold.ts';

export type FormatSql = (hold: Hold) => Promise<readonly FormattedText[]>;

/** The formatter, loaded with the first text that a person wants laid out. `dist`: where the built parts lie. */
export function openFormatting(dist: string): { readonly format: FormatSql; dispose(): void } {
  let formatter: Promise<SqlFormatter> | undefined;
  return {
    async format(hold) {
      formatter ??= import('../app/card/sql/sqlFormatter.ts').then(({ openSqlFormatter }) => openSqlFormatter(dist));
      return (await formatter).format(hold);
    },
    dispose: () => void formatter?.then((opened) => opened.close()),
  };
}
