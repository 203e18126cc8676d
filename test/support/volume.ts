/** How much a test does: `usual` in `npm test`, `full` in `npm run test:full`, twenty times as much unless it is named. */
export function volume(usual: number, full: number = usual * 20): number {
  return process.env['KEYTURN_FULL'] === '1' ? full : usual;
}
