import { isIPv4, isIPv6 } from 'node:net';

/**
 * The addresses of a host that is this very machine; undefined for any other. Nothing is resolved: a name other than
 * `localhost` may lead anywhere, whatever a hosts file says now.
 */
export function loopbackAddresses(host: string): readonly string[] | undefined {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/s, '$1');
  if (name === 'localhost') return ['127.0.0.1', '::1'];
  if (isIPv4(name)) return name.startsWith('127.') ? [name] : undefined;
  if (isIPv6(name)) return name === '::1' || /^(?:0{1,4}:){7}0{0,3}1$/.test(name) ? ['::1'] : undefined;
  return undefined;
}
