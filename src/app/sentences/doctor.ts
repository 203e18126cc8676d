/** What a window promises, in plain words. */
function promiseWords(promise: string): string {
  switch (promise) {
    case 'seat-belt':
      return 'Its promise is a seat belt: agents run as you and ask by their own hook, which they could go round. What "keyturn run" executes is sealed.';
    case 'sealed':
      return 'Its promise is sealed: Keyturn itself executes the approved bytes.';
    case 'enforced':
      return 'Its promise is enforced: agents get credentials only with a grant.';
    default:
      return '';
  }
}

/** What `keyturn doctor` says. */
export const doctorSentences = {
  outside: (folder: string) =>
    `${folder} is in no folder that Keyturn knows: nothing is held here. Open the project in VS Code with Keyturn.`,
  closed: (root: string) => `No window is open on ${root}: everything held is refused. Open it in VS Code.`,
  window: (root: string, promise: string) => `A window of ${root} answers. ${promiseWords(promise)}`,
  stopped: () =>
    'Everything is stopped and refused. When you want to go on, run "Keyturn: Resume…" in VS Code and confirm the card.',
  key: (file: string, own: boolean) =>
    own
      ? `${file} is yours alone to write.`
      : `${file} is missing, or others may write to it: no approval can be checked. Reload the VS Code window; Keyturn writes it.`,
  notInstalled: (title: string) => `${title} is not installed here, so there is nothing to connect.`,
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
