import { Client, type ClientConfig } from 'pg';

/**
 * A client whose connection cannot end the process. A server that goes says so in the same bytes that answer the last statement, at which
 * moment neither the pool nor a transaction listens; the statement that comes next fails with it.
 */
export class EnduringClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
