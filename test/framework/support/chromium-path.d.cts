/** The browser on this machine: `CHROMIUM_PATH`, else at one of the usual paths. */
export declare const chromiumPath: string | undefined;
