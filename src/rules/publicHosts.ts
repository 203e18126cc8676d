/**
 * Package registries, code forges and pages of documentation that everybody reads: whoever puts something there is not told what
 * others ask for, so that a request by its address alone brings nothing to anybody. The reserved names of RFC 2606 are nobody's.
 * A name that begins with a dot stands for the hosts below it, which one owner runs.
 */
const PUBLIC_HOSTS: ReadonlySet<string> = new Set(
  [
    '.npmjs.org .yarnpkg.com jsr.io unpkg.com cdn.jsdelivr.net cdnjs.cloudflare.com pypi.org files.pythonhosted.org crates.io static.crates.io index.crates.io',
    'rubygems.org index.rubygems.org packagist.org repo.packagist.org repo1.maven.org repo.maven.apache.org plugins.gradle.org services.gradle.org proxy.golang.org sum.golang.org',
    'api.nuget.org www.nuget.org hex.pm repo.hex.pm pub.dev hub.docker.com .debian.org .ubuntu.com registry.terraform.io releases.hashicorp.com artifacthub.io',
    'github.com api.github.com raw.githubusercontent.com codeload.github.com objects.githubusercontent.com gist.githubusercontent.com gitlab.com bitbucket.org codeberg.org',
    'nodejs.org docs.npmjs.com developer.mozilla.org www.typescriptlang.org react.dev vite.dev nextjs.org docs.python.org www.python.org docs.djangoproject.com go.dev pkg.go.dev',
    'doc.rust-lang.org www.rust-lang.org docs.rs ruby-doc.org guides.rubyonrails.org www.php.net laravel.com docs.oracle.com learn.microsoft.com docs.github.com docs.gitlab.com',
    'docs.docker.com kubernetes.io helm.sh developer.hashicorp.com docs.aws.amazon.com www.postgresql.org dev.mysql.com mariadb.com www.sqlite.org redis.io www.mongodb.com',
    'stackoverflow.com en.wikipedia.org www.w3.org www.rfc-editor.org datatracker.ietf.org json-schema.org json.schemastore.org spdx.org',
    'example.com www.example.com example.org example.net',
  ].flatMap((line) => line.split(' ')),
);

/** `host`: lower-case, perhaps with a port, which is another server's. */
export function isPublicHost(host: string): boolean {
  const name = host.replace(/:(?:80|443|22)$/, '');
  return PUBLIC_HOSTS.has(name) || PUBLIC_HOSTS.has(name.slice(name.indexOf('.')));
}
