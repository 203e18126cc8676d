import { laterPattern } from './laterPattern.ts';

/**
 * Cyrillic and Greek letters that most fonts draw like a Latin one (Unicode TR 39, confusables.txt 17, the single-letter
 * pairs). Each is one UTF-16 unit.
 */
const LOOK_ALIKE =
  /[\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03b3\u03b9\u03ba\u03bd\u03bf\u03c1\u03c3\u03c5\u03f2\u03f3\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0423\u0425\u0430\u0433\u0435\u043a\u043e\u043f\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04ae\u04af\u04bb\u04c0\u04cf\u0501\u051b\u051d]/;
const LATIN = laterPattern('\\p{Script=Latin}', 'u');
const WORD = laterPattern('[\\p{L}\\p{M}\\p{N}_]+', 'gu');

/** Characters between a letter and the nearest Latin one of its word, within which it counts as looking like Latin. */
export const LOOK_ALIKE_REACH = 60;

/**
 * Where letters stand that look like Latin ones, in words that have Latin letters nearby too: words of one script are
 * language. Offsets in order; the time grows with the text's length and not with what is in it.
 */
export function lookAlikes(text: string): readonly number[] {
  if (!LOOK_ALIKE.test(text)) return [];
  const found: number[] = [];
  for (const { 0: word, index } of text.matchAll(WORD())) {
    if (LOOK_ALIKE.test(word) && LATIN().test(word)) addFrom(word, index, found);
  }
  return found;
}

function addFrom(word: string, start: number, found: number[]): void {
  let at = start;
  let place = 0;
  let latin = -Infinity;
  // Letters after the last Latin one and too far from it: the next may be near enough.
  let waiting: { readonly at: number; readonly place: number }[] = [];
  for (const character of word) {
    if (LOOK_ALIKE.test(character)) {
      if (place - latin <= LOOK_ALIKE_REACH + 1) found.push(at);
      else waiting.push({ at, place });
    } else if (LATIN().test(character)) {
      latin = place;
      for (const one of waiting) if (place - one.place <= LOOK_ALIKE_REACH + 1) found.push(one.at);
      waiting = [];
    }
    at += character.length;
    place += 1;
  }
}
