/** Whether npm started this process for a script of `package.json`, or npx did. */
export const isNpmScript = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  environment.npm_lifecycle_event !== undefined;
