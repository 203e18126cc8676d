/**
 * The command line for agents that start a hook through a shell of the person's and go on when it fails: a small shell of
 * its own around the script, which turns whatever kills or keeps the script from starting into status 2 with a line on
 * stderr, the one failure that they all take for a deny. It works in every shell, fish too, since it has no quote inside.
 */
export function guardedCommand(script: string, event: string): string {
  return `/usr/bin/env -i /bin/sh -c '${GUARD}' ${word(script)} ${event}`;
}

/** For a report: when it fails, nothing is stopped. */
export function plainCommand(script: string, event: string): string {
  return `${word(script)} ${event}`;
}

const GUARD =
  '"$0" "$1" || { [ $? = 2 ] || echo "Keyturn: the hook could not run, or was ended. Nothing ran. If Keyturn was removed from this machine, a person must delete this hook." >&2; exit 2; }';

function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
