import { agents } from '../../agents/registry.ts';
import { guardFiles } from './guardedFiles.ts';
import { guardedPlaces } from './guardedPlaces.ts';
import { openGuardMemory } from './guardMemory.ts';
import type { Digests } from '../../review/ports.ts';
import type { Secrets } from '../kept/secrets.ts';

/** Milliseconds between two looks. */
const PERIOD = 3_000;

export interface GuardParts {
  readonly home: string;
  readonly place: string;
  readonly secrets: Secrets;
  readonly digests: Digests;
  readonly roots: () => readonly string[];
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
}

export interface Guard {
  look(): Promise<void>;
  /** Runs what writes such files for Keyturn itself. */
  own<T>(write: () => Promise<T>): Promise<T>;
  close(): void;
}

/**
 * Watches the files by whose change somebody could let agents go, and says with the lines what was changed, since the last
 * look of an earlier window too. The caller looks before Keyturn writes any of them.
 */
export function openGuard({ home, place, secrets, digests, roots, alarm }: GuardParts): Guard {
  const memory = openGuardMemory(secrets, digests, alarm);
  const files = guardFiles(memory, (values) => alarm('guarded.changed', values));
  const look = (): Promise<void> => files.look(guardedPlaces(agents, { roots: roots(), home, place }));
  const timer = setInterval(() => void look(), PERIOD);
  return { look, own: files.own, close: () => clearInterval(timer) };
}
