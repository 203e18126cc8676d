import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { kubernetesSource } from '../../../../src/preview/kubernetes/kubernetesSource.ts';
import { NO_TOOLS } from '../../../../src/preview/tools/ownTools.ts';
import { look, rows, said, standIn } from '../standIn.ts';
import { scratch, write } from '../../../support/previewSubject.ts';

const kubernetes = kubernetesSource({ refusals: {} });

const COLUMNS =
  '--ignore-not-found --no-headers --output=custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name,CREATED:.metadata.creationTimestamp,RELEASE:.metadata.annotations.meta\\.helm\\.sh/release-name --request-timeout=2s';
const row = (kind: string, namespace: string, name: string, release = '<none>'): string =>
  `${kind}   ${namespace}   ${name}   2026-10-01T08:00:00Z   ${release}`;

test('kubectl: the objects behind names, selectors and namespaces', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'kubectl', {
    [`get pod web-1 web-2 --namespace=prod ${COLUMNS}`]: `${row('Pod', 'prod', 'web-1')}\n${row('Pod', 'prod', 'web-2')}`,
    [`get deployment --selector=app=shop ${COLUMNS}`]: row('Deployment', 'default', 'shop'),
    [`get pvc --namespace=prod ${COLUMNS}`]: row('PersistentVolumeClaim', 'prod', 'pgdata'),
    [`get namespace prod ${COLUMNS}`]: row('Namespace', '<none>', 'prod'),
    [`get all,configmaps,secrets,persistentvolumeclaims,ingresses --namespace=prod ${COLUMNS}`]: `${row('Pod', 'prod', 'web-1')}\n${row('PersistentVolumeClaim', 'prod', 'pgdata')}`,
    [`get deployment/api ${COLUMNS}`]: row('Deployment', 'default', 'api'),
    [`get pod gone ${COLUMNS}`]: '',
    [`get pod/web-1 svc/web-1 ${COLUMNS}`]: `${row('Pod', 'prod', 'web-1')}\n${row('Service', 'prod', 'web-1')}`,
    [`get pod web-3 ${COLUMNS}`]: row('Pod', 'prod', 'web-3'),
    [`get pod web-3 web-3 ${COLUMNS}`]: `${row('Pod', 'prod', 'web-3')}\n${row('Pod', 'prod', 'web-3')}`,
    [`get pods --all-namespaces ${COLUMNS}`]: `${row('Pod', 'prod', 'a')}\n${row('Pod', 'test', 'a')}`,
    [`get pod web-1 --namespace=prod ${COLUMNS}`]: row('Pod', 'prod', 'web-1'),
  });
  for (const [command, expected] of [
    [
      'kubectl delete pod web-1 web-2 -n prod',
      ['resource pod/web-1 direct exact 1', 'resource pod/web-2 direct exact 1'],
    ],
    [
      'kubectl delete pod/web-1 svc/web-1',
      ['resource pod/web-1 direct exact 1', 'resource service/web-1 direct exact 1'],
    ],
    ['kubectl delete pod -- web-3', ['resource pod/web-3 direct exact 1']],
    ['kubectl delete deployment -l app=shop', ['resource deployment/app=shop direct exact 1']],
    ['kubectl -n prod delete pvc --all', ['resource persistentvolumeclaim/* direct exact 1']],
    [
      'kubectl delete namespace prod',
      [
        'resource namespace/prod direct exact 1',
        'resource persistentvolumeclaim/* cascade at-least 1',
        'resource pod/* cascade at-least 1',
      ],
    ],
    ['kubectl scale deployment/api --replicas=0', ['resource deployment/api direct exact 1']],
    ['kubectl delete pods --all --all-namespaces=true', ['resource pod/* direct exact 2']],
    ['kubectl delete pod web-1 -n=prod', ['resource pod/web-1 direct exact 1']],
    ['kubectl delete pod web-3 web-3', ['resource pod/web-3 direct exact 1']],
    ['kubectl scale deployment/api --replicas=0 --current-replicas=2', ['resource deployment/api direct estimate 1']],
    ['kubectl delete pod gone', ['resource pod/gone direct exact 0']],
  ] as const)
    assert.deepEqual(rows(await look(kubernetes, folder, command)), expected, command);
  assert.equal((await look(kubernetes, folder, 'kubectl delete namespace prod')).raise?.level, 'critical');
  assert.match(said(await look(kubernetes, folder, 'kubectl delete deployment -l app=shop')), /Pods .* go too/);
  assert.doesNotMatch(tool.calls(), /^(?!get )(?:delete|scale|apply)\b/m);
});

