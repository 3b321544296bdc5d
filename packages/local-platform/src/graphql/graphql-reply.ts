/** A response of the API, before it is serialized. */
export interface GraphQLReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}
