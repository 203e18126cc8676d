import type { TextRange } from '../../effect/effect.ts';

/** One unit of a word, with what cmd makes of it: `plain` units were quoted or escaped and mean themselves. */
export interface Unit {
  readonly unit: string;
  readonly at: number;
  readonly plain: boolean;
}

export interface Word {
  readonly range: TextRange;
  readonly units: readonly Unit[];
}

export interface Redirect {
  readonly range: TextRange;
  readonly operator: '>' | '>>' | '<';
  /** Which stream; undefined: the usual one. */
  readonly stream: number | undefined;
  readonly target: Word;
}

/** A text of cmd as a tree. Ranges are in the text that was split, in UTF-16 units. */
export type Node =
  | { readonly type: 'list'; readonly range: TextRange; readonly items: readonly Item[] }
  | { readonly type: 'pipe'; readonly range: TextRange; readonly parts: readonly Node[] }
  | {
      readonly type: 'simple';
      readonly range: TextRange;
      readonly words: readonly Word[];
      readonly redirects: readonly Redirect[];
    }
  | { readonly type: 'group'; readonly range: TextRange; readonly body: Node; readonly redirects: readonly Redirect[] }
  | {
      readonly type: 'if';
      readonly range: TextRange;
      readonly condition: readonly Word[];
      readonly then: Node;
      readonly otherwise: Node | undefined;
    }
  | {
      readonly type: 'for';
      readonly range: TextRange;
      /** `/d`, `/r folder`, `/l`, `/f "options"`. */
      readonly options: readonly Word[];
      /** One letter, or empty where none was found. */
      readonly variable: string;
      /** What stands between the brackets. */
      readonly set: readonly Word[];
      readonly setRange: TextRange;
      readonly body: Node;
    };

export interface Item {
  /** What joins it to the item before it: a line end counts as `&`. */
  readonly operator: '' | '&' | '&&' | '||';
  readonly node: Node;
}
