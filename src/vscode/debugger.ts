import { url } from 'node:inspector';

/** Whether an inspector listens in the extension host: who is attached to it could press any button. */
export function debuggerAttached(): boolean {
  return url() !== undefined;
}
