/**
 * Which clicks on a deciding button count: trusted, single, and pressed down after the card was ready. A press that
 * began before, a second click of a double click, a repeated key: none of them is a person's decision on what is shown.
 */
export interface Presses {
  /** Remembers when a press began. For `pointerdown` and `keydown` on the button. */
  down(event: Event): void;
  /** When the press that led to this click began; undefined when the click does not count at all. */
  clicked(event: MouseEvent): number | undefined;
}

export function watchPresses(now: () => number): Presses {
  let began: number | undefined;
  return {
    down(event) {
      if (!event.isTrusted) return;
      if (event instanceof KeyboardEvent && event.repeat) return;
      began = now();
    },
    clicked(event) {
      const pressed = began ?? now();
      began = undefined;
      // `detail` counts clicks in a row; 0 is the keyboard's or an assistive tool's.
      return event.isTrusted && event.detail <= 1 ? pressed : undefined;
    },
  };
}
