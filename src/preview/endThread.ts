import { parentPort, type Worker } from 'node:worker_threads';

const END = 'end';

/** Milliseconds in which a thread must have ended itself; one that computes hears nothing. */
const GRACE = 1_000;

/**
 * Has a thread that works on files end between two of its turns. Resolves when it is gone, or when its grace is over: a dead disk
 * may keep it for ever. The thread must have called `endWhenTold`. The trap: Node ends the whole process, editor and all, when `terminate()` meets a thread just as it begins a call
 * of `fs.promises` ("Assertion failed: (req_wrap) != nullptr" in AsyncDestCall); so that is kept for what does not hear.
 */
export function endThread(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      thread.unref();
      resolve();
      void thread.terminate();
    }, GRACE).unref();
    thread.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    // Whoever waits for it must not be gone before it is.
    thread.ref();
    thread.postMessage(END);
  });
}

/** Called in the thread, before it listens to anything else: what stands before `END` in its port is still begun. */
export function endWhenTold(): void {
  parentPort?.on('message', (message: unknown) => {
    if (message === END) process.exit();
  });
}
