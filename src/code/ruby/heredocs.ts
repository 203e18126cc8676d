import type { Syntax } from '../term/syntax.ts';

/** A heredoc's body stands behind the line that begins it: each is brought back to its beginning, in order. */
export function withHeredocs(root: Syntax): Syntax {
  const bodies: Syntax[] = [];
  const gather = (node: Syntax): void => {
    if (node.type === 'heredoc_body') bodies.push(node);
    node.children.forEach(gather);
  };
  gather(root);
  if (bodies.length === 0) return root;
  let next = 0;
  const placed = (node: Syntax): Syntax => {
    if (node.type === 'heredoc_body') return node;
    if (node.type === 'heredoc_beginning') {
      const body = bodies[next++];
      const parts = body?.children.filter(({ type }) => type !== 'heredoc_end') ?? [];
      return { ...node, children: parts };
    }
    return { ...node, children: node.children.map(placed) };
  };
  return placed(root);
}
