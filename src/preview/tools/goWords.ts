import { optionsOf, type CommandWords, type Option } from '../commandWords.ts';

/** As Go reads a truth value. */
const TRUE = /^(?:1|t|T|true|TRUE|True)$/;
const FALSE = /^(?:0|f|F|false|FALSE|False)$/;

/**
 * The words of a command, told apart as the option parser of Docker, kubectl and Helm does (pflag): a flag may be given
 * `=true` or `=false`, a short option its value after `=`, and no long one may be shortened. `spec`: as of `commandWords`.
 */
export function goWords(spec: string, words: readonly string[]): CommandWords {
  const options = optionsOf(spec);
  const flags = new Map<string, number>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  let after: readonly string[] | undefined;
  let certain = true;
  let at = 0;

  for (; at < words.length && after === undefined; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') after = words.slice(at + 1);
    else if (word === '-' || !word.startsWith('-')) operands.push(word);
    else if (word.startsWith('--')) long(word.slice(2));
    else short(word.slice(1));
  }
  return { flags, values, operands, after, certain };

  function long(word: string): void {
    const equals = word.indexOf('=');
    const option = options.get(equals < 0 ? word : word.slice(0, equals));
    if (option === undefined) certain = false;
    else if (equals >= 0) given(option, word.slice(equals + 1));
    else if (option.value === 'own') given(option, words[++at] ?? '');
    else flags.set(option.name, (flags.get(option.name) ?? 0) + 1);
  }

  function short(letters: string): void {
    for (let letter = 0; letter < letters.length; letter += 1) {
      const option = options.get(letters[letter] ?? '');
      const rest = letters.slice(letter + 1);
      if (option === undefined) {
        certain = false;
        return;
      }
      if (rest.startsWith('=')) return given(option, rest.slice(1));
      if (option.value === 'own') return given(option, rest === '' ? (words[++at] ?? '') : rest);
      flags.set(option.name, (flags.get(option.name) ?? 0) + 1);
    }
  }

  function given({ name, value: takes }: Option, value: string): void {
    if (takes !== 'none') values.set(name, [...(values.get(name) ?? []), value]);
    else if (TRUE.test(value)) flags.set(name, (flags.get(name) ?? 0) + 1);
    else if (FALSE.test(value)) flags.delete(name);
    else certain = false;
  }
}
