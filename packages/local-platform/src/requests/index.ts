export { DeliveryLog, type RecordedDelivery } from './delivery-log.js';
export { Latest } from './latest.js';
export { recordRequests } from './record-requests.middleware.js';
export { RequestLog, type RecordedRequest } from './request-log.js';
export { RequestsModule } from './requests.module.js';
