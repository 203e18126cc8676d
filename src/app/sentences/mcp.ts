import { NO_DETOUR } from './agents.ts';

/** What the MCP server says to an agent's model. */
export const mcpSentences = {
  instructions:
    'These tools run nothing until a person has approved it in VS Code. A call waits for that, which may take hours: keep waiting. A call that you cancel is taken back.',
  runCommand:
    'Runs one bash text in a folder of the project after a person has seen what it would do and approved it, or the project’s rules let it pass. Without terminal and standard input. Returns its exit code and output.',
  runSql:
    'Runs SQL on a SQLite file or a PostgreSQL server after a person has seen which rows it would hit and approved it, or the project’s rules let it pass. All statements run in one transaction, which is rolled back when other rows are hit than were approved.',
  proposeRequest:
    'Sends one HTTP request after a person has seen and approved it, or the project’s rules let it pass. Redirects are not followed: propose the next request yourself.',
  command: 'The bash text, exactly as it will be shown and run.',
  statement: 'The SQL text, exactly as it will be shown and run.',
  connection:
    'Path of a SQLite file, URL of a PostgreSQL server, or the name of a connection of the person’s VS Code settings.',
  cwd: 'Folder it runs in. Default: the folder this server was started in.',
  folder: 'Folder of the project that asks. Default: the folder this server was started in.',
  method: 'In capitals, for example GET or DELETE.',
  url: 'http or https, with the query.',
  headers: 'Header fields by name. Host, length and connection are not yours to set.',
  body: 'The body as text.',
  why: 'What it is for, in a sentence. Shown to the person as your claim.',
  rollback: 'How to undo it. Shown to the person as your claim.',
  waiting: (root: string) => `Waiting for a person: they can review it in the VS Code window of ${root}.`,
  running: () => 'Let go. It runs.',
  passed: () => 'The rules let it pass, and it ran.',
  approved: () => 'A person approved it, and it ran.',
  noDetour: () => NO_DETOUR,
  noFolder: (folder: string) => `There is no folder ${folder}. Nothing ran.`,
  badHeader: (name: string) => `The header ${JSON.stringify(name)} cannot be sent in a proposed request. Nothing ran.`,
  badUrl: () => 'The URL cannot be read. Nothing ran.',
  noAnswer: 'the server ended the connection without an answer',
  requestFailed: (why: string) =>
    `The request failed: ${why}. It may have reached the server. Look there before you propose it again.`,
  failedInside: (why: string) =>
    `Keyturn failed inside (${why}). If it had been let go already, it may have run: look before you try again.`,
  leftOut: (bytes: number) => `\n… ${bytes} bytes are left out here …\n`,
} as const;

/** What a person does to connect an agent that Keyturn does not know but that speaks MCP. `launcher`: the command line. */
export function mcpRecipe(launcher: string): string {
  const settings = { mcpServers: { keyturn: { command: launcher, args: ['mcp'] } } };
  return `# Any agent with MCP

1. Add this server to the agent's MCP settings. Most take this form:

\`\`\`json
${JSON.stringify(settings, null, 2)}
\`\`\`

2. Forbid the agent its own shell, database and fetch tools. Keyturn holds only what goes through its own tools \`run_command\`, \`run_sql\` and
   \`propose_request\`; what the agent does by others it does not see.
3. Raise its time for one tool call to a day (86400 seconds), where it has such a setting. A call that it gives up is withdrawn, and nothing runs.
4. Start the agent anew in a folder that is open in VS Code, and let it run \`touch keyturn-was-here\`. A card must appear.

To undo it, remove the server from the settings.
`;
}
