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

/**
 * The words for an agent that starts a program with its arguments, without any shell of the person's, and stops the call when
 * that fails: its own line on a failure names no settings. `more`: said to the script behind the event.
 */
export function guardedWords(script: string, event: string, settings: string, ...more: readonly string[]) {
  return ['/usr/bin/env', '-i', '/bin/sh', '-c', START, script, settings, event, ...more] as const;
}

/** What is said in place of a hook that could not. `script`: its path, or enough of it to be found in the settings. */
function hookGone(script: string, settings: string): string {
  return `Keyturn: the hook could not run, or was ended. Nothing ran. If Keyturn was removed from this machine, a person must delete the entries with ${script} from ${settings}.`;
}

/** The same inside an answer, whose quoting no odd path of a home may break: the script by its name alone. */
export function namedHookGone(script: string, settings: string): string {
  return hookGone(script.slice(script.lastIndexOf('/') + 1), settings);
}

/** For a report: when it fails, nothing is stopped. */
export function plainCommand(script: string, event: string): string {
  return `${word(script)} ${event}`;
}

const GUARD = `"$0" "$1" || { [ $? = 2 ] || echo "${hookGone('$0', '$2')}" >&2; exit 2; }`;

/** The script takes the shell's place, so that whoever ends what the agent started ends the script. */
const START = `[ -x "$0" ] || { echo "${hookGone('$0', '$1')}" >&2; exit 2; }; shift; exec "$0" "$@"`;

function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
