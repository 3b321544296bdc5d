import { type Page } from 'playwright-core';

/** What each page of the console is looked at in. */
export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [390, 1_280].map((width) => ({ colorScheme, width })),
);

/** By how many pixels the page is wider than its window, with its style sheets: a page has its headings before them. */
export async function widthOutside(page: Page): Promise<number> {
  await page.waitForLoadState();
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The HTML of the controls that a screen reader has no name for. */
export const unlabelledControls = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, summary, a'),
    ];
    const nameOf = (control: Element): string => {
      const labels = [...((control as HTMLInputElement).labels ?? [])].map(({ textContent }) => textContent);
      return [control.getAttribute('aria-label'), ...labels, control.textContent].join('').trim();
    };
    return controls.filter((control) => nameOf(control) === '').map(({ outerHTML }) => outerHTML);
  });

/** With `SCREENSHOTS=<folder>`, for somebody to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
