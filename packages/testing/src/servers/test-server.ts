/** A server that the tests use: where it is, where it came from, and how to end it. */
export interface TestServer {
  readonly url: string;
  readonly from: string;
  stop(): Promise<void>;
}
