/** A reader of one version of kafkajs' answers to fetches, which the types of kafkajs do not name. */
declare module 'kafkajs/src/protocol/requests/fetch/*' {
  const response: { decode: (bytes: Buffer) => Promise<object> };
  export default response;
}
