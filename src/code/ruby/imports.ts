import { opaque, state } from '../deeds/findings.ts';
import type { Importing } from '../deeds/importing.ts';

/** The standard library: loading one of these does nothing, and nothing in the current folder can take its place. */
const STANDARD = new Set(
  'json yaml psych csv date time set pathname fileutils tempfile tmpdir digest digest/md5 digest/sha1 digest/sha2 base64 securerandom open3 open-uri uri net/http net/https openssl socket erb optparse ostruct pp prettyprint bigdecimal benchmark benchmark/ips etc find forwardable io/console logger matrix observer open4 prime rexml/document ripper shellwords singleton stringio strscan timeout tsort weakref zlib English delegate cgi rbconfig objspace ruby2_keywords'.split(
    ' ',
  ),
);
/** Gems whose functions have rules here, and that people install on purpose. */
const GEMS = new Set(
  'pg mysql2 sqlite3 sequel redis mongo httparty faraday rest-client excon http typhoeus nokogiri aws-sdk-s3 aws-sdk-ec2 stripe active_record active_support mail'.split(
    ' ',
  ),
);

export const importRuby: Importing = (module, range, findings) => {
  if (STANDARD.has(module)) return;
  if (GEMS.has(module)) return;
  // The application's own code, with all that it does when it is loaded.
  if (/^(?:\.\/)?config\/environment(?:\.rb)?$/.test(module))
    state(findings, 'exec.project', { type: 'package', name: module }, range);
  else opaque(findings, range, 'problem.unknown-import');
};
