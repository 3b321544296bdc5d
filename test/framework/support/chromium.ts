import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser on this machine: `CHROMIUM_PATH`, else at one of the usual paths. */
export const chromiumPath = [process.env.CHROMIUM_PATH, ...USUAL_PATHS].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

/** `describe` if there is a browser; else a suite that is skipped, with the reason on the console. */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (chromiumPath === undefined) {
    process.stderr.write(`Skipped "${name}": no Chromium found; set CHROMIUM_PATH.\n`);
  }
  (chromiumPath === undefined ? describe.skip : describe)(name, tests);
}

/** @param options.hosts names that the browser resolves to this machine, such as `*.example.test` */
export const launchChromium = ({ hosts }: { readonly hosts?: string } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    // Without the last three it looks up its maker's hosts, also if there is no network.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(hosts === undefined ? [] : [`--host-resolver-rules=MAP ${hosts} 127.0.0.1`]),
    ],
  });
