import type { OwnTool } from '../../preview/tools/ownTools.ts';
import type { ConsentWords } from './consentWords.ts';

export const TOOL_NAMES: Readonly<Record<OwnTool, string>> = {
  docker: 'Docker (docker)',
  kubectl: 'Kubernetes (kubectl)',
};

/** Words of the command “Keyturn: Previews of Docker and Kubernetes…”. */
export const TOOL_WORDS = {
  title: 'Programs of yours that previews may ask what is there',
  'not-allowed': 'show the card that lets it be asked',
  restricted: 'not in Restricted Mode',
  revoke: 'is asked: take back',
} as const;

type Values = Readonly<Record<string, string>>;

export function toolConsentWords(values: Values): ConsentWords {
  return values['tool'] === 'kubectl' ? KUBECTL : DOCKER;
}

const BACK = '“Keyturn: Previews of Docker and Kubernetes…” takes it back.';

const DOCKER: ConsentWords = {
  level: 'medium',
  title: 'Let previews ask Docker what is there?',
  sentences: [
    'When an action would remove containers, images or volumes, Keyturn runs your own docker from your PATH to list them: “docker ps”, “ls” and “inspect” of images, volumes and networks, “docker version” and “docker system df”, nothing that changes anything.',
    'It is asked only where your Docker settings lead to an engine on this machine, never for a host or context that an action or a repository names, not in Restricted Mode; each call is ended after two seconds.',
    BACK,
  ],
  accept: 'Let it be asked',
  decline: 'Do not ask it',
};

const KUBECTL: ConsentWords = {
  level: 'high',
  title: 'Let previews ask your Kubernetes cluster what is there?',
  sentences: [
    'When an action would delete objects of the cluster that your kubeconfig points to, Keyturn runs your own kubectl from your PATH with “get”, for names, namespaces, ages and the Helm release of each, nothing that changes anything.',
    'That contacts the cluster of your current context with your own credentials, and kubectl starts the programs that your kubeconfig names for logging in.',
    'It is never asked for a context, server or kubeconfig that an action or a repository names, not in Restricted Mode; each call is ended after two seconds.',
    BACK,
  ],
  accept: 'Let it be asked',
  decline: 'Do not ask it',
};

