import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './chromium-path.cjs';

/** `describe` if there is a browser; else a suite that is skipped, with the reason on the console. */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (chromiumPath === undefined) {
    process.stderr.write(`Skipped "${name}": no Chromium found; set CHROMIUM_PATH.\n`);
  }
  (chromiumPath === undefined ? describe.skip : describe)(name, tests);
}

/**
 * What the browser does for a person at its window, and a test pays for: a second process in reserve for each page, and the
 * pages below its address bar, which it loads for each window.
 */
const FOR_PERSONS = [
  'SpareRendererForSitePerProcess',
  'PreloadTopChromeWebUI',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
];

/** A process of its own for each site in a page. Without it, origins, cookies and frames are as separate for a page. */
const SITE_ISOLATION = ['IsolateOrigins', 'site-per-process'];

/** A new frame of the renderer for each document, also if it is of the same site as the one before. */
const NEW_FRAMES = ['RenderDocument'];

/** Those that Playwright turns off itself, as far as they concern Chromium on a desktop: the browser obeys the last list only. */
const OFF_BY_PLAYWRIGHT = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

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
      '--disable-site-isolation-trials',
      `--disable-features=${[...FOR_PERSONS, ...SITE_ISOLATION, ...NEW_FRAMES, ...OFF_BY_PLAYWRIGHT].join(',')}`,
      ...(hosts === undefined ? [] : [`--host-resolver-rules=MAP ${hosts} 127.0.0.1`]),
    ],
  });
