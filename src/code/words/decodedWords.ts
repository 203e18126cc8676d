import type { Embedded } from '../../reading/reader.ts';
import { decode } from '../value/encodings.ts';
import type { Encoding } from '../value/encodings.ts';

const LITERAL = String.raw`\s*(?:\(\s*)?b?(?:'(?<single>[^'\\\n]+)'|"(?<double>[^"\\$@\n]+)")`;

const DECODERS: readonly (readonly [encoding: Encoding, pattern: RegExp])[] = [
  [
    'base64',
    new RegExp(String.raw`\b(?:decode_base64|base64_decode|b64decode|decode64|atob|base64\.decode)${LITERAL}`, 'dgi'),
  ],
  ['hex', new RegExp(String.raw`\bpack\s*(?:\(\s*)?['"]H\*['"]\s*,${LITERAL}`, 'dg')],
  ['hex', new RegExp(String.raw`\b(?:fromhex|hex2bin|unhexlify)${LITERAL}`, 'dgi')],
];
/** What hands a text to a shell, right before it. */
const SHELLS = /\b(?:system|exec|popen|os\.execute|shell_exec|spawn|qx)[\s({]*$/;

/** Literals that a known decoder is given: what they say is shell text behind what starts one, else more of the same language. */
export function decodedWords(text: string, dialect: string): readonly Embedded[] {
  return DECODERS.flatMap(([encoding, pattern]) =>
    [...text.matchAll(pattern)].flatMap((found): readonly Embedded[] => {
      const said = decode(encoding, found.groups?.['single'] ?? found.groups?.['double'] ?? '');
      if (said === undefined || said.trim() === '') return [];
      const inShell = SHELLS.test(text.slice(Math.max(0, found.index - 40), found.index));
      return [
        {
          want: { language: inShell ? 'shell' : 'code', dialect: inShell ? 'sh' : dialect, text: said },
          range: [found.index, found.index + found[0].length],
          verbatim: false,
          context: { traits: ['decoded'] },
        },
      ];
    }),
  );
}
