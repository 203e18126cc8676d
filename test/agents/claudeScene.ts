import type { Hold } from '../../src/review/hold.ts';
import type { Verdict } from '../support/person.ts';
import { claude } from './claudeProgram.ts';
import type { Step } from './dialects/dialect.ts';
import { scene as sceneOf, type Scene, type Turn } from './scene.ts';
import type { Script } from './scriptedModel.ts';

/** A project in which a person has connected Claude Code. */
export function scene(
  verdict: (hold: Hold) => Verdict,
  script: readonly Step[] | Script,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  return sceneOf(claude, verdict, script, act);
}

export const touch: readonly Step[] = [claude.shell('touch marker'), { text: 'done' }];

/** One turn, `args` on its command line. */
export const touchMarker = ({ turn }: Scene, ...args: string[]): Promise<Turn> => turn({ args });

export const BYPASS = ['--permission-mode', 'bypassPermissions'];
