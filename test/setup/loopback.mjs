/** What must not reach the network runs in a network namespace of its own, in which there is nothing but loopback. */
import { spawnSync } from 'node:child_process';
import { findProgram, programs } from './debian.mjs';
import { say, SetupProblem } from './say.mjs';

/** Words that, put before a command, run it in such a namespace. */
function words() {
  const ip = findProgram(programs.ip);
  if (ip === undefined) return undefined;
  // In a new namespace loopback is down. Who became root only for that is themselves again before anything else begins.
  const enter = (back) => ['sh', '-c', `${ip} link set lo up && exec ${back}"$@"`, 'sh'];
  const [uid, gid] = [process.getuid(), process.getgid()];
  const way =
    uid === 0
      ? ['unshare', '--net', ...enter('')]
      : ['unshare', '--net', '--map-root-user', ...enter(`unshare --user --map-user=${uid} --map-group=${gid} -- `)];
  return spawnSync(way[0], [...way.slice(1), 'true'], { stdio: 'ignore' }).status === 0 ? way : undefined;
}

/** The same, or undefined where nobody gives us one: said to the person who runs it, and the end of it on CI. */
export function loopbackWords(name) {
  const found = words();
  if (found !== undefined) return found;
  const why = `${name}: this system gives no network namespace ("unshare --net", then "ip link set lo up")`;
  if (process.env.CI !== undefined) throw new SetupProblem(`${why}, and on CI the agents' programs need one.`);
  say(`${why}: the agents' programs run WITHOUT one, kept off the network by their settings alone`);
  return undefined;
}
