/** Whether npm started this process to run a script of `package.json`. */
export const isNpmScript = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  environment.npm_lifecycle_event !== undefined;
