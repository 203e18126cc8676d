import type { PreviewSubject } from '../preview.ts';

/** How the shell of a text takes its patterns. */
export interface Globbing {
  /** Hidden names match like others. */
  readonly hidden: boolean;
  readonly anyCase: boolean;
  /** False: the text changes how patterns are taken, or whether they are; what they match is at most this. */
  readonly usual: boolean;
  /** A command of which one pattern matches nothing is not run at all. */
  readonly strict: boolean;
}

export const USUAL: Globbing = { hidden: false, anyCase: false, usual: true, strict: false };

const OPTION =
  /\b(?:(?:dot|null|fail|ext|nocase|no)glob|globstar|GLOBIGNORE|globasciiranges|BASHOPTS|SHELLOPTS|setopt|unsetopt|emulate)\b/i;

const SWITCHED_OFF = /\b(?:set|bash|sh|zsh)\s+(?:-\S+\s+)*[-+][A-Za-z]*f/;

/** Read off the words of the text: whether an option is in force where a pattern stands is not worked out. */
export function globbingOf({ action, reading }: PreviewSubject): Globbing {
  const says = (words: RegExp): boolean => reading.texts.some(({ source }) => words.test(source.text));
  return {
    hidden: says(/\b(?:dot_?glob|glob_?dots|GLOBIGNORE)\b/i),
    anyCase: says(/\bno_?case_?glob\b/i),
    usual: !says(OPTION) && !says(SWITCHED_OFF),
    strict: (action.kind === 'shell' && action.shell === 'zsh') || says(/\bzsh\b/),
  };
}

/** Whether one of the names is an option to the command that gets it: it does something else then. */
export function hasOption(names: readonly string[], cwd: string, words: readonly string[]): boolean {
  const folder = cwd === '/' ? '/' : `${cwd}/`;
  return !words.includes('--') && names.some((name) => name.startsWith(`${folder}-`));
}
