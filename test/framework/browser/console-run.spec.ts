import { Injectable } from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import { type Page } from 'playwright-core';
import { Feature } from '../../../src/feature/index.js';
import {
  MondayAction,
  MondayEvent,
  MondayField,
  MondayModule,
  MondayTrigger,
} from '../../../src/monday/index.js';
import { TestApp } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { LOOKS, keepPicture, unlabelledControls, widthOutside } from '../support/page-checks.js';

const HOSTILE = '<script>alert(1)</script>';

class GreetInput {
  @IsString()
  name!: string;

  @IsInt()
  times!: number;
}

/** With more inputs than fit on a line. */
class ReportInput {
  @IsString()
  titleOfTheReport!: string;

  @IsString()
  addressOfTheRecipient!: string;

  @IsString()
  languageOfTheRecipient!: string;
}

@Injectable()
class Greeter {
  @MondayAction('greet', GreetInput, {
    title: `Greet ${HOSTILE}`,
    outputFields: { greeting: 'string' },
  })
  greet({ name, times }: GreetInput): { greeting: string } {
    return { greeting: `Hello ${name}! `.repeat(times) };
  }

  @MondayAction('report-on-all-greetings', ReportInput)
  report(): undefined {
    return undefined;
  }

  @MondayTrigger('greeted')
  greeted(): undefined {
    return undefined;
  }

  @MondayField('languages')
  languages(): { title: string; value: string }[] {
    return [{ title: HOSTILE, value: 'en' }];
  }

  @MondayEvent('create_item')
  created(): void {
    // The test looks at the delivery.
  }
}

@Feature({ name: 'greeter', imports: [MondayModule], providers: [Greeter] })
class GreeterFeature {}

describeWithBrowser('running blocks and events from the console', () => {
  let app: TestApp;
  let page: Page;
  const { expectStatus } = useTestPage((opened) => {
    page = opened;
  });

  beforeAll(async () => {
    app = await TestApp.start({ variables: { DEV_TOKEN: 'd'.repeat(32) }, imports: [GreeterFeature] });
  });
  afterAll(() => app.close());

  const open = (path: string): Promise<unknown> => page.goto(`${app.platform.url}${path}`);
  const bodyOf = (message: 'request' | 'response'): Promise<string> =>
    page.getByRole('region', { name: `Body of the ${message}` }).innerText();

  /** The app declares its blocks as soon as it runs, in the background. */
  async function openRunPage(): Promise<void> {
    await open('/run');
    while ((await page.getByRole('link', { name: HOSTILE }).count()) === 0) await page.reload();
  }

  it('runs an action with a form made from the manifest, then with the last payload, by keyboard', async () => {
    await openRunPage();
    expect(await page.locator('main script').count()).toBe(0);
    await page.getByRole('link', { name: `Greet ${HOSTILE}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('name').fill(HOSTILE);
    await page.getByLabel('times').fill('2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'POST /monday/actions/greet' }).waitFor();
    expect(JSON.parse(await bodyOf('request'))).toMatchObject({
      payload: { inputFields: { name: HOSTILE, times: 2 } },
    });
    expect(JSON.parse(await bodyOf('response'))).toEqual({
      outputFields: { greeting: `Hello ${HOSTILE}! `.repeat(2) },
    });
    expect(await page.locator('main script').count()).toBe(0);
    await open('/run/action/greet');
    expect(await page.getByLabel('name').inputValue()).toBe(HOSTILE);
    expect(await page.getByLabel('times').inputValue()).toBe('2');
  });

  it('subscribes to a trigger, and requests the options of a field', async () => {
    await open('/run/trigger/greeted');
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByRole('heading', { name: 'POST /monday/triggers/greeted/subscribe' }).waitFor();
    expect(await bodyOf('response')).toContain('webhookId');
    await open('/run/field/languages');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('heading', { name: 'POST /monday/fields/languages' }).waitFor();
    expect(await bodyOf('response')).toContain(HOSTILE);
  });

  it.each([
    ['Events of boards', 'create_item', '{"pulseName":"Mine"}', '/monday/webhooks'],
    ['Lifecycle events', 'install', '{"user_name":"Mine"}', '/monday/lifecycle'],
    ['Events of app features', 'AppFeatureBoardView:delete', '{"note":"Mine"}', '/monday/feature-lifecycle'],
  ])('sends one of the %s', async (card, type, data, path) => {
    await open('/run');
    const form = page.getByRole('region', { name: card });
    await form.getByLabel('Type of the event').selectOption(type);
    await form.getByRole('button', { name: 'Prepare' }).click();
    await page.locator('textarea').fill(data);
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('heading', { name: `POST ${path}` }).waitFor();
    expect(await bodyOf('request')).toContain('Mine');
  });

  it('shows all inputs of an action without scrolling', async () => {
    await openRunPage();
    const list = page.getByRole('region', { name: 'Actions' }).getByRole('region');
    expect(await list.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });

  it('runs a scheduled job', async () => {
    await open('/run');
    await page.getByRole('button', { name: 'Run: purge-accounts' }).click();
    await page.getByText('The job is done.').waitFor();
  });

  it('says what is wrong with the input, and keeps it', async () => {
    await open('/run/webhook/create_item');
    for (const [text, problem] of [
      ['{"a":', 'JSON'],
      ['[1]', 'not an object'],
    ] as const) {
      await page.locator('textarea').fill(text);
      await page.getByRole('button', { name: 'Run' }).click();
      await page.getByRole('alert').getByText(problem).waitFor();
      expect(await page.locator('textarea').inputValue()).toBe(text);
    }
    await page.getByLabel('Path of the app').fill('//elsewhere.example/x');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.locator('textarea').fill('{}');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('alert').getByText('The path must be').waitFor();
    // The browser itself notes that the answers were 400.
    expectStatus(400);
  });

  it.each(LOOKS)('fits $width pixels, labelled, in $colorScheme', async ({ width, colorScheme }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    for (const [name, path] of [
      ['run', '/run'],
      ['run-form', '/run/action/greet'],
    ] as const) {
      await open(path);
      expect([await widthOutside(page), await unlabelledControls(page)]).toEqual([0, []]);
      await keepPicture(page, `${name}-${colorScheme}-${width}`);
    }
  });
});
