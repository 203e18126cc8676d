/** The words of a command, told apart as `getopt_long` does. */
export interface CommandWords {
  /** Options without a value, by their first long name in the spec, with how often they are given. */
  readonly flags: ReadonlyMap<string, number>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Words that are no option, before `--`. */
  readonly operands: readonly string[];
  /** Words after `--`; undefined where there is no `--`. */
  readonly after: readonly string[] | undefined;
  /** False: an option is not in the spec; what the command means is a guess. */
  readonly certain: boolean;
}

/** One option of a spec, by its first long name. `own`: the next word may be its value, `joined`: only what `=` joins to it. */
export interface Option {
  readonly name: string;
  readonly value: 'none' | 'joined' | 'own';
}

/** The options of a spec, as `commandWords` takes it, by each of their names. */
export function optionsOf(text: string): ReadonlyMap<string, Option> {
  const specs = new Map<string, Option>();
  for (const item of text.split(' ').filter((word) => word !== '')) {
    const names = item.replace(/[=?]$/, '').split(',');
    const value = item.endsWith('=') ? 'own' : item.endsWith('?') ? 'joined' : 'none';
    // The long name, where there is one, is the first of them to be asked for.
    const spec = { name: names.find((one) => one.length > 1) ?? names[0] ?? '', value } as const;
    for (const one of names) specs.set(one, spec);
  }
  return specs;
}

/** `spec`: options as `short,long`, with `=` for a value and `?` for one that only `=` can join. */
export function commandWords(spec: string, words: readonly string[]): CommandWords {
  const specs = optionsOf(spec);
  const flags = new Map<string, number>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  let certain = true;
  const take = (option: Option, value: string | undefined): void => {
    if (value === undefined) flags.set(option.name, (flags.get(option.name) ?? 0) + 1);
    else values.set(option.name, [...(values.get(option.name) ?? []), value]);
  };
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  for (let at = 0; at < own.length; at += 1) {
    const word = own[at] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      operands.push(word);
    } else if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const long = word.slice(2, equals < 0 ? undefined : equals);
      const option = specs.get(long) ?? abbreviated(specs, long);
      if (option === undefined) certain = false;
      else if (equals >= 0) take(option, word.slice(equals + 1));
      else if (option.value === 'own') take(option, own[++at] ?? '');
      else take(option, undefined);
    } else {
      for (let letter = 1; letter < word.length; letter += 1) {
        const option = specs.get(word[letter] ?? '');
        if (option === undefined) {
          certain = false;
          break;
        }
        const rest = word.slice(letter + 1);
        if (option.value === 'none' || (option.value === 'joined' && rest === '')) take(option, undefined);
        else {
          take(option, rest !== '' ? rest : (own[++at] ?? ''));
          break;
        }
      }
    }
  }
  return { flags, values, operands, after: end < 0 ? undefined : words.slice(end + 1), certain };
}

/** The beginning of a long option stands for it, where only one begins so. */
function abbreviated(specs: ReadonlyMap<string, Option>, long: string): Option | undefined {
  const found = new Set([...specs].flatMap(([name, spec]) => (name.length > 1 && name.startsWith(long) ? [spec] : [])));
  return found.size === 1 ? [...found][0] : undefined;
}
