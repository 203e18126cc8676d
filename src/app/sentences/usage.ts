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
