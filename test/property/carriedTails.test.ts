import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../support/wholeCatalogue.ts';
import { onlyReads, read } from '../unit/shell/reading.ts';

/**
 * What stands behind a command that another one starts is that command's, and what stands behind an operand is often one more:
 * `docker exec web sh -c 'rm -rf x' --help` removes it, and so does `rm x --help` of macOS.
 */
const TAILS =
  '--help -h --version -V -v -n -l -q --dry-run --list --check --status --plan --diff --json help version list status'.split(
    ' ',
  );

/** They take words, and hand on all that stand behind. */
const CARRIERS =
  'docker exec web|docker exec -it web|docker run --rm alpine|docker compose exec -T api|docker compose run --rm api|podman exec web|nerdctl exec web|kubectl exec p --|kubectl exec p|kubectl run x --image=alpine --command --|oc exec p --|lxc exec c --|fd -x|fd foo -X|heroku run|railway run|poetry run|uv run|pipenv run|pdm run|hatch run|conda run -n x|bundle exec|npm exec --|pnpm exec|nix develop -c|direnv exec .|mise exec --|rbenv exec|doppler run --|op run --|dotenv --|aws-vault exec p --|env A=b|env -i|sudo|sudo -u x|doas|runuser -u x --|chroot /x|unshare -r|nsenter -t 1|systemd-run --user|nohup|setsid|nice -n 5|ionice -c 3|timeout 5|stdbuf -oL|command|exec|time|strace -f|xargs|xargs -I{}|parallel|find . -exec|flock /tmp/l|xvfb-run|firejail|caffeinate|git submodule foreach|git bisect run|lerna exec --|cross-env A=b|busybox|wsl|wsl -e|taskset -c 0|mpirun -n 2|srun'.split(
    '|',
  );
/** The word behind is a name to the code, which does not ask for it. */
const CARRIED = ["sh -c 'rm -rf x'", "bash -c 'rm -rf x; ls' a"];

const isPassed = (text: string): boolean => {
  const reading = read(text);
  return onlyReads(reading) && reading.embedded.length === 0;
};

test('a command that another one starts stays held, whatever stands behind it', () => {
  const found = CARRIERS.flatMap((carrier) =>
    CARRIED.flatMap((carried) => TAILS.map((tail) => `${carrier} ${carried} ${tail}`)),
  ).filter(isPassed);
  assert.deepEqual(found, []);
});

/** Programs that are one command, of which some end their options at the first operand, some on one system only. */
const ONE_COMMAND =
  "rm x|rm -rf src|rmdir a|unlink x|mv a b|cp a b|ln -sf a b|chmod 777 x|chown -R a b|truncate -s 0 x|shred -u x|tee x|dd of=/dev/sda|sed -i s/a/b/ x|awk 'BEGIN{system(\"rm x\")}'|perl -pi -e s/a/b/ x|bash x.sh|sh -c 'rm x'|bash -c 'rm x'|python x.py|node x.js|ruby x.rb|php x.php|gpg --batch --delete-secret-keys A|gpg --export-secret-keys A|redis-cli del k|redis-cli flushall|sqlite3 x.db 'drop table a'|kill 123|pkill -f x|killall x|mount /dev/sda1 /mnt|umount /mnt|mkfs.ext4 /dev/sda1|chsh -s x|useradd a|passwd a|tmutil delete /x|defaults delete com.x|diskutil eraseDisk JHFS+ x disk2|source x.sh|. x.sh|eval 'rm x; ls'|watch 'rm x; ls'|ssh h 'rm x; ls'|scp a h:b|pr -t .env|cat .env|git checkout -- .|git filter-branch -f --tree-filter 'rm x' HEAD|git push -f origin main|git clean -fdx .|rails runner 'User.delete_all'|go run github.com/a/b@latest|npx some-unknown|bunx evil".split(
    '|',
  );
test('behind an operand of a program that is one command no option keeps it from its work', () => {
  const tails = ['--help', '-h', '--version', '--he', '--versio'];
  const found = ONE_COMMAND.flatMap((text) => tails.map((tail) => `${text} ${tail}`)).filter(isPassed);
  assert.deepEqual(found, []);
});

/** What heeds no `--dry-run`, or one of another name. */
const NEVER_DRY =
  'npm dist-tag add p@1 latest|npm config set script-shell ./x.sh|npm access set mfa=none p|npm owner add a p|npm token revoke a|npm deprecate p a|npm version patch|npm cache clean --force|npm rebuild|npm init evil|yarn add x|yarn publish|pnpm create evil|choco uninstall git|port install wget|cpanm App::Ack|gpg --delete-keys A|rm x|mv a b|chmod 777 x|dd of=/dev/sda|kubectl exec p -- rm x|docker exec web rm x|ssh h rm x|bash x.sh|python x.py|node x.js|psql -c "drop table a"|redis-cli flushall|curl -X DELETE https://h.example/a|sudo rm x|xargs rm|find . -delete'.split(
    '|',
  );

test('a program that knows no --dry-run does its work', () => {
  assert.deepEqual(NEVER_DRY.map((text) => `${text} --dry-run`).filter(isPassed), []);
});
