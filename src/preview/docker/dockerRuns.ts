import type { PreviewSubject } from '../preview.ts';
import { toolRuns, type ToolCommands, type ToolRun, type ToolRuns } from '../tools/toolRuns.ts';
import { dockerWords, type DockerWords } from './dockerWords.ts';

export type DockerRun = ToolRun<DockerWords>;

/** Only Docker's own client is asked. */
const DOCKER: ToolCommands<DockerWords> = {
  kind: 'container.delete',
  wordsOf: dockerWords,
  leads:
    /\b(?:DOCKER_(?:HOST|CONTEXT|CONFIG|API_VERSION|CERT_PATH|TLS\w*)|COMPOSE_(?:PROJECT_NAME|FILE|PROFILES|ENV_FILES)|CONTAINER_HOST)\b|(?:^|[\s;&|(])HOME=|\bdocker\s(?:-\S{1,200}\s+){0,5}context\s+(?:use|update|import)\b|\b(?:docker|podman)-env\b|\bdocker-machine\s+(?:env|use)\b/,
  programs: /\b(?:docker|docker-compose|podman|podman-compose|nerdctl|finch)\b/,
  disturbing: ['container.run', 'container.change', 'container.delete'],
  remarks: { led: 'unknown.docker-elsewhere', words: 'unknown.docker-words', late: 'unknown.tool-late-name' },
};

export function wantsDocker(subject: PreviewSubject): boolean {
  const { runs, unknown } = dockerRuns(subject);
  return runs.length > 0 || unknown.length > 0;
}

/** The commands of an action that remove containers, images or volumes. */
export function dockerRuns(subject: PreviewSubject): ToolRuns<DockerWords> {
  return toolRuns(DOCKER, subject);
}
