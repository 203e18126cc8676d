import type { Agent } from '../../agents/agent.ts';
import { eventsOf, HOOK_GIVE_UP, HOOK_PID_HEADER, NO_OPINION, REFUSAL_START } from '../../agents/agent.ts';
import { scriptSentences } from '../sentences/agents.ts';
import { quote } from '../shellWord.ts';

export interface HookPlace {
  /** The folder that the script is for; none: for all that Keyturn knows. */
  readonly folder?: { readonly root: string; readonly socket: string };
  /** `~/.keyturn` */
  readonly place: string;
  /** The settings that call the script, as a person would look for them. */
  readonly settings: string;
  /** Absolute path of the script itself. */
  readonly script: string;
  readonly launcher: string;
  /** Whether `/usr/bin/env` can split a `#!` line (busybox's cannot). */
  readonly envSplits: boolean;
}

/**
 * The hook: a POSIX shell script with everything written in. `env -i` first, so that nothing a repository puts into the
 * agent's environment (exported functions, SHELLOPTS, proxies) reaches it. It ends with 0 and nothing only for the one
 * body that says "no opinion"; everything else is a deny or a failure that the agent takes for one.
 */
export function hookScript(agent: Agent, place: HookPlace): string {
  const say = scriptSentences(place.folder?.root, place.settings, place.script);
  const words = eventsOf(agent).map(quote).join(' | ');
  const deciding = agent.deciding.map(quote).join(' | ');
  const no = (reason: string) => quote(denialText(agent, reason));
  return `${head(agent, place)}
umask 077
trap '' PIPE
answer_file=${quote(`${place.place}/hooks/answers/`)}$$
event=\${1-}
child=

# For the agent, in its own form. When even that cannot be written, its last resort: status 2 and a line.
say() {
	printf '%s\\n' "$1" || { printf '%s\\n' 'Keyturn: no answer. Nothing ran.' >&2; exit 2; }
	exit 0
}

refuse() {
	printf '%s\\n' "$1" >&2
	exit 2
}

# An outcome that cannot be reported stops nothing: it is over.
fail() {
	case $event in
	${deciding}) ${agent.denial === 'status' ? 'refuse' : 'say'} "$1" ;;
${agent.telling.length === 0 ? '' : `	${agent.telling.map(quote).join(' | ')}) exit 0 ;;\n`}	esac
	printf '%s\\n' ${quote(say.unreported)} >&2
	exit 1
}

ended() {
	[ -z "$child" ] || kill "$child" 2>/dev/null
	/bin/rm -f "$answer_file"
	fail ${no(say.ended)}
}
trap ended TERM INT HUP

case $event in
${words}) ;;
*) refuse ${quote(say.usage)} ;;
esac
${findSocket(agent, place, { closed: no(say.closed), foreign: no(say.foreign), failed: no(say.failed) })}
# A command in the background would read /dev/null instead of what the agent sends.
exec 3<&0
${ask(agent, place)}
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
7) fail ${no(say.closed)} ;;
*) fail ${no(say.failed)} ;;
esac
case $answer in
${quote(NO_OPINION)}) exit 0 ;;
${agent.answerFrames.map(([start, end]) => `${quote(start)}*${quote(end)}) say "$answer" ;;\n`).join('')}${
    agent.denial === 'status' ? `${quote(REFUSAL_START)}*) refuse "$answer" ;;\n` : ''
  }esac
fail ${no(say.failed)}
`;
}

function head(agent: Agent, { envSplits }: HookPlace): string {
  return `${envSplits ? '#!/usr/bin/env -S -i /bin/sh' : '#!/bin/sh'}
# Keyturn's hook for ${agent.title}. Keyturn writes this file; changes are lost.
${envSplits ? '' : `[ "\${1-}" = clean ] || exec /usr/bin/env -i /bin/sh "$0" clean "$@"\nshift\n`}set -fu`;
}

/** Shell lines after which \`socket\` is the gate's, or the script has ended. */
function findSocket(
  agent: Agent,
  { folder, place }: HookPlace,
  no: Readonly<Record<'closed' | 'foreign' | 'failed', string>>,
): string {
  const check = `[ -S "$socket" ] || fail ${no.closed}
[ -O "$socket" ] || fail ${no.foreign}
`;
  if (folder !== undefined) return `socket=${quote(folder.socket)}\n${check}`;
  // The launcher looks for the folder in the input by itself.
  if (agent.folderFrom === 'input') return '';
  return `# The longest folder that Keyturn knows, above the one the agent works in, or else above the one it was started in,
# where it says which. Outside of all: no opinion. What is not the person's own says nothing.
root=
longer() {
	case \${PWD%/}/ in
	"\${1%/}"/*) [ \${#1} -le \${#root} ] || root=$1 ;;
	esac
}
look() {
	cd -P "$1" 2>/dev/null || fail ${no.failed}
	[ -O ${quote(`${place}/roots`)} ] || fail ${no.failed}
	{
		while IFS= read -r line; do longer "$line"; done
	} <${quote(`${place}/roots`)} || fail ${no.failed}
}
look .
case $root\${2-} in
/*) [ -n "$root" ] || look "$2" ;;
esac
[ -n "$root" ] || exit 0
socket=
set +f
for window in ${quote(`${place}/run`)}/*.window; do
	[ -O "$window" ] && { IFS= read -r of && IFS= read -r at; } <"$window" || continue
	[ "$of" != "$root" ] || socket=$at
done 2>/dev/null
set -f
${check}`;
}

function ask(agent: Agent, { place, folder, launcher }: HookPlace): string {
  const relay = (to: string) =>
    `${quote(launcher)} hook ${agent.name} "$event" ${to} --pid $$ <&3 >"$answer_file" 2>/dev/null &`;
  if (folder === undefined && agent.folderFrom === 'input') return relay(`--place ${quote(place)}`);
  return `if [ -x /usr/bin/curl ]; then
	# -q: no .curlrc; no proxy; HTTP errors are failures; the wait is long because a person decides.
	/usr/bin/curl -q --silent --fail --noproxy '*' --connect-timeout 5 --max-time ${HOOK_GIVE_UP} \\
		--unix-socket "$socket" -H 'Content-Type: application/json' -H 'Expect:' -H "${HOOK_PID_HEADER}: $$" \\
		--data-binary @- "http://keyturn/v1/hooks/${agent.name}/$event" <&3 >"$answer_file" 2>/dev/null &
else
	${relay('--socket "$socket"')}
fi`;
}

/** What the script says by itself, in the agent's form. */
function denialText(agent: Agent, reason: string): string {
  const [first = ''] = agent.deciding;
  return agent.answer(first, { decision: 'deny', reason });
}
