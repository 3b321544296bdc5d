export { DeliveryLog, type Outcome } from './delivery-log.js';
export { type Exchange, Message } from './exchange.js';
export { type ExchangeLog, type Kept } from './exchange-log.js';
export { Latest } from './latest.js';
export { MASK, maskExchange, maskText, type ShownExchange, type ShownMessage } from './mask-secrets.js';
export { receivedMessage } from './received-message.js';
export { recordRequests } from './record-requests.middleware.js';
export { RequestLog } from './request-log.js';
export { RequestsModule } from './requests.module.js';
