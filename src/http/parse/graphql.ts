import type {
  ArgumentNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';

/** Parses a GraphQL document; throws on a syntax error. The parser comes from outside: it is loaded only when needed. */
export type ParseGraphql = (text: string) => DocumentNode;

/** One root field of one operation: what the server is asked to do. */
export interface RootField {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly name: string;
  /** Literal arguments and variables, flattened: `input.id` → `3`. Unknown values are absent. */
  readonly values: ReadonlyMap<string, string>;
}

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** Documents nested deeper than this are not read: the parser recurses. */
const MAX_NESTING = 200;
const MAX_LENGTH = 256 * 1024;

/** The root fields of the operations that may run; undefined: no GraphQL, or not readable. */
export function rootFields(request: GraphqlRequest, parse: ParseGraphql): readonly RootField[] | undefined {
  if (request.query.length > MAX_LENGTH || nesting(request.query) > MAX_NESTING) return undefined;
  let document: DocumentNode;
  try {
    document = parse(request.query);
  } catch {
    return undefined;
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
    else if (definition.kind === 'OperationDefinition') operations.push(definition);
    else return undefined;
  }
  const named = operations.filter((operation) => operation.name?.value === request.operationName);
  // A name that is not there is an error of the server's; until then any of them may run.
  const running = request.operationName !== undefined && named.length > 0 ? named : operations;
  return running.flatMap((operation) =>
    fieldsOf(operation.selectionSet, fragments, new Set()).map((field) => ({
      operation: operation.operation as RootField['operation'],
      name: field.name.value,
      values: valuesOf(field.arguments ?? [], request.variables),
    })),
  );
}

function fieldsOf(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen: Set<string>,
): readonly FieldNode[] {
  return set.selections.flatMap((selection): readonly FieldNode[] => {
    // Not a switch: the package's kinds are an enum, and its values would bring the package in with them.
    if (selection.kind === 'Field') return [selection];
    if (selection.kind === 'InlineFragment') return fieldsOf(selection.selectionSet, fragments, seen);
    const fragment = fragments.get(selection.name.value);
    if (fragment === undefined || seen.has(selection.name.value)) return [];
    seen.add(selection.name.value);
    return fieldsOf(fragment.selectionSet, fragments, seen);
  });
}

function valuesOf(
  args: readonly ArgumentNode[],
  variables: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const arg of args) collect(arg.name.value, arg.value, variables, values);
  return values;
}

function collect(
  name: string,
  value: ValueNode,
  variables: Readonly<Record<string, unknown>>,
  into: Map<string, string>,
): void {
  switch (value.kind) {
    case 'Variable':
      collectJson(name, Object.hasOwn(variables, value.name.value) ? variables[value.name.value] : undefined, into, 0);
      return;
    case 'ObjectValue':
      for (const field of value.fields) collect(`${name}.${field.name.value}`, field.value, variables, into);
      return;
    case 'ListValue':
      value.values.forEach((item) => collect(name, item, variables, into));
      return;
    case 'NullValue':
      return;
    case 'BooleanValue':
      into.set(name, String(value.value));
      return;
    default:
      if (!into.has(name)) into.set(name, value.value);
  }
}

function collectJson(name: string, value: unknown, into: Map<string, string>, depth: number): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    into.set(name, String(value));
  else if (typeof value === 'object' && value !== null && depth < 8) {
    for (const [key, inner] of Object.entries(value)) collectJson(`${name}.${key}`, inner, into, depth + 1);
  }
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const c of text) {
    if (c === '{' || c === '[' || c === '(') deepest = Math.max(deepest, (depth += 1));
    else if (c === '}' || c === ']' || c === ')') depth -= 1;
  }
  return deepest;
}