/** Why a tool was not asked, or gave no answer. */
export const TOOL_REMARKS: Readonly<Record<string, (values: Values) => string>> = {
  'unknown.tool-not-allowed': (v) =>
    `Not looked at: previews may not ask ${v['tool']} yet. Run “Keyturn: Previews of Docker and Kubernetes…” and accept its card.`,
  'unknown.tool-restricted': (v) => `Not looked at: in Restricted Mode previews ask no program, ${v['tool']} neither.`,
  'unknown.tool-missing': (v) =>
    `Not looked at: no ${v['tool']} was found in the folders of your PATH that Keyturn trusts.`,
  'unknown.tool-late': (v) => `Not counted: ${v['tool']} did not answer within two seconds, and was ended.`,
  'unknown.tool-too-long': (v) => `Not counted: the answer of ${v['tool']} was over 4 MB, and it was ended.`,
  'unknown.tool-failed': (v) =>
    `Not counted: ${v['tool']} said ${v['message'] === '' ? 'nothing and failed' : `“${v['message']}”`}.`,
  'unknown.tool-cancelled': (v) => `The look by ${v['tool']} was cancelled.`,
  'unknown.tool-unread': (v) => `Not counted: the answer of ${v['tool']} has a form that Keyturn does not know.`,
  'unknown.tool-late-name': (v) => `Not counted: what ${v['name']} means is known only when it runs.`,
  'unknown.docker-words': (v) =>
    `Not counted: ${v['name']} belongs to a command, or to a program beside docker, that Keyturn does not ask about.`,
  'unknown.docker-elsewhere': () =>
    'Not looked at: the text or its environment leads Docker to another engine, or compose to another project, than your own settings do.',
  'unknown.docker-not-here': () =>
    'Not looked at: your Docker settings lead to an engine that is not on this machine, or could not be read.',
  'unknown.docker-own-config': () =>
    'Not looked at: your Docker settings lie in this workspace, by their place or through a link, where its agent may write them.',
  'note.docker-absent': (v) => `There is no ${v['name']} now.`,
  'note.docker-named-before': (v) => `${v['name']} is named before it already: by then it is gone.`,
  'note.docker-built-in': (v) => `${v['name']} is one of Docker’s own networks: Docker refuses to remove it.`,
  'note.docker-digest': () => 'By a digest it may be an image with any name: which one was not worked out.',
  'note.docker-running': (v) => `${v['name']} is running: without --force Docker refuses to remove it.`,
  'note.docker-ambiguous': (v) => `${v['count']} of them begin with ${v['name']}: Docker refuses to choose.`,
  'note.docker-image-used': (v) =>
    v['count'] === '1'
      ? `The container ${v['name']} was made of it: the image itself stays.`
      : `${v['count']} containers were made of it, ${v['name']} among them: the image itself stays.`,
  'note.docker-name-only': (v) => `Only the name ${v['name']} goes: the image stays as ${v['other']}.`,
  'note.docker-many-names': (v) => `It has ${v['count']} names: without --force Docker refuses to remove it by its ID.`,
  'note.docker-built-on': () => 'Other images were built on it: its name goes, the image itself stays.',
  'note.docker-names-too': () => 'Images that stay, since containers use them, keep one of their names only.',
  'note.docker-named-too': () =>
    'Volumes with a name go too: Docker before version 23, by the client or the engine, takes every volume that nothing uses.',
  'note.docker-network-used': (v) =>
    `The container ${v['name']} uses it: Docker refuses to remove it while that is there.`,
  'note.docker-no-sizes': () => 'How large they are Docker did not say within two seconds.',
  'note.docker-volume-used': (v) =>
    `${v['count'] === '1' ? `The container ${v['name']} uses` : `${v['count']} containers use`} it: Docker refuses to remove it while ${v['count'] === '1' ? 'that is' : 'they are'} there.`,
  'note.docker-cache': () => 'Networks without a container and what builds have cached go too; these were not counted.',
  'note.compose-project': (v) => `Those of the compose project ${v['project']}, by the labels that compose gives them.`,
  'note.compose-networks': () => 'Its networks go too.',
  'note.compose-volume-kept': (v) => `The volume ${v['name']} stays: the container ${v['user']} uses it.`,
  'note.compose-images': () => 'Images of its services go too (--rmi); these were not counted.',
  'note.compose-guessed': (v) =>
    `Nothing there was started from this folder: those of the project ${v['project']}, which its name would give, were counted.`,
  'unknown.kube-elsewhere': () =>
    'Not looked at: the text or its environment names another cluster, context or login than your kubeconfig does by itself.',
  'unknown.kube-form': (v) => `Not looked at: Keyturn does not work out which objects ${v['name']} means.`,
  'note.kube-context': (v) =>
    `Asked by your kubectl in the context ${v['context'] === '' ? 'that is current' : v['context']}, namespace ${v['namespace']}.`,
  'note.kube-context-all': (v) =>
    `Asked by your kubectl in the context ${v['context'] === '' ? 'that is current' : v['context']}, in all namespaces.`,
  'note.kube-manifest-asked': (v) => `${v['path']} names ${v['count']}; counted are those that are there now.`,
  'note.kube-manifest-absent': (v) =>
    v['count'] === '1' ? 'One that it names is not there now.' : `${v['count']} that it names are not there now.`,
  'note.kube-absent': () => 'There is no such object now.',
  'note.kube-named-before': () => 'All that it names is named before it already: by then it is gone.',
  'note.kube-inside': (v) =>
    `Everything in the namespace ${v['name']} goes with it; other kinds than these were not counted.`,
  'note.kube-more-namespaces': (v) =>
    `What else goes with its namespace was listed of the first ${v['count']} namespaces only.`,
  'note.kube-namespaces': () => 'A namespace is among them: everything in it goes with it and was not counted.',
  'note.kube-owned': () => 'Pods and whatever else belongs to them go too; these were not counted.',
  'unknown.kube-own-config': () =>
    'Not looked at: your kubeconfig is a file in this workspace, by its place or through a link, where its agent may write it.',
  'note.kube-manifest': (v) => `The objects that ${v['path']} names, read as text.`,
  'note.kube-scaled': () => 'All their pods end; the objects themselves stay.',
  'unknown.kube-away': (v) =>
    `Not counted: ${v['path']} is on another machine’s disk, or mounted when somebody looks: it was not opened.`,
  'unknown.kube-manifest': (v) =>
    `Not counted: ${v['path']} could not be read as manifests, or takes in what Keyturn does not fetch or build.`,
  'note.helm-release': () =>
    'Those of the release by the note that Helm leaves on what it makes; other kinds than these, and what lies in no namespace, were not counted. Volume claims that a StatefulSet has made stay.',
};
