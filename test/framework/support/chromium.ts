import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './chromium-path.cjs';

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
