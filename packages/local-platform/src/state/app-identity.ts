/** The app, as lifecycle events, tokens and `mapps` name it. */
export const APP_ID = 10_000_001;
/** Its only version. */
export const APP_VERSION_ID = 10_000_002;
