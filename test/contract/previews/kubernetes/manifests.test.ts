import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kubernetesSource } from '../../../../src/preview/kubernetes/kubernetesSource.ts';
import { NO_TOOLS } from '../../../../src/preview/tools/ownTools.ts';
import { look, rows, said, standIn } from '../standIn.ts';
import { scratch, write } from '../../../support/previewSubject.ts';

const unasked = kubernetesSource({ refusals: NO_TOOLS });
const asked = kubernetesSource({ refusals: {} });

const COLUMNS =
  '--ignore-not-found --no-headers --output=custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name,CREATED:.metadata.creationTimestamp,RELEASE:.metadata.annotations.meta\\.helm\\.sh/release-name --request-timeout=2s';

const APP =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n  namespace: prod\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: pgdata}\n---\n';

test('manifests are read as text, without any client', async (t) => {
  const folder = scratch(t);
  write(folder, {
    'k8s/app.yaml': APP,
    'k8s/list.json': '{"kind": "List", "items": [{"kind": "Pod", "metadata": {"name": "a"}}]}',
    'k8s/deep/spaces.yml': 'kind: Namespace\nmetadata: {name: prod}\n',
    'broken.yaml': 'kind: [Deployment\n',
    'values.yaml': 'replicas: 3\n',
    'bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[n]}`).join()}]`).join('\n')}\n`,
  });
  const one = await look(unasked, folder, 'kubectl delete -f k8s/app.yaml');
  assert.deepEqual(rows(one), ['resource k8s/app.yaml direct estimate 2']);
  assert.equal(one.raise?.level, 'critical', 'a volume claim goes');
  assert.match(said(one), /may not ask kubectl yet/);
  assert.deepEqual(rows(await look(unasked, folder, 'kubectl delete -f k8s/')), ['resource k8s direct estimate 3']);
  const deep = await look(unasked, folder, 'kubectl delete -R -f k8s/');
  assert.deepEqual(rows(deep), ['resource k8s direct estimate 4']);
  assert.match(said(deep), /A namespace is among them/);
  for (const name of ['broken.yaml', 'values.yaml', 'bomb.yaml', 'absent.yaml'])
    assert.match(
      said(await look(unasked, folder, `kubectl delete -f ${name}`)),
      /could not be read as manifests/,
      name,
    );
});

test('which objects of a manifest are there the cluster says, once it may be asked', async (t) => {
  const folder = scratch(t);
  write(folder, { 'app.yaml': APP, 'odd.yaml': 'kind: "--kubeconfig=x"\nmetadata: {name: a}\n' });
  const tool = standIn(t, 'kubectl', {
    [`get deployment.v1.apps/shop --namespace=prod ${COLUMNS}`]:
      'Deployment   prod   shop   2026-10-01T08:00:00Z   <none>',
    [`get persistentvolumeclaim/pgdata ${COLUMNS}`]: '',
  });
  const report = await look(asked, folder, 'kubectl delete -f app.yaml');
  assert.deepEqual(rows(report), ['resource app.yaml direct exact 1']);
  assert.match(said(report), /names 2; counted are those that are there now/);
  assert.match(said(report), /One that it names is not there now/);
  assert.match(said(report), /in the context .*, namespace prod, default/);
  const before = tool.calls();
  assert.deepEqual(rows(await look(asked, folder, 'kubectl delete -f odd.yaml')), [
    'resource odd.yaml direct estimate 1',
  ]);
  assert.equal(tool.calls(), before, 'a kind that is no word is handed on');
});

test('a kustomization is read as text: its names and namespace, and what cannot be worked out', async (t) => {
  const folder = scratch(t);
  write(folder, {
    'base/app.yaml': APP,
    'base/kustomization.yaml': 'resources: [app.yaml]\n',
    'prod/kustomization.yaml':
      'resources: [../base]\nnamePrefix: live-\nnamespace: shop\nconfigMapGenerator:\n- name: settings\n  literals: [A=1]\n',
    'far/kustomization.yaml': 'resources: [https://example.com/x.yaml]\n',
    'itself/kustomization.yaml': 'resources: [., ., .]\n',
    'chart/kustomization.yaml': 'resources: []\nhelmCharts: [{name: x}]\n',
    'broken/kustomization.yaml': 'resources: [\n',
    'empty/readme': '',
  });
  const report = await look(unasked, folder, 'kubectl delete -k prod');
  assert.deepEqual(rows(report), ['resource prod direct estimate 3']);
  const names = (report.entries[0]?.sample ?? []).map((one) => ('columns' in one ? one.columns.slice(1, 3) : []));
  assert.deepEqual(names, [
    [
      ['name', 'live-pgdata'],
      ['namespace', 'shop'],
    ],
    [
      ['name', 'live-shop'],
      ['namespace', 'shop'],
    ],
    [
      ['name', 'live-settings-*'],
      ['namespace', 'shop'],
    ],
  ]);
  for (const name of ['far', 'itself', 'chart', 'broken', 'empty'])
    assert.match(
      said(await look(unasked, folder, `kubectl delete -k ${name}`)),
      /could not be read as manifests/,
      name,
    );
});

test('an object that two manifests name goes once, and one of another namespace than the words name does not go', async (t) => {
  const folder = scratch(t);
  const pod = 'kind: Pod\nmetadata: {name: a}\n---\n';
  write(folder, {
    'twice.yaml': pod + pod,
    'again.yaml': pod,
    'prod.yaml': 'kind: Pod\nmetadata: {name: b, namespace: prod}\n',
  });
  standIn(t, 'kubectl', {
    [`get pod/a ${COLUMNS}`]: 'Pod   default   a   2026-10-01T08:00:00Z   <none>',
    [`get pod/b --namespace=prod ${COLUMNS}`]: 'Pod   prod   b   2026-10-01T08:00:00Z   <none>',
  });
  const report = await look(asked, folder, 'kubectl delete -f twice.yaml -f again.yaml');
  assert.deepEqual(rows(report), ['resource twice.yaml direct exact 1', 'resource again.yaml direct exact 0']);
  assert.doesNotMatch(said(report), /not there now/);
  // kubectl refuses it: the namespaces do not match.
  const other = await look(asked, folder, 'kubectl delete -n test -f prod.yaml');
  assert.deepEqual(rows(other), ['resource prod.yaml direct estimate 1']);
  assert.deepEqual(rows(await look(asked, folder, 'kubectl delete -n prod -f prod.yaml')), [
    'resource prod.yaml direct exact 1',
  ]);
  // What cannot be scaled is left alone.
  assert.deepEqual(rows(await look(asked, folder, 'kubectl scale --replicas=0 -f again.yaml')), [
    'resource again.yaml direct estimate 1',
  ]);
});
