/** Status codes of gRPC. Source: grpc.github.io/grpc/core/md_doc_statuscodes.html */
export const GRPC_STATUS = {
  ok: 0,
  invalidArgument: 3,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
} as const;

/** A call is refused with a status. The message is sent to the client. */
export class GrpcRefusal extends Error {
  override readonly name = 'GrpcRefusal';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
