import { act } from '../effects/act.ts';
import { has, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { Usage } from './tool.ts';

export function on(kind: EffectKind): (call: Call) => void {
  return (call) => {
    const destroys = kind === 'infra.destroy' || has(call, 'destroy');
    const targets = valuesOf(call, 'target');
    const real = destroys ? 'infra.destroy' : kind;
    // What is replaced is destroyed first, or right after.
    for (const again of valuesOf(call, 'replace'))
      act(call, 'infra.destroy', 'resource', again.value.replace('.', '/'), again.range, { undo: 'none' });
    if (targets.length === 0)
      act(call, real, 'resource', `${call.title.split(' ')[0] ?? ''}/${stackOf(call) ?? '*'}`, call.range, {
        traits: destroys ? ['whole-table'] : [],
        undo: 'none',
      });
    for (const target of targets)
      act(call, real, 'resource', target.value.replace('.', '/'), target.range, { undo: 'none' });
  };
}

/** Pulumi's `-s NAME`, before the command or behind it. */
function stackOf(call: Call): string | undefined {
  const words = call.state.words;
  const at = words.findIndex(({ value }) => /^(?:-s|--stack)(?:=|$)/.test(value));
  const [, attached] = words[at]?.value.split(/=(.*)/s) ?? [];
  return attached ?? (at === -1 ? undefined : words[at + 1]?.value);
}

export const look: Usage = { free: true, single: true, operands: 'text...' };
