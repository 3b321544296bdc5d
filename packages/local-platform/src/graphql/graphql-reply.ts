/** One answer of the API, before it is written. */
export interface GraphQLReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}
