import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestApp } from '../../../src/testing/index.js';
import { metricsIn } from '../support/promql.js';
import { samplesOf } from '../support/samples.js';

const FILE = join(__dirname, '../../../deploy/alert-rules.yaml');

/** The expressions of the rules, on one line or folded. */
const expressions = [...readFileSync(FILE, 'utf8').matchAll(/^( +)expr: (.*(?:\n\1 +.*)*)/gm)].map(
  ([, , expr = '']) => expr.replace(/^>-/, '').replace(/\s+/g, ' ').trim(),
);

describe('deploy/alert-rules.yaml', () => {
  it('alerts by what the app counts', async () => {
    const app = await TestApp.start();
    const { types } = samplesOf((await app.http().get('/metrics')).text);
    await app.close();
    expect(expressions).toHaveLength(4);
    for (const metric of expressions.flatMap(metricsIn)) expect([...types.keys()]).toContain(metric);
  });
});
