const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.[0-9]{1,3}){3}|\[?::1\]?|0\.0\.0\.0)$/;

/** A host name, lower-case, that means this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host.replace(/:[0-9]+$/, ''));
}
