import * as vscode from 'vscode';
import { openRuleNotes } from '../app/rules/notes/ruleNotes.ts';
import type { Desk } from './desk.ts';
import { openRuleDiagnostics } from './ruleDiagnostics.ts';
import { tellSavedRules } from './ruleFiles.ts';
import { openRuleHints } from './ruleHints.ts';
import { openRuleLenses } from './ruleLenses.ts';

/** All that a person sees in rules files. `dist`: where the built thread lies. A bundle of its own. */
export function openRuleSurfaces(desk: Desk, dist: string): vscode.Disposable {
  const notes = openRuleNotes(dist);
  return vscode.Disposable.from(
    openRuleDiagnostics(desk, notes),
    openRuleLenses(desk, notes),
    openRuleHints(desk, notes),
    tellSavedRules(() => desk.product()),
    { dispose: () => notes.rest() },
  );
}
