export { openAuthority } from './authority.js';
export { issueServerCertificate } from './certificates.js';
export { startFront, type Front } from './front.js';
