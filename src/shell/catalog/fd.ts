import { withoutEnd } from '../../effect/withoutEnd.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { has, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';

const ENDING = /^(?:-e|--extension)$/;
/** Other options whose value is a word of its own. */
const VALUED =
  /^(?:-[dtEScojM]|--(?:max-depth|min-depth|exact-depth|type|exclude|size|changed-\w+|owner|color|threads|base-directory|max-results))$/;

/** `fd PATTERN FOLDER -x CMD`: for each of what it finds, below the folders, of the endings that are asked for. */
export function fdRuns(call: Call, words: readonly Arg[], own: readonly Arg[]): void {
  const behind = (index: number, names: RegExp): boolean => names.test(own[index - 1]?.value ?? '');
  const endings = own.filter((_, index) => behind(index, ENDING));
  const plain = own.filter(
    ({ value }, index) => !value.startsWith('-') && !behind(index, VALUED) && !behind(index, ENDING),
  );
  const elsewhere = own.some(({ value }) => /^(?:-L|--follow|--base-directory.*|--search-path.*|-c.*)$/.test(value));
  const folders = plain.length > 1 ? plain.slice(1) : [{ ...call.name, value: '.', dynamic: false }];
  const [ending] = endings;
  const pattern =
    endings.length === 1 && ending !== undefined && !ending.dynamic
      ? `*.${ending.value.replace(/^\./, '')}`
      : undefined;
  const known = !elsewhere && !folders.some(({ dynamic, glob }) => dynamic || glob);
  for (const folder of folders) {
    const base = withoutEnd(folder.value, '/');
    const value = !known ? '{}' : pattern === undefined ? `${base}/**` : `${base}/**/${pattern}`;
    const found: Arg = { ...plainArg(value, call.range), glob: known, dynamic: !known };
    const filled = words.map((word): Arg => {
      if (/^\{\/{0,2}\.?\}$/.test(word.value)) return word.value === '{}' ? found : { ...word, dynamic: true };
      return word.value.includes('{') ? { ...word, dynamic: true } : word;
    });
    const names = words.some((word) => word.value.includes('{')) ? filled : [...filled, found];
    const before = call.shell.run.effects.length;
    call.shell.words(names, { ...call.scope }, call.range, undefined);
    if (call.shell.run.effects.slice(before).some(({ kind }) => kind !== 'file.read')) call.state.weighty = true;
  }
}

/** Names of what it finds; undefined where more comes out, or where it looks is not known. */
export function fdPrints(call: Call): readonly string[] | undefined {
  const folders = call.parsed.operands.slice(1);
  const unknown = [...folders, ...valuesOf(call, 'e', 'extension')].some(({ dynamic, glob }) => dynamic || glob);
  if (unknown || has(call, 'l', 'list-details', 'L', 'follow', 'base-directory', 'c')) return undefined;
  const endings = valuesOf(call, 'e', 'extension').map(({ value }) => `*.${value.replace(/^\./, '')}`);
  const places = folders.length === 0 ? ['**'] : folders.map(({ value }) => `${withoutEnd(value, '/')}/**`);
  return endings.length === 0 ? places : places.flatMap((place) => endings.map((ending) => `${place}/${ending}`));
}
