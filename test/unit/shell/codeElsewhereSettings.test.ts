import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../../support/wholeCatalogue.ts';
import { onlyReads, read } from './reading.ts';

/** Held: what is named lies where whoever runs this may have put it. */
const ELSEWHERE = [
  'RCLONE_CONFIG=/tmp/x rclone lsf remote:',
  "RCLONE_SFTP_SSH='rm x' rclone lsf remote:",
  "ACK_PAGER='rm x' ack foo",
  'ACKRC=/tmp/x ack foo',
  'BAT_CONFIG_PATH=/tmp/x git diff',
  "PGSYSCONFDIR=/tmp/x psql -c 'select 1'",
  "PGSERVICEFILE=/tmp/x psql -c 'select 1'",
  'CPATH=/tmp/x gcc -c a.c',
  'MAGICK_CONFIGURE_PATH=/tmp/x identify a.png',
  'OPENSSL_MODULES=/tmp/x openssl version',
  'CLOUDSDK_PYTHON=/tmp/x gcloud projects list',
  'AZURE_EXTENSION_DIR=/tmp/x az account show',
  'PULUMI_HOME=/tmp/x pulumi stack ls',
  'PRISMA_QUERY_ENGINE_LIBRARY=/tmp/x npx prisma migrate status',
  'SSH_SK_PROVIDER=/tmp/x ssh-add -l',
  'GROFF_BIN_PATH=/tmp/x man ls',
  "ERL_FLAGS='-eval x' dig example.com",
  'export MISE_CONFIG_DIR=/tmp/x; mise ls',
  'rclone lsf remote: --config /tmp/x.conf',
  "rclone ls remote: --password-command 'rm x'",
  "rclone lsf :sftp: --sftp-ssh 'rm x'",
  'mysqlshow --defaults-file=/tmp/x',
  "mysql --defaults-extra-file=/tmp/x -e 'select 1'",
  'gpg --verify --homedir /tmp/x a.sig a',
  'ugrep --config=/tmp/x foo',
  'argocd app list --config /tmp/x',
  'openssl list -provider-path /tmp/x -provider y',
  'ansible all -i /tmp/x --list-hosts',
  'terraform -chdir=/tmp/x validate',
  "FZF_DEFAULT_COMMAND='sh /tmp/x' fzf -f a",
  'FZF_DEFAULT_OPTS="--preview \'rm x\'" fzf -f a',
  'FZF_DEFAULT_OPTS_FILE=/tmp/x fzf -f a',
  'LESSKEY_CONTENT="#env" less f',
  'PERLLIB=/tmp/x perl -e "print 1"',
  'PYTHONPLATLIBDIR=/tmp/x python3 -c "print(1)"',
  'PYTHONINSPECT=1 python3 -c "print(1)" < x',
  'IPYTHONDIR=/tmp/x ipython -c "print(1)"',
  'PYTHON_HISTORY=/srv/x python3 -c "print(1)"',
  'MYSQL_HOME=/tmp/x mysql -e "select 1"',
  'AWS_DATA_PATH=/tmp/x aws s3 ls',
  'GOWORK=/tmp/x/go.work go list ./...',
  'GOMODCACHE=/tmp/x go list ./...',
  'GOPACKAGESDRIVER=/tmp/x go list ./...',
  'COREPACK_HOME=/tmp/x yarn --version',
  'COREPACK_NPM_REGISTRY=http://x.example yarn --version',
  'BUN_INSPECT_PRELOAD=/tmp/x bun --version',
  'RUBYGEMS_GEMDEPS=/tmp/x ruby -v',
  'LUA_INIT_5_4=@/tmp/x lua -v',
  'CAML_LD_LIBRARY_PATH=/tmp/x ocaml -version',
  'DOTNET_SHARED_STORE=/tmp/x dotnet --info',
  'set -a; MYSQL_HOME=/tmp/x; mysql -e "select 1"',
  'set -o allexport; MYSQL_HOME=/tmp/x; mysql -e "select 1"',
  'for PATH in /tmp/x; do ls; done',
  'for GIT_PAGER in "sh x"; do git log; done',
  'export LD_PRELOAD=; for LD_PRELOAD in /tmp/x; do ls; done',
  'read -r PATH < f; ls',
  'HOME=/tmp/x; git log',
  'for HOME in /tmp/x; do git log; done',
  'read -r HOME < f; git log',
  'read -r LD_PRELOAD < f; ls',
  'printf -v XDG_CONFIG_HOME %s /tmp/x; git log',
  'mapfile -t PATH < f; ls',
  'printf -v PATH /tmp/x; ls',
  ': ${GIT_PAGER:=sh x}; export GIT_PAGER; git log',
  'export "$(cat f)"; git log',
  'while IFS=\'=\' read -r k v; do export "$k=$v"; done < f; git log',
  'while read -r k; do declare "$k"; done < f; git log',
  'cd /tmp/x && terraform plan',
];

