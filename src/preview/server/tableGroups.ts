/** A way along which deleted rows take others along. */
export interface Way<Table> {
  readonly parent: Table;
  readonly child: Table;
}

/** Tables that lose rows, one after those whose rows take its rows along. Where the ways go in a circle, its tables are one group. */
export function tableGroups<Table>(tops: readonly Table[], ways: readonly Way<Table>[]): readonly (readonly Table[])[] {
  // Tarjan's: a group is found when all that is below it has been.
  const groups: Table[][] = [];
  const reached = new Map<Table, number>();
  const open: Table[] = [];
  const visit = (table: Table): number => {
    const own = reached.size;
    reached.set(table, own);
    open.push(table);
    let highest = own;
    for (const { parent, child } of ways) {
      if (parent !== table) continue;
      const known = reached.get(child);
      if (known === undefined) highest = Math.min(highest, visit(child));
      else if (open.includes(child)) highest = Math.min(highest, known);
    }
    if (highest === own) groups.unshift(open.splice(open.indexOf(table)));
    return highest;
  };
  for (const top of tops) if (!reached.has(top)) visit(top);
  return groups;
}
