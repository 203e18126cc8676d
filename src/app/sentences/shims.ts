/** What `keyturn shims` and the shims themselves say. Values are made visible by the caller. */
export const shimSentences = {
  noProgram: (name: string) =>
    `There is no ${name} behind Keyturn's shim in the folders of PATH that Keyturn trusts: absolute, outside the project, not open to others. Nothing ran. Install ${name}, or take the shim away.`,
  noLauncher: (launcher: string, folder: string) =>
    `keyturn: ${launcher} is not there, so nobody can approve this. Nothing ran. Ask the person to open VS Code with Keyturn. If Keyturn was removed from this machine, they must delete the shims in ${folder}.`,
  interactive: (program: string) =>
    `${program} would read what is typed here, which nobody can see before it runs. Nothing ran. Give all of it by arguments or a file; a person who wants a session of their own starts ${program} by this path.`,
  notOurs: (file: string) =>
    `${file} is there already: shims need a folder of their own. Nothing was written. Choose another with --dir.`,
  openFolder: (folder: string) =>
    `${folder} is not a folder of yours alone: others could put programs into it. Nothing was written. Choose another with --dir.`,
  unknown: (name: string, known: readonly string[]) =>
    `There is no shim for ${name}. There is one for each of ${known.join(', ')}.`,
  installed: (names: readonly string[], folder: string) => `${folder} now holds shims of ${names.join(', ')}.`,
  removed: (names: readonly string[], folder: string) =>
    names.length === 0 ? `${folder} holds no shim of Keyturn's.` : `Removed from ${folder}: ${names.join(', ')}.`,
  path: (folder: string) =>
    `Put it first on the agent's PATH, and only there: PATH=${folder}:$PATH agent. Where it is not first, nothing is held.`,
  gaps: () =>
    'Not covered: a program called by its full path, or with another PATH; what a database client of a language or an editor sends. Sessions that are typed into are refused, and so is everything in folders that no VS Code window with Keyturn was ever opened on.',
} as const;
