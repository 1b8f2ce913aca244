/** A reason the process must not start: the file is in use, or the database would not keep what it acknowledges. */
export type StartFaultCode = 'in_use' | 'not_durable' | 'wrong_collation' | 'bad_url' | 'newer';

/** Thrown while a database is being opened; `main` lists it and exits with 1. */
export class StartFault extends Error {
  readonly code: StartFaultCode;
  constructor(code: StartFaultCode, message: string) {
    super(message);
    this.name = 'StartFault';
    this.code = code;
  }
}

/** Thrown where a connection is asked of a database that this process has closed: waiting does not help. */
export class DatabaseClosed extends Error {
  constructor() {
    super('the database is closed');
    this.name = 'DatabaseClosed';
  }
}

/**
 * What the writer itself may answer: `key_reused` (same command key, other body or other actor: 422), `commit_unknown`
 * (COMMIT's reply was lost) and `busy` (no connection in time): both 503, and the browser repeats the same key.
 */
export type WriterFault = 'key_reused' | 'commit_unknown' | 'busy';

/** Thrown by `Writer.submit`; never for a rule that says no, which is the domain's own Refusal passed through. */
export class WriterError extends Error {
  readonly fault: WriterFault;
  constructor(fault: WriterFault, options?: ErrorOptions) {
    super(`writer: ${fault}`, options);
    this.name = 'WriterError';
    this.fault = fault;
  }
}

/** Whether `error` is the writer's own answer; its `fault` says which. */
export function isWriterFault(error: unknown): error is WriterError {
  return error instanceof WriterError;
}

/** A queued write touched no row: somebody was faster; the service turns it into the Refusal that fits. */
export class StaleWrite extends Error {
  readonly sql: string;
  constructor(sql: string) {
    super(`a write touched no row: ${sql}`);
    this.name = 'StaleWrite';
    this.sql = sql;
  }
}

/** Which unique rule a write broke: columns on SQLite, the constraint's name on PostgreSQL, `table` on both. */
export interface UniqueViolation {
  readonly table: string | null;
  readonly constraint: string | null;
  readonly columns: readonly string[];
}

/** The unique rule that `error` reports as broken, in either dialect, or null when it is any other error. */
export function uniqueViolation(error: unknown): UniqueViolation | null {
  const { code, message, table, constraint, detail } = driverError(error);
  if (code === '23505') {
    const columns = /^Key \((.*?)\)=/.exec(detail ?? '')?.[1]?.split(', ') ?? [];
    return { table: table ?? null, constraint: constraint ?? null, columns };
  }
  const failed = /UNIQUE constraint failed: (.+)$/.exec(message)?.[1];
  if (code !== 'SQLITE_CONSTRAINT' || failed === undefined) return null;
  const named = failed.split(', ').map((column) => column.split('.'));
  return { table: named[0]?.[0] ?? null, constraint: null, columns: named.map((parts) => parts[1] ?? '') };
}

/** Whether `error` says that the disk (or the tablespace) is full: the change was not made and may be tried again. */
export function isDiskFull(error: unknown): boolean {
  const { code } = driverError(error);
  return code === 'SQLITE_FULL' || code === '53100';
}

/** Whether two transactions stood in each other's way (deadlock, serialization), so that the same attempt may now succeed. */
export function isCollision(error: unknown): boolean {
  return ['40001', '40P01'].includes(driverError(error).code ?? '');
}

/** Whether a lock was not to be had in time. */
export function isLockTimeout(error: unknown): boolean {
  return ['55P03', 'SQLITE_BUSY'].includes(driverError(error).code ?? '');
}

/** Whether the database could not be reached, or went away before it answered: what was read may be read again. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = driverError(error);
  return /^(ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT|08...|57P0[123])$/.test(code ?? '') || /Connection (terminated|ended)|Timeout acquiring a connection|timeout exceeded when trying to connect/.test(message);
}

/** Whether the database itself said that COMMIT failed, so that nothing was kept; any other failure leaves it unknown. */
export function isCommitRefused(error: unknown): boolean {
  return /^(SQLITE_(FULL|BUSY|CONSTRAINT)|(23|40|53)...)$/.test(driverError(error).code ?? '');
}

interface DriverError {
  readonly code: string | undefined;
  readonly message: string;
  readonly table: string | undefined;
  readonly constraint: string | undefined;
  readonly detail: string | undefined;
}

function driverError(error: unknown): DriverError {
  const fields: Readonly<Record<string, unknown>> = error instanceof Error ? { ...error, message: error.message } : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined);
  return {
    code: text('code'),
    message: text('message') ?? '',
    table: text('table'),
    constraint: text('constraint'),
    detail: text('detail'),
  };
}
