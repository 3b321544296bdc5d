import { IsUrl } from 'class-validator';

/** Where the third party answers. */
export class TrackerVariables {
  /** `npm run dev` and the test kit set it to the local platform's stand-in. */
  @IsUrl({ require_tld: false })
  SANDBOX_PROVIDER_URL: string = 'http://127.0.0.1:8081/__sandbox/provider';
}
