/**
 * The command line for agents that start a hook through a shell of the person's and go on when it fails: a small shell of
 * its own around the script, which turns whatever kills or keeps the script from starting into status 2 with a line on
 * stderr, the one failure that they all take for a deny. It works in every shell, fish too, since it has no quote inside.
 * `settings`: where the command stands, for whoever has to take it out.
 */
export function guardedCommand(script: string, event: string, settings: string): string {
  return `/usr/bin/env -i /bin/sh -c '${GUARD}' ${word(script)} ${event} ${word(settings)}`;
}

/** The same for an agent that shows its model only what is printed: whatever goes wrong becomes this answer. */
export function answeringCommand(script: string, event: string, denial: string): string {
  return `/usr/bin/env -i /bin/sh -c '"$0" "$1" || echo "$2" || exit 2' ${word(script)} ${event} ${word(denial)}`;
}

/** What is said in place of a hook that could not. */
export const HOOK_GONE =
  'Keyturn: the hook could not run, or was ended. Nothing ran. If Keyturn was removed from this machine, a person must delete this hook.';

/** For a report: when it fails, nothing is stopped. */
export function plainCommand(script: string, event: string): string {
  return `${word(script)} ${event}`;
}

const GUARD = `"$0" "$1" || { [ $? = 2 ] || echo "${HOOK_GONE} It is in $2." >&2; exit 2; }`;

function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
