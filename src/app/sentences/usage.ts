export const USAGE_TEXT = `keyturn: what would it hit?

  keyturn run [--stdin] -- WORDS…            run a command once a person approved it
  keyturn run --shell bash -- TEXT           the same for a shell text
  keyturn sql --connection NAME|URL|FILE [-f FILE]   the same for SQL
  keyturn exec ID                            run what was approved under this id
  keyturn wait ID                            verify and claim an approval
  keyturn check [options] -- TEXT            say what a text would hit, without running it
  keyturn check --jsonl [options]            the same for each line of standard input
  keyturn preview [options] [--connection URL|FILE] -- TEXT   the same, and what is really there, counted
  keyturn rules test FILE                    run the examples that stand beside the rules
  keyturn rules explain --rules FILE -- TEXT each condition of each rule, met or not
  keyturn rules suggest [WORKSPACE]          rules that would have saved approvals of the last 30 days
  keyturn mcp [--place DIR]                  an MCP server: an agent's tools that ask first
  keyturn shims install [--dir DIR] [NAME…]  stand in front of psql, mysql, sqlite3, terraform, kubectl on PATH
  keyturn shims uninstall [--dir DIR]        take them away
  keyturn status | verify | doctor           what waits; whether the record is whole; what protects

check: --kind shell|sql|http  --dialect NAME  --shell NAME  --cwd DIR  --workspace DIR
       --auto-pass nothing|reads|low  --rules FILE  --json
       http: METHOD URL, a line for each header, an empty line, the body
       exit 0 pass, 10 hold, 20 refuse, 2 usage
`;

const CHECK_OPTIONS = `
  --kind shell|sql|http          what the text is; default: shell
  --dialect NAME                 postgresql, mysql, sqlite …, for SQL
  --shell NAME                   bash, sh, zsh, powershell or cmd
  --cwd DIR  --workspace DIR     where it would run; a folder that does not exist is another machine’s
  --auto-pass nothing|reads|low  what passes without a person; default: reads
  --rules FILE                   rules besides
  --json                         all of it, as one line of JSON

  An HTTP request is METHOD URL, a line for each header, an empty line, the body.
  exit 0 pass, 10 hold, 20 refuse, 2 usage
`;

/** What `keyturn NAME --help` prints, for each command. */
export const COMMAND_USAGE: Readonly<Record<string, string>> = {
  check: `keyturn check [options] -- TEXT      say what a text would hit, without running it
keyturn check --jsonl [options]      the same for each line {"text": …} of standard input
${CHECK_OPTIONS}`,
  doctor: `keyturn doctor      what protects this folder, and what does not
`,
  exec: `keyturn exec ID [--token TOKEN]      run what was approved under this id
`,
  hook: `keyturn hook AGENT EVENT      answer an agent’s hook; agents call it
`,
  mcp: `keyturn mcp [--place DIR]      serve an agent the tools that ask first, over MCP
`,
  preview: `keyturn preview [options] [--connection URL|FILE] -- TEXT      say what a text would hit and count what is really there
${CHECK_OPTIONS}`,
  rules: `keyturn rules test FILE [check options]                       run the examples that stand beside the rules
keyturn rules explain --rules FILE [check options] -- TEXT    each condition of each rule, met or not
keyturn rules suggest [WORKSPACE]                             rules that would have saved approvals of the last 30 days
`,
  run: `keyturn run [--stdin] -- WORDS…                 run a command once a person approved it
keyturn run [--stdin] --shell bash -- TEXT      the same for a shell text

  --stdin      hand on what comes in; it is part of what is approved
`,
  shims: `keyturn shims install [--dir DIR] [NAME…]      stand in front of psql, mysql, sqlite3, terraform, kubectl on PATH
keyturn shims uninstall [--dir DIR]            take them away
`,
  sql: `keyturn sql --connection NAME|URL|FILE [-f FILE]      run SQL once a person approved it; without -f it comes from standard input
`,
  status: `keyturn status      what waits in this folder
`,
  verify: `keyturn verify      whether the record is whole
`,
  wait: `keyturn wait ID [--timeout SECONDS] [--token TOKEN]      verify and claim an approval
`,
};
