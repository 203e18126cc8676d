import type { Agent } from '../agents/agent.ts';
import { HOOK_PID_HEADER, NO_OPINION } from '../agents/agent.ts';
import { scriptSentences } from './sentences/agents.ts';

export interface HookPlace {
  readonly root: string;
  readonly socket: string;
  /** Absolute path of the script itself. */
  readonly script: string;
  /** Private folder for the answer on its way. */
  readonly answers: string;
  readonly launcher: string;
  /** Whether `/usr/bin/env` can split a `#!` line (busybox's cannot). */
  readonly envSplits: boolean;
}

/** Seconds until the script gives up by itself: before the agent's own 86,400 and after the server's own end. */
const GIVE_UP = 86_300;

/**
 * The hook: a POSIX shell script with everything written in. `env -i` first, so that nothing a repository puts into the
 * agent's environment (exported functions, SHELLOPTS, proxies) reaches it. It ends with 0 and nothing only for the one
 * body that says "no opinion"; everything else is a deny or a failure that the agent takes for one.
 */
export function hookScript(agent: Agent, place: HookPlace): string {
  const say = scriptSentences(place.root, agent.settingsFile(place.root), place.script);
  const [deciding = '', ...reporting] = agent.events;
  return `${place.envSplits ? '#!/usr/bin/env -S -i /bin/sh' : '#!/bin/sh'}
# Keyturn's hook for ${agent.title}. Keyturn writes this file; changes are lost.
${place.envSplits ? '' : `[ "\${1-}" = clean ] || exec /usr/bin/env -i /bin/sh "$0" clean "$@"\nshift\n`}set -fu
umask 077
trap '' PIPE
socket=${quote(place.socket)}
answer_file=${quote(`${place.answers}/`)}$$
event=\${1-}
child=

# For the agent: a deny in its own form. When even that cannot be written, its last resort: status 2 and a line.
deny() {
	printf '%s\\n' "$1" || { printf '%s\\n' 'Keyturn: no answer. Nothing ran.' >&2; exit 2; }
	exit 0
}

# An outcome that cannot be reported stops nothing: it is over.
fail() {
	[ "$event" = ${quote(deciding)} ] || { printf '%s\\n' ${quote(say.unreported)} >&2; exit 1; }
	deny "$1"
}

ended() {
	[ -z "$child" ] || kill "$child" 2>/dev/null
	/bin/rm -f "$answer_file"
	fail ${denial(agent, deciding, say.ended)}
}
trap ended TERM INT HUP

case $event in
${[deciding, ...reporting].map(quote).join(' | ')}) ;;
*) printf '%s\\n' ${quote(say.usage)} >&2; exit 2 ;;
esac
[ -S "$socket" ] || fail ${denial(agent, deciding, say.closed)}
[ -O "$socket" ] || fail ${denial(agent, deciding, say.foreign)}

# A command in the background would read /dev/null instead of what the agent sends.
exec 3<&0
if [ -x /usr/bin/curl ]; then
	# -q: no .curlrc; no proxy; HTTP errors are failures; the wait is long because a person decides.
	/usr/bin/curl -q --silent --fail --noproxy '*' --connect-timeout 5 --max-time ${GIVE_UP} \\
		--unix-socket "$socket" -H 'Content-Type: application/json' -H 'Expect:' -H "${HOOK_PID_HEADER}: $$" \\
		--data-binary @- "http://keyturn/v1/hooks/${agent.name}/$event" <&3 >"$answer_file" 2>/dev/null &
else
	${quote(place.launcher)} hook ${agent.name} "$event" --socket "$socket" --pid $$ <&3 >"$answer_file" 2>/dev/null &
fi
child=$!
exec 3<&-
wait "$child"
status=$?
child=
answer=
IFS= read -r answer <"$answer_file"
/bin/rm -f "$answer_file" </dev/null >/dev/null 2>&1 &
case $status in
0) ;;
7) fail ${denial(agent, deciding, say.closed)} ;;
*) fail ${denial(agent, deciding, say.failed)} ;;
esac
case $answer in
${quote(NO_OPINION)}) exit 0 ;;
${quote(agent.answerFrame[0])}*${quote(agent.answerFrame[1])}) deny "$answer" ;;
esac
fail ${denial(agent, deciding, say.failed)}
`;
}

function denial(agent: Agent, event: string, reason: string): string {
  return quote(agent.answer(event, { decision: 'deny', reason }));
}

/** One word of a POSIX shell, whatever is in the text. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
