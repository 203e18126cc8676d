import type { EffectKind } from '../effect/kind.ts';
import type { Protection } from '../effect/protectedPath.ts';
import type { Trait } from '../effect/trait.ts';

/** Why the setting keyturn.autoPass does not pass an effect. */
export type Objection =
  | 'nothing'
  | 'not-a-read'
  | 'not-low'
  | 'not-in-git'
  | 'not-a-file'
  | 'not-there'
  | 'unknown-object'
  | 'unknown-host'
  | 'unknown-settings'
  | 'changed-settings'
  | 'named-package'
  | 'says-loss'
  | 'outside'
  | 'secret'
  | 'private'
  | `protected.${Protection}`
  | `trait.${Trait}`
  // What an edit does beside writing a file.
  | EffectKind;
