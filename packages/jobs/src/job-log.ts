/** Where the workers report: pino's loggers fit. Only ids, names and codes are ever passed. */
export interface JobLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLog: JobLog = { info: () => {}, warn: () => {}, error: () => {} };
