/** What a starter file may name: words found in the workspace, hostile until `plain` let them through. */
export interface FoundInWorkspace {
  /** Hosts and databases of connection URLs, without user or password. */
  readonly databases: readonly string[];
  readonly branches: readonly string[];
}

export const NOTHING_FOUND: FoundInWorkspace = { databases: [], branches: [] };

const MOST_FOUND = 5;

/**
 * A rules file to begin with. Every rule in it is a comment: it changes nothing until a person takes the slashes away, and
 * each line is whole, so that taking them away is all there is to do.
 */
export function starterRules({ databases, branches }: FoundInWorkspace): string {
  const targets = plain(databases);
  const target = targets.length === 0 ? ['db.example.com'] : targets;
  const branch = plain(branches).length === 0 ? ['main'] : plain(branches);
  return `// Rules of Keyturn. What tightens counts as soon as this file is saved. What lets something pass, or calls a place
// local, counts only after you accept it on a card. Try them: keyturn rules test .keyturn/rules.jsonc
{
  "version": 1,

  // Where things happen. Names are as the card shows them${targets.length === 0 ? '' : '; these were found in this workspace'}.
  "environments": [
${target.map((name) => `    // { "environment": "production", "target": ${JSON.stringify(name)} },`).join('\n')}
  ],

  // Of all rules that fit, the strictest decides: pass, hold, confirm, two-person or refuse.
  "rules": [
    // { "id": "drop", "when": { "effect": ["sql.drop", "sql.truncate"] }, "then": "confirm", "because": "Read the name once more." },
    // { "id": "many-rows", "when": { "effect": "sql.delete", "rows": { "over": 1000 } }, "then": "confirm" },
    // { "id": "shared-branches", "when": { "effect": ["git.push", "git.push-force"], "object": ${JSON.stringify(branch)} }, "then": "hold" },
    // { "id": "production", "when": { "effect": "sql.*", "environment": "production" }, "then": "confirm", "require": ["reason"] },
  ],

  // What must come of a text: keyturn rules test runs these.
  "examples": [
    // { "text": "git status", "expect": "pass" },
  ],
}
`;
}

/** Names that are only letters, digits, dots and dashes: nothing that could end a comment or say anything. */
function plain(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(name)).slice(0, MOST_FOUND);
}

/** `host/database` of each connection URL in an environment file. Users, passwords, ports and parameters are left out. */
export function databasesIn(environmentFile: string): readonly string[] {
  const urls = environmentFile.matchAll(
    /(?:^|[\s='"])(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|sqlserver)(?:\+\w+)?:\/\/(?:[^\s/@'"]*@)?([A-Za-z0-9.-]+)(?::[0-9]+)?(?:\/([A-Za-z0-9_-]+))?(?=[\s?'"]|$)/gm,
  );
  return [...urls]
    .filter(([, host = '']) => !/^(?:localhost|127\.|0\.0\.0\.0)/.test(host))
    .map(([, host = '', name]) => (name === undefined ? host : `${host}/${name}`));
}
