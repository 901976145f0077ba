/** A short message to a mobile phone. */
export interface TextMessage {
  /** Ours, and the same each time the same message is tried. */
  readonly reference: string;
  /** With country code: "+4799999999". */
  readonly mobile: string;
  /** At most 1 600 characters. */
  readonly text: string;
}

export interface EmailMessage {
  readonly reference: string;
  readonly address: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

export interface MessageStatus {
  /** `unknown`: the service does not know the message, or says a word we do not. */
  readonly state: 'pending' | 'delivered' | 'failed' | 'unknown';
  readonly word: string;
}

/**
 * Sends text messages. A service with `deduplicates` takes the same reference only once; with the others a message
 * whose answer was lost may reach the phone twice, as there is nothing to recognise it by.
 */
export interface TextMessages {
  readonly deduplicates: boolean;
  /** @returns the service's id of the message. @throws RangeError when it breaks the service's limits. */
  sendText(message: TextMessage): Promise<string>;
  findTextStatus(messageId: string): Promise<MessageStatus>;
}

/** Sends e-mail. The same reference is sent only once. */
export interface EmailMessages {
  /** @returns the service's id of the message. */
  sendEmail(message: EmailMessage): Promise<string>;
  findEmailStatus(messageId: string): Promise<MessageStatus>;
}
