/** The unique ID of a Grafana dashboard, which is called as the app, has at most 40 characters. */
const NAME = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,39}$/;

/** {@link isAppName} in words. */
export const APP_NAME_RULE = 'up to 40 lower-case letters, digits and hyphens, beginning with a letter';

/** Whether an app, as a folder, a package and a dashboard, can have this name. */
export const isAppName = (name: string): boolean => NAME.test(name);
