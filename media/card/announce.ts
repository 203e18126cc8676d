/** Milliseconds between two polite announcements: what comes in between is said once, as it is then. */
const PAUSE = 2000;

const regions = { polite: region('status', 'polite'), assertive: region('alert', 'assertive') };
let saidAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says it to a screen reader. `urgent` only for what follows from the person's own act, and for the last warning. */
export function announce(sentence: string, urgent: boolean): void {
  if (urgent) return say(regions.assertive, sentence);
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      saidAt = performance.now();
      say(regions.polite, sentence);
    },
    Math.max(0, saidAt + PAUSE - performance.now()),
  );
}

function say(element: HTMLElement, sentence: string): void {
  // The same sentence again is said again only when the text changes.
  element.textContent = element.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

function region(role: string, live: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'spoken';
  element.setAttribute('role', role);
  element.setAttribute('aria-live', live);
  document.body.append(element);
  return element;
}