test('kubectl is not asked for other clusters, odd words, or before a person allows it', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'kubectl', {});
  for (const [command, sentence] of [
    ['kubectl --context prod delete pod x', /another cluster/],
    ['kubectl delete pod x --kubeconfig ./evil', /another cluster/],
    ['KUBECONFIG=./evil kubectl delete pod x', /another cluster/],
    ['kubectl config use-context prod && kubectl delete pod x', /another cluster/],
    ['aws eks update-kubeconfig --name prod && kubectl delete pod x', /another cluster/],
    ['gcloud container clusters get-credentials prod; kubectl delete pod x', /another cluster/],
    ['kubectl ctx prod && kubectl delete pod x', /another cluster/],
    ['kubectl config --kubeconfig=a use-context prod && kubectl delete pod x', /another cluster/],
    ['minikube start && kubectl delete pod x', /another cluster/],
    ['oc project prod && kubectl delete pod x', /another cluster/],
    ['HOME=/srv/ops kubectl delete pod x', /another cluster/],
    ['sudo kubectl delete pod x', /another cluster/],
    ['helm uninstall shop --kube-apiserver=https://10.0.0.9', /another cluster/],
    ['kubectl delete pods --all -l app=shop', /does not work out/],
    ["kubectl delete pod 'x;y'", /does not work out/],
    ["kubectl delete pod -l 'a=$(b)'", /does not work out/],
    ['kubectl delete -f https://example.com/x.yaml', /does not work out/],
    ['kubectl delete pod $NAME', /known only when it runs/],
    ["helm uninstall '../x'", /does not work out/],
    ['helm uninstall shop --kube-context prod', /another cluster/],
  ] as const)
    assert.match(said(await look(kubernetes, folder, command)), sentence, command);
  assert.match(
    said(await look(kubernetesSource({ refusals: NO_TOOLS }), folder, 'kubectl delete pod x')),
    /may not ask kubectl yet/,
  );
  assert.equal(tool.calls(), '');
});

test('kubectl: of many namespaces only the first are listed, and that is said', async (t) => {
  const folder = scratch(t);
  const names = ['a', 'b', 'c', 'd'];
  standIn(t, 'kubectl', {
    [`get ns ${names.join(' ')} ${COLUMNS}`]: names.map((name) => row('Namespace', '<none>', name)).join('\n'),
    ...Object.fromEntries(
      names.map((name) => [
        `get all,configmaps,secrets,persistentvolumeclaims,ingresses --namespace=${name} ${COLUMNS}`,
        '',
      ]),
    ),
  });
  const report = await look(kubernetes, folder, 'kubectl delete ns a b c d');
  assert.equal(rows(report).length, 4);
  assert.match(said(report), /first 3 namespaces only/);
});

