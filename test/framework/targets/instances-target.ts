import { type AppEnvironment, type AppTarget, type AppUnderTest } from '../../../src/testing/app-target.js';
import { AppProcess } from '../instances/app-process.js';
import { PostgresSchema } from '../services/postgres-schema.js';
import { RedisDatabase } from '../services/redis-database.js';
import { TcpBalancer } from '../services/tcp-balancer.js';
import { ProxiedApp } from './proxied-app.js';

/**
 * Two processes of the app on one Postgres, behind a balancer that alternates between them. With `TEST_QUEUE=redis` their
 * queue is on Redis.
 */
export class InstancesTarget implements AppTarget {
  readonly name = 'instances';

  async create(environment: AppEnvironment): Promise<AppUnderTest> {
    const proxy = await TcpBalancer.start();
    const schema = await PostgresSchema.create();
    return new Instances(environment, proxy, schema, RedisDatabase.forQueue());
  }
}

class Instances extends ProxiedApp {
  private processes: AppProcess[] = [];

  constructor(
    environment: AppEnvironment,
    proxy: TcpBalancer,
    private readonly schema: PostgresSchema,
    private readonly redis: RedisDatabase | undefined,
  ) {
    super(environment, proxy);
  }

  override async remove(): Promise<void> {
    await super.remove();
    await this.schema.drop();
    await this.redis?.empty();
  }

  protected override given(): Record<string, string> {
    return {
      APP_PROFILE: 'self-hosted',
      DATABASE_URL: this.schema.url(),
      ...(this.redis && { REDIS_URL: this.redis.url }),
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(this.environment.platform.smtpPort),
      SMTP_SECURITY: 'none',
      MAIL_FROM: 'app@example.com',
      ...super.given(),
    };
  }

  protected async startProcesses(onOutput: (text: string) => void): Promise<string[]> {
    // What was read from a file is read again there.
    const all = this.variables();
    const variables = Object.fromEntries(Object.entries(all).filter(([name]) => !all[`${name}_FILE`]));
    this.processes = await Promise.all([1, 2].map(() => AppProcess.start(variables, onOutput)));
    return this.processes.map(({ url }) => url);
  }

  protected async stopProcesses(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.stop()));
  }
}
