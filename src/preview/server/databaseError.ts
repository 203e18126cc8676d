/** A failure of a database server or of the way to it. */
export class DatabaseError extends Error {
  /** SQLSTATE, the server's own name for it (`ER_LOCK_WAIT_TIMEOUT`), or a code of the system (`ECONNREFUSED`). */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
