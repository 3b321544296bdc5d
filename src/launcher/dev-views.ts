/** The views of the app, on servers that reload them on save. */
export interface RunningViews {
  readonly views: readonly { readonly name: string; readonly url: string }[];
  readonly stop: () => Promise<void>;
}

/** Starts them; `undefined` if the app has none. @param appUrl where they find the app */
export type StartViews = (appUrl: string) => Promise<RunningViews | undefined>;

/** Starts the views once the app runs, so that its start does not wait for them. */
export class DevViews {
  private running: Promise<RunningViews | undefined> = Promise.resolve(undefined);

  constructor(private readonly startViews: StartViews | undefined) {}

  /** @returns lines about them: where the local platform shows each, or what is wrong; empty if the app has none */
  async start(appUrl: string, platformUrl: string): Promise<string> {
    this.running = this.startViews?.(appUrl) ?? this.running;
    try {
      const views = (await this.running)?.views ?? [];
      return views.map(({ name, url }) => lineOf(name, `${platformUrl}/views?url=${url}`)).join('');
    } catch (error) {
      return `The views cannot be started: ${(error as Error).message}\n`;
    }
  }

  async stop(): Promise<void> {
    await this.running.then(
      (running) => running?.stop(),
      () => undefined,
    );
  }
}

const lineOf = (name: string, address: string): string => `  View ${name}: ${address}\n`;
