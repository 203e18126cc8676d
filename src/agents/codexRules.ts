/** By which a rules file is known as Keyturn's. */
export const CODEX_RULES_SIGN = 'Keyturn writes this file';

const WHY = 'Keyturn: what is typed into it later is shown to no hook.';

/**
 * Rules by which Codex asks before it starts what goes on reading after the call that started it: what it types there
 * (`write_stdin`) is shown to no hook. Facts: runs of 0.169.0. The strictest rule wins, so that nothing here may catch what
 * ends by itself; where Codex asks nobody (`codex exec`), it refuses. Its own `bash -lc` fits none of them.
 */
export const CODEX_RULES = `# ${CODEX_RULES_SIGN}. "Keyturn: Disconnect an Agent…" removes it.
# What Codex types into a program that is open already is shown to no hook, so it asks before it opens one.
${[
  rule('[["psql", "mysql", "mariadb", "sqlite3", "mongosh", "redis-cli", "ssh"]]', '["psql shop", "ssh db"]'),
  rule('[["bash", "dash", "sh", "zsh"], ["-i", "-l", "--login", "--norc", "--noprofile"]]', '["bash --norc"]'),
  rule('[["node", "python", "python3"], "-i"]', '["python3 -i"]'),
  rule('[["docker", "kubectl", "podman"], "exec", ["-i", "-it", "-ti"]]', '["docker exec -it db psql"]'),
].join('\n')}
`;

/** `match`: Codex itself refuses to load a rule that does not catch these. */
function rule(pattern: string, match: string): string {
  return `prefix_rule(pattern = ${pattern}, decision = "prompt", justification = ${JSON.stringify(WHY)}, match = ${match})`;
}
