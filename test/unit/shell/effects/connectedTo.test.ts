import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../reading.ts';

function targetOf(text: string): string | undefined {
  const [effect] = read(text).effects.filter(({ kind }) => /^(?:infra|store|container)\./.test(kind));
  assert.ok(effect !== undefined, text);
  return effect.object.connection?.target;
}

test('a cluster, an account, a project or an app is called by the name that the command gives it', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    'kubectl --context=eu delete pod web': 'eu',
    'kubectl delete pod web --context eu': 'eu',
    'helm uninstall web --kube-context eu': 'eu',
    'HELM_KUBECONTEXT=eu helm uninstall web': 'eu',
    'AWS_PROFILE=shop aws ec2 terminate-instances --instance-ids i-1': 'shop',
    'aws --profile shop ec2 terminate-instances --instance-ids i-1': 'shop',
    'gcloud --project acme compute instances delete x': 'acme',
    'fly apps restart -a shop': 'shop',
    'docker --context eu rm web': 'eu',
    'DOCKER_HOST=ssh://ada:secret@web1 docker rm web': 'ssh://web1',
    'kubectl --kubeconfig /srv/eu.yaml delete pod web': '/srv/eu.yaml',
    'KUBECONFIG=/srv/eu.yaml kubectl delete pod web': '/srv/eu.yaml',
    'KUBECONFIG=/srv/eu.yaml kubectl --context eu delete pod web': 'eu',
    'kubectl --server=https://k8s.example delete pod web': 'https://k8s.example',
    'aws --endpoint-url http://localhost:4566 s3 rb s3://data': 'http://localhost:4566',
    'gcloud --account a@b.example sql instances delete db': 'a@b.example',
    'NOMAD_ADDR=https://n.example nomad job stop web': 'https://n.example',
    'podman --connection eu rm -f web': 'eu',
    'CONTAINER_HOST=ssh://ada@web1 podman rm web': 'ssh://web1',
    'GH_HOST=git.example gh repo delete a/b --yes': 'git.example',
    'docker run --rm web sh -c ls': undefined,
    'docker exec web curl -d a=b -H x y': undefined,
    'kubectl delete pod web': undefined,
    'docker rm web': undefined,
  };
  for (const [text, target] of Object.entries(cases)) assert.equal(targetOf(text), target, text);
});

test('a store on this machine is said to be there only where no word may name another', () => {
  for (const text of [
    'redis-cli SET user:1 x',
    'redis-cli -h 127.0.0.1 SET a 1',
    'redis-cli -u redis://localhost:6379/1 SET a 1',
    "mongosh shop --eval 'db.users.insertOne({ a: 1 })'",
    "mongosh localhost:27017/shop --eval 'db.users.insertOne({ a: 1 })'",
  ])
    assert.equal(targetOf(text), 'localhost', text);
  for (const text of [
    'redis-cli -h cache.example.com SET a 1',
    'redis-cli -h "$HOST" SET a 1',
    'redis-cli -u redis://cache.example.com SET a 1',
    "mongosh db.example.com/shop --eval 'db.users.insertOne({ a: 1 })'",
    "mongosh db:27017 --eval 'db.users.insertOne({ a: 1 })'",
    "mongosh mongodb+srv://db.example.com/shop --eval 'db.users.insertOne({ a: 1 })'",
    'docker exec cache redis-cli SET a 1',
    'ssh web1 redis-cli SET a 1',
  ])
    assert.notEqual(targetOf(text), 'localhost', text);
});