/** Passed: the workspace's, the person's own and the system's. */
const OWN = [
  'RCLONE_CONFIG=~/.config/rclone/rclone.conf rclone lsf remote:',
  'rclone lsf remote: --config ~/.config/rclone/rclone.conf',
  'CLOUDSDK_PYTHON=/usr/bin/python3 gcloud projects list',
  'mysql --defaults-extra-file=my.cnf -e "select 1"',
  'GH_PAGER=cat gh pr view 1',
  'TMPDIR=/tmp/x sort a.txt',
  'SRC=/tmp/x; ls $SRC',
  'yamllint --config=/tmp/x.yml a.yml',
  'terraform -chdir=infra validate',
  'FZF_DEFAULT_COMMAND="rg --files" fzf -f a',
  'FZF_DEFAULT_OPTS="--height 40% --layout=reverse --color=fg:#d0d0d0" fzf -f a',
  'GOWORK=off go list ./...',
  'GOMODCACHE=.cache/go go list ./...',
  'GOCACHE=/tmp/x go list ./...',
  'MYSQL_HOME=/etc/mysql mysql -e "select 1"',
  'COREPACK_HOME=~/.cache/corepack yarn --version',
  'PYTHON_HISTORY=/dev/null python3 -c "print(1)"',
  'for CC in gcc clang; do ls; done',
  'for ENV in dev test; do ls $ENV; done',
  'HOME=/home/dev; git log',
  'HOME=~ git log',
  'while read -r NAME; do echo "$NAME"; done < f',
  'printf -v NAME "%s" x; ls',
  ': ${NODE_ENV:=test}; export NODE_ENV; ls',
  'set -a; NAME=x; set +a; ls',
  'set -a; NAME=x; set +a; MYSQL_HOME=/tmp/x; mysql -e "select 1"',
  'export "NAME=$(cat f)"; ls',
  'K=NAME; export "$K=x"; ls',
  'gpg --homedir ~/.gnupg --list-keys',
];

test('settings, plugins and programs of elsewhere hold, by option and by variable', () => {
  assert.deepEqual(
    ELSEWHERE.filter((text) => onlyReads(read(text))),
    [],
  );
  assert.deepEqual(
    OWN.filter((text) => !onlyReads(read(text))),
    [],
  );
});

/** Compilers run none of what they are given, but what they load. */
const PLUGINS = [
  'gcc -fplugin=/tmp/x.so -c a.c',
  'gcc -B/tmp/x -c a.c',
  'gcc -wrapper /tmp/x,a -c a.c',
  'gcc @/tmp/x -c a.c',
  'gcc -Wl,-plugin,/tmp/x.so a.c -o a',
  'clang -Xclang -load -Xclang /tmp/x.so -c a.c',
  'rustc -Clinker=/tmp/x a.rs',
  'rustc --extern a=/tmp/liba.so a.rs',
  'javac -processorpath /tmp/x -d out A.java',
  'javac -cp /tmp/x -d out A.java',
  'ghc -F -pgmF /tmp/x a.hs',
  'lessc --plugin=/tmp/x.js a.less',
];

test('a compiler that loads what lies elsewhere is held, one that compiles it is not', () => {
  const holds = (text: string): boolean => read(text).effects.some(({ kind }) => kind === 'exec.opaque');
  assert.deepEqual(
    PLUGINS.filter((text) => !holds(text)),
    [],
  );
  assert.deepEqual(
    [
      'gcc -I/tmp/inc -c a.c',
      'gcc /tmp/a.c -o /tmp/a',
      'javac -cp lib/a.jar -d out A.java',
      'gcc -L/tmp/lib a.c',
    ].filter(holds),
    [],
  );
});

test('what lists or searches hidden names reads what they hold', () => {
  const asksHidden = (text: string): boolean =>
    read(text).asks.some((one) => one.ask === 'no-secrets-below' && one.hidden && one.ignored);
  const kinds = (text: string): readonly string[] => read(text).effects.map(({ kind }) => kind);
  for (const text of ['ls -A | xargs cat', 'cat $(ls -a)', 'for f in $(ls -f); do head "$f"; done'])
    assert.ok(kinds(text).includes('secret.read'), text);
  for (const text of [
    "rg -g '.env*' KEY",
    "rg -g '*' KEY",
    "rg --iglob '.{ENV,x}' KEY",
    'git grep --no-index KEY',
    'diff -r . /tmp/x',
  ])
    assert.ok(asksHidden(text), text);
  for (const text of ["rg -g '*.json' KEY", "rg -g '*.{ts,tsx}' KEY", 'git grep KEY', 'diff -rq a b'])
    assert.ok(!asksHidden(text), text);
  assert.ok(!onlyReads(read('shopt -s dotglob; head *')));
  assert.ok(onlyReads(read('shopt -u dotglob; head *.ts')));
});
