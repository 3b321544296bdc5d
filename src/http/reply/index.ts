export { LargeText, textReply } from './large-text.js';
export { ReplyMemory } from './reply-memory.js';
export { sendInPieces } from './send-in-pieces.js';
export { sendJson, sendJsonText } from './send-json.js';
export { sendWithoutBody } from './send-without-body.js';
