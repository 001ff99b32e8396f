/** What AWS answers to a role of one account that asked and was refused. */
export const ACCOUNT = "111122223333";
export const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/app/job-1`;
export const refused = (action: string, resource: string, why: string, caller = CALLER): string =>
  `AccessDenied: User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
export const noAllow = (action: string, resource: string, layer = "identity-based policy"): string =>
  refused(action, resource, `because no ${layer} allows the ${action} action`);