test('kubectl: more names than a call takes, and a kubeconfig of the workspace, are one sentence', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'kubectl', {});
  const many = Array.from({ length: 20_000 }, (_, n) => `pod-${n}-of-a-very-long-name`);
  const { askTool } = await import('../../../../src/preview/tools/askTool.ts');
  const answer = await askTool('kubectl', many.concat(many, many, many), folder, [], new AbortController().signal);
  assert.equal(
    answer.ok ? 'asked' : answer.why,
    'failed',
    'an argument list that is too long is an answer, not a throw',
  );
  assert.match(
    said(await look(kubernetes, folder, `kubectl delete pod ${many.slice(0, 300).join(' ')}`)),
    /does not work out/,
  );
  const before = process.env['KUBECONFIG'];
  process.env['KUBECONFIG'] = `/nowhere/config:${folder}/kubeconfig`;
  t.after(() => {
    if (before === undefined) delete process.env['KUBECONFIG'];
    else process.env['KUBECONFIG'] = before;
  });
  assert.match(said(await look(kubernetes, folder, 'kubectl delete pod x')), /a file in this workspace/);
  const place = scratch(t);
  write(folder, { kubeconfig: 'contexts: []\n' });
  fs.symlinkSync(`${folder}/kubeconfig`, `${place}/config`);
  process.env['KUBECONFIG'] = `${place}/config`;
  assert.match(said(await look(kubernetes, folder, 'kubectl delete pod x')), /through a link/);
  assert.equal(tool.calls(), '');
});

test('what a client complains of is said without its log and its secrets', async (t) => {
  const folder = scratch(t);
  standIn(
    t,
    'kubectl',
    {},
    'printf "E1123 02:19:09.539209   15497 memcache.go:265] \\"Unhandled Error\\"\\nThe connection to the server 10.0.0.9 was refused\\n" >&2; exit 1',
  );
  assert.match(said(await look(kubernetes, folder, 'kubectl delete pod x')), /said “The connection to the server/);
});

test('helm: what a release consists of goes by the note that Helm leaves on it', async (t) => {
  const folder = scratch(t);
  const tool = standIn(t, 'kubectl', {
    [`get all,configmaps,secrets,persistentvolumeclaims,ingresses --selector=app.kubernetes.io/managed-by=Helm --namespace=prod ${COLUMNS}`]:
      [
        row('Deployment', 'prod', 'api', 'shop'),
        row('PersistentVolumeClaim', 'prod', 'data', 'shop'),
        row('Service', 'prod', 'api', 'other'),
      ].join('\n'),
  });
  const report = await look(kubernetes, folder, 'helm uninstall shop shop -n prod');
  assert.deepEqual(rows(report), ['resource release/shop direct at-least 2']);
  assert.equal(report.raise?.level, 'critical', 'a volume claim goes');
  assert.match(said(report), /were not counted/);
  assert.doesNotMatch(tool.calls(), /^(?!get )(?:delete|scale|apply)\b/m);
  const asked = kubernetesSource({ refusals: NO_TOOLS });
  assert.match(said(await look(asked, folder, 'helm uninstall shop -n prod')), /may not ask kubectl yet/);
});

test('kubectl: the context is that of the first kubeconfig that names one', async (t) => {
  const folder = scratch(t);
  const place = scratch(t);
  write(place, {
    'one.yaml': 'contexts: []\n',
    'two.yaml': 'current-context: shop\ncontexts: [{name: shop, context: {cluster: x, namespace: live}}]\n',
    'three.yaml': 'current-context: other\n',
  });
  standIn(t, 'kubectl', { [`get pod web ${COLUMNS}`]: row('Pod', 'live', 'web') });
  const before = process.env['KUBECONFIG'];
  process.env['KUBECONFIG'] = ['one', 'two', 'three'].map((name) => `${place}/${name}.yaml`).join(':');
  t.after(() => {
    if (before === undefined) delete process.env['KUBECONFIG'];
    else process.env['KUBECONFIG'] = before;
  });
  assert.match(said(await look(kubernetes, folder, 'kubectl delete pod web')), /context shop, namespace live/);
});

test('kubectl: data among many objects is told, whatever else is shown first', async (t) => {
  const folder = scratch(t);
  const sets = Array.from({ length: 6 }, (_, n) => row('StatefulSet', 'prod', `s${n}`));
  standIn(t, 'kubectl', {
    [`get statefulset,pvc --selector=app=shop ${COLUMNS}`]: [
      ...sets,
      row('PersistentVolumeClaim', 'prod', 'data'),
    ].join('\n'),
  });
  assert.equal((await look(kubernetes, folder, 'kubectl delete statefulset,pvc -l app=shop')).raise?.level, 'critical');
});
