import { act, actOnFile } from '../effects/act.ts';
import { has } from '../state/call.ts';
import { unknownFlow } from '../state/flow.ts';
import type { Tool } from './tool.ts';

/** What compressors put behind a name. */
const PACKED: Readonly<Record<string, string>> = { gzip: '.gz', bzip2: '.bz2', xz: '.xz', zstd: '.zst', lz4: '.lz4' };

/** One file made smaller, or made into text. */
export const packedFilesTools: readonly Tool[] = [
  {
    names: 'gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lz4 compress uncompress',
    free: true,
    also: (call) => {
      const given = (pattern: RegExp): boolean => call.args.some((arg) => pattern.test(arg.value));
      const out = given(/^(?:-[kqvfnz1-9d]*[clt][vq]*|--(?:stdout|to-stdout|list|test))$/);
      // What it keeps stays as it is, and a file that is there is not written over without `-f`.
      const ending =
        given(/^(?:-[a-z]*k|--keep)$/) && !given(/^-[a-z]*[df]|^--(?:d|f)/) ? PACKED[call.title] : undefined;
      for (const arg of call.args) {
        if (arg.value.startsWith('-')) continue;
        actOnFile(call, out || ending !== undefined ? 'read' : 'write', arg);
        if (!out && ending !== undefined) actOnFile(call, 'create', { ...arg, value: `${arg.value}${ending}` });
      }
      if (call.stdin !== undefined)
        call.state.stdout = { ...call.stdin, text: undefined, offsets: undefined, file: undefined, decoded: true };
      else if (out)
        call.state.stdout = {
          text: undefined,
          offsets: undefined,
          range: call.range,
          network: false,
          host: undefined,
          names: undefined,
          secret: call.state.secret,
          local: true,
          file: undefined,
          decoded: true,
        };
    },
    examples: {
      held: { 'gzip big.log': 'file.write', 'gzip -k big.log': 'file.create file.read', 'gzip -kf a': 'file.write' },
      passed: ['gzip -l a.gz', 'bzip2 -tv a.bz2', 'zstd -dc a.zst'],
    },
  },
  {
    names: 'uudecode',
    options: 'o=output p c',
    operands: 'read...',
    also: (call) => {
      call.state.stdout = { ...unknownFlow(call.range), local: true, decoded: true };
      // The text itself says which file it becomes.
      if (!has(call, 'o', 'p'))
        act(call, 'file.write', 'unknown', call.title, call.range, { certainty: 'possible', traits: ['dynamic'] });
    },
    examples: { held: { 'uudecode a.uu': 'file.read file.write', 'uudecode -o - a.uu | sh': 'file.read exec.opaque' } },
  },
];
