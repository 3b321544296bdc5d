const ROUTE = /^(?:([A-Za-z]+|\*)(?:\s+|$))?(\/\S*|\*)?$/;

export const isRoute = (route: string): boolean => ROUTE.test(route.trim());

/** @param route see `FaultPlan.route`; `undefined` matches everything */
export function routeMatcher(route: string | undefined): (method: string, path: string) => boolean {
  const [, method = '*', path = '*'] = ROUTE.exec(route?.trim() ?? '') ?? [];
  const pattern = new RegExp(`^${path.split('*').map(escaped).join('.*')}$`, 's');
  return (ofCall, pathOfCall) =>
    (method === '*' || method.toUpperCase() === ofCall.toUpperCase()) && pattern.test(pathOfCall);
}

const escaped = (text: string): string => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
