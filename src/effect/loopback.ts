const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.[0-9]{1,3}){3}|\[?::1\]?|0\.0\.0\.0)$/;

/** A host name, lower-case, that means this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host.replace(/:[0-9]+$/, ''));
}

/** Whether a connection stays on this machine by its words: a loopback address or a file. What listens there may still be a tunnel. */
export function staysHere(target: string): boolean {
  if (target.startsWith('/') || target === ':memory:') return true;
  const [, host = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(target) ?? [];
  return isLoopback(host.toLowerCase());
}
