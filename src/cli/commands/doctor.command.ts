import { readOptions } from 'monday-persistence/command-line';
import { type Finding } from '../doctor/index.js';
import { type Command } from '../command.js';

const OPTIONS = { json: { type: 'boolean' } } as const;

export const doctor: Command = {
  words: 'doctor',
  parameters: '[--json]',
  summary:
    'validates the configuration and checks every service that it names; exits with 1 if there is a problem',
  async run(context) {
    const { json = false } = readOptions(context.arguments, OPTIONS);
    // Loads a large part of the app, which other commands do not need.
    const { diagnose } = await import('../doctor/index.js');
    const findings = await diagnose(() => context.variables, context.features);
    const summary = summaryOf(findings);
    if (json) context.print(JSON.stringify({ findings, summary }, null, 2));
    else for (const line of linesOf(findings, summary)) context.print(line);
    return summary.problems === 0 ? 0 : 1;
  },
};

interface Summary {
  readonly ok: number;
  readonly warnings: number;
  readonly problems: number;
}

function summaryOf(findings: readonly Finding[]): Summary {
  const count = (level: Finding['level']): number => findings.filter((each) => each.level === level).length;
  return { ok: count('ok'), warnings: count('warning'), problems: count('problem') };
}

function linesOf(findings: readonly Finding[], { ok, warnings, problems }: Summary): string[] {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.flatMap(({ level, subject, message, advice }) => [
    `${level.padEnd(7)}  ${subject.padEnd(width)}  ${message}`,
    ...(advice === undefined ? [] : [`${''.padEnd(7)}  ${''.padEnd(width)}  -> ${advice}`]),
  ]);
  return [...lines, '', `${ok} ok, warnings: ${warnings}, problems: ${problems}`];
}
