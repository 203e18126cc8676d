/** The text is refused for what it is; nothing of it was sent. */
export class Unfit extends Error {}
