import { GRPC_STATUS, GrpcRefusal } from './grpc-status.js';
import { ProtobufError, readByteFields, writeBytes } from './protobuf.js';

/** Fields of `google.pubsub.v1`. Source: googleapis, google/pubsub/v1/pubsub.proto */
const TOPIC = 1;
const MESSAGES = 2;
const DATA = 1;
const ATTRIBUTES = 2;
const MESSAGE_IDS = 1;
/** Source: docs.cloud.google.com/pubsub/quotas */
const MAX_MESSAGES = 1_000;

/** A request to publish, without the attributes of the messages. */
export interface PublishRequest {
  /** `projects/<project>/topics/<topic>` */
  readonly topic: string;
  readonly messages: readonly Buffer[];
}

/** @throws GrpcRefusal if it is not valid */
export function readPublishRequest(bytes: Buffer): PublishRequest {
  try {
    const request = readByteFields(bytes);
    const messages = request.get(MESSAGES) ?? [];
    if (messages.length === 0 || messages.length > MAX_MESSAGES) {
      throw refusal(`A request has 1 to ${MAX_MESSAGES} messages.`);
    }
    return { topic: request.get(TOPIC)?.at(-1)?.toString('utf8') ?? '', messages: messages.map(dataOf) };
  } catch (error) {
    if (error instanceof ProtobufError) throw refusal(error.message);
    throw error;
  }
}

export function writePublishResponse(ids: readonly string[]): Buffer {
  return Buffer.concat(ids.map((id) => writeBytes(MESSAGE_IDS, Buffer.from(id))));
}

function dataOf(message: Buffer): Buffer {
  const fields = readByteFields(message);
  const data = fields.get(DATA)?.at(-1) ?? Buffer.alloc(0);
  if (data.length === 0 && !fields.has(ATTRIBUTES)) throw refusal('A message has no data and no attributes.');
  return data;
}

function refusal(message: string): GrpcRefusal {
  return new GrpcRefusal(GRPC_STATUS.invalidArgument, message);
}
