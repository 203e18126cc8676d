import { createScanner, findNodeAtLocation, parseTree, type JSONPath, type Node } from 'jsonc-parser';

export interface Layout {
  readonly indent: string;
  readonly lineBreak: string;
}

/** How a JSON text is laid out, by its first indented line. */
export function layoutOf(text: string): Layout {
  return { indent: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ', lineBreak: text.includes('\r\n') ? '\r\n' : '\n' };
}

/** A value as it stands `depth` levels deep. */
export function rendered(value: unknown, depth: number, { indent, lineBreak }: Layout): string {
  return JSON.stringify(value, null, indent).replaceAll('\n', lineBreak + indent.repeat(depth));
}

/**
 * Puts a member or element last into the object or array at `path`: only between what is there, so that taking it out
 * again leaves the same bytes.
 */
export function withMember(text: string, path: JSONPath, member: string, { indent, lineBreak }: Layout): string {
  const node = nodeAt(text, path);
  if (node === undefined) return text;
  const last = node.children?.at(-1);
  const at = last === undefined ? endOf(node) - 1 : endOf(last);
  const comma = last === undefined ? '' : ',';
  return `${text.slice(0, at)}${comma}${lineBreak}${indent.repeat(path.length + 1)}${member}${text.slice(at)}`;
}

/** Takes out the member or element at `path`, with its comma and the white space that belongs to it. */
export function withoutMember(text: string, path: JSONPath): string {
  const found = nodeAt(text, path);
  const node = found?.parent?.type === 'property' ? found.parent : found;
  const siblings = node?.parent?.children;
  if (node === undefined || siblings === undefined) return text;
  const previous = siblings[siblings.indexOf(node) - 1];
  if (previous !== undefined) return text.slice(0, endOf(previous)) + text.slice(endOf(node));
  const start = text.slice(0, node.offset).replace(/\r?\n[ \t]*$/, '').length;
  return text.slice(0, start) + text.slice(afterComma(text, endOf(node)));
}

/** Behind the comma that follows, where one does. */
function afterComma(text: string, at: number): number {
  const scanner = createScanner(text, true);
  scanner.setPosition(at);
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getPosition() : at;
}

function nodeAt(text: string, path: JSONPath): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root === undefined ? undefined : findNodeAtLocation(root, path);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}
