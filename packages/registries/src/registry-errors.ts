import { AppError } from '@opptak/domain';

export type UnavailableReason =
  | 'network'
  | 'timeout'
  /** The other side could not prove who it is: nothing was sent. Raise an alarm. */
  | 'certificate'
  | 'server-error'
  | 'too-many-requests'
  /** So many calls failed lately that this one was not made. */
  | 'circuit-open';

/** The registry is down, slow, or asks us to wait. The same question may be asked again later. */
export class RegistryUnavailable extends AppError {
  readonly registry: string;
  readonly reason: UnavailableReason;
  /** How long the registry asks us to wait, or we spare it, in milliseconds; null when neither is said. At most 15 minutes. */
  readonly retryAfterMs: number | null;

  constructor(registry: string, reason: UnavailableReason, retryAfterMs: number | null = null) {
    super('unavailable', 'registry-unavailable', `${registry} is unavailable: ${reason}`);
    this.name = 'RegistryUnavailable';
    this.registry = registry;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The registry rejects our access or our request. Asking again will not help; a person must look. */
export class RegistryRefused extends AppError {
  readonly registry: string;
  /** HTTP status. */
  readonly status: number;
  /** The registry's own code when it gave one, for example "SSG-005"; "html" when a firewall answered. */
  readonly registryCode: string | null;

  constructor(registry: string, status: number, registryCode: string | null = null) {
    super(
      'unavailable',
      'registry-refused',
      `${registry} refuses the request: ${status}${registryCode ? ` ${registryCode}` : ''}`,
    );
    this.name = 'RegistryRefused';
    this.registry = registry;
    this.status = status;
    this.registryCode = registryCode;
  }
}

export type UnreadableReason =
  | 'not-json'
  | 'broken-json'
  | 'not-utf-8'
  | 'too-large'
  | 'empty'
  | 'redirect'
  | 'wrong-shape'
  | 'sequence-went-back';

/**
 * An answer came, but it is not what this registry is known to say: a firewall's HTML page, half a document, a gzip
 * bomb, a wrong shape. Nothing of it is used, and nothing of it is kept in the error: it may hold personal data.
 */
export class RegistryAnswerUnreadable extends AppError {
  readonly registry: string;
  readonly reason: UnreadableReason;

  constructor(registry: string, reason: UnreadableReason, detail = '') {
    super(
      'unavailable',
      'registry-answer-unreadable',
      `${registry} gave an unreadable answer: ${reason}${detail ? ` (${detail})` : ''}`,
    );
    this.name = 'RegistryAnswerUnreadable';
    this.registry = registry;
    this.reason = reason;
  }
}
