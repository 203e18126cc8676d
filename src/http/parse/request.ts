import { unescaped } from '../../effect/unescaped.ts';
import { withoutEnd } from '../../effect/withoutEnd.ts';
import { isLoopback } from '../../effect/loopback.ts';
import type { HttpRequest } from '../../reading/reader.ts';

/** A request's address, taken apart. */
export interface Address {
  /** Lower case, without port; empty when it cannot be known. */
  readonly host: string;
  /** With the port where one is written. */
  readonly authority: string;
  /** Without query and trailing slash; `/` at least. Percent signs decoded where that is possible. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly userinfo: boolean;
  /** A part is known only when it runs. */
  readonly dynamic: boolean;
}

const DYNAMIC = /\$\{?[A-Za-z_(]|`|\{\{/;

/** What a command inside of an address asks is no part of the address: `$(curl 'localhost/y#')/delete`. */
const INNER = /\$\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|`[^`]*`/g;

export function addressOf(written: string): Address {
  const dynamic = DYNAMIC.test(written);
  // What hides behind a sign that stands inside of a part that is not known would be taken for a mark on the page.
  const url = dynamic ? written.replace(INNER, '$(_)').replaceAll('#', '%23') : written;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  try {
    const parsed = new URL(withScheme);
    const path = withoutEnd(unescaped(parsed.pathname), '/') || '/';
    return {
      host: DYNAMIC.test(unescaped(parsed.hostname)) ? '' : parsed.hostname.toLowerCase(),
      authority: parsed.host.toLowerCase(),
      path,
      query: parsed.searchParams,
      userinfo: parsed.username !== '' || parsed.password !== '',
      dynamic,
    };
  } catch {
    return { host: '', authority: '', path: '/', query: new URLSearchParams(), userinfo: false, dynamic: true };
  }
}

const CREDENTIAL_HEADER =
  /^(authorization|proxy-authorization|cookie|x-api-key|api-key|apikey|x-auth-.*|.*-token|.*-api-key|.*-access-key|x-amz-security-token|dd-application-key)$/i;
const CREDENTIAL_PARAMETER =
  /^(access_?token|api_?key|apikey|auth|key|token|secret|password|sig|signature|x-amz-signature)$/i;

/** Whether the request carries a key of its own: in a header, the address or the query. `asks`: it only looks, by whatever method. */
export function carriesCredential(request: HttpRequest, address: Address, asks: boolean): boolean {
  if (address.userinfo) return true;
  // A word that stands in the text, shown to a server of this machine that is only asked, opens nothing.
  const plain = isLoopback(address.host) && (asks || /^(?:GET|HEAD|OPTIONS)$/i.test(request.method));
  const counts = (value: string): boolean => value.trim() !== '' && !(plain && !/[$`]/.test(value));
  if (request.headers.some(([name, value]) => CREDENTIAL_HEADER.test(name) && counts(value))) return true;
  return [...address.query.keys()].some((name) => CREDENTIAL_PARAMETER.test(name));
}

/** Local to this machine or its own network: names without a dot, loopback, private ranges. */
export function isLocalHost(host: string): boolean {
  return (
    /^(localhost|.*\.localhost|127\..*|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/.test(host) ||
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)
  );
}

/** JSON of at most a megabyte; undefined when it is none. */
export function jsonOf(text: string | undefined): unknown {
  if (text === undefined || text.length > 1024 * 1024) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
