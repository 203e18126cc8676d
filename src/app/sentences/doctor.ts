/** What `keyturn doctor` says. */
export const doctorSentences = {
  outside: (folder: string) =>
    `${folder} is in no folder that Keyturn knows: nothing is held here. Open the project in VS Code with Keyturn.`,
  closed: (root: string) => `No window is open on ${root}: everything held is refused. Open it in VS Code.`,
  window: (root: string, promise: string) => `A window of ${root} answers${promise === '' ? '' : ` (${promise})`}.`,
  launcher: (file: string, there: boolean) =>
    there ? `${file} is there.` : `${file} is missing. Reload the VS Code window; Keyturn writes it.`,
  curl: () => 'Hooks use /usr/bin/curl.',
  noCurl: () => 'There is no /usr/bin/curl: hooks go through the launcher, which is slower.',
  notConnected: (title: string, settings: string) =>
    `${title} is not connected here: ${settings} does not call Keyturn for every tool that matters. Run "Keyturn: Connect an Agent…" in VS Code.`,
  connected: (title: string, settings: string) => `${title} is connected by ${settings}.`,
  scriptChanged: (script: string) =>
    `${script} is not the script that Keyturn wrote. Reload the VS Code window; Keyturn writes it again.`,
  hazard: (title: string, file: string, key: string) =>
    `${file} sets ${key}, by which ${title} can go round its hooks. Look at it, and remove it unless you put it there.`,
} as const;
