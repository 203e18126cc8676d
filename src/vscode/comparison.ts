import path from 'node:path';
import * as vscode from 'vscode';
import { visibleLine } from '../action/visible.ts';
import { SCHEME } from './contributions.ts';
import { literal } from './literal.ts';

/** A file as it is and as it would be; both texts made visible. */
export interface ComparedTexts {
  /** As it is shown above the two. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The editor's own comparison of texts, of the action that was compared last. */
export interface Comparison {
  show(id: string, title: string, files: readonly ComparedTexts[]): Promise<void>;
  textOf(uri: vscode.Uri): string | undefined;
}

/** The two sides of a comparison. */
const SIDES = ['before', 'after'] as const;

export function openComparison(changed: vscode.EventEmitter<vscode.Uri>): Comparison {
  const texts = new Map<string, string>();
  return {
    async show(id, title, files) {
      texts.clear();
      const pairs = files.map((file, index) => {
        // The documents end as the file does, for its colours; its whole name would bring problems of other extensions,
        // such as of a package.json.
        const ending = path.posix.extname(file.name);
        return SIDES.map((side) => {
          const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${id}/${side}/${index}/text${ending}` });
          texts.set(uri.toString(), file[side]);
          changed.fire(uri);
          return uri;
        });
      });
      const [only] = pairs;
      if (pairs.length === 1 && only !== undefined) {
        await vscode.commands.executeCommand('vscode.diff', ...only, literal(title), { preview: true });
        return;
      }
      const resources = pairs.map((pair, index) => {
        const shown = visibleLine(files[index]?.name ?? '').replace(/^\/*/, '/');
        return [vscode.Uri.from({ scheme: SCHEME, path: shown }), ...pair];
      });
      await vscode.commands.executeCommand('vscode.changes', literal(title), resources);
    },
    textOf: (uri) => texts.get(uri.toString()),
  };
}
