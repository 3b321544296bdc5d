export { AppSender, type AppReply } from './app-sender.js';
export { BlocksModule } from './blocks.module.js';
export { LifecycleSender } from './lifecycle-sender.js';
export { Callbacks, type Callback } from './callbacks.js';
export { RequestSigner } from './request-signer.js';
export { BlockRunner } from './block.runner.js';
export { type BlockRunOptions } from './block-run.js';
export { EventSender } from './event-sender.js';
export { SAMPLE_EVENTS } from './subscribed-events.js';
