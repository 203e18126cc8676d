/** Words of the command “Keyturn: Databases…”. */
export const DATABASE_WORDS = {
  title: 'Databases',
  none: 'No connection is in force, no database of another machine is known. Name one in the setting keyturn.connections.',
  refused: 'Not looked at: on another machine',
  connections: 'Connections of your settings',
  servers: 'Looked into on another machine',
  offer: 'show the card that lets rows be counted there',
  password: 'set its password…',
  previewPassword: 'set the password of its preview user…',
  revoke: 'take back',
  passwordTitle: (name: string) => `Password of ${name}`,
  passwordPrompt: 'Kept in the editor’s secret storage, for exactly this server, database and user. Empty: forget it.',
  passwordKept: 'The password is kept.',
  passwordNotKept: 'The connection is not in force any more, so nothing was kept.',
} as const;
