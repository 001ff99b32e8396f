// Decides whether a release is fit to be packed. The source is read off web pages by a machine: when the pages change
// their form, columns come out empty without any error, and every check that rests on them would quietly go silent.

const ALLOWED_LOSS = 0.02;

/**
 * How many rows and filled fields the two releases hold.
 * @param {import("./catalog-form.d.mts").Release} release
 * @param {import("./catalog-form.d.mts").Release} older
 */
export function contents(release, older) {
  const actions = release.services.flatMap((service) => service.actions);
  const rows = actions.flatMap((action) => action.resourceTypes);
  const types = release.services.flatMap((service) => service.resourceTypes);
  const keys = release.services.flatMap((service) => service.conditionKeys);
  const oldActions = older.services.flatMap((service) => service.actions);
  const count = (list, holds) => list.filter(holds).length;
  return {
    services: release.services.length,
    actions: actions.length,
    resourceTypes: types.length,
    conditionKeys: keys.length,
    serviceNames: count(release.services, (service) => service.name !== service.prefix),
    actionDescriptions: count(actions, (action) => action.description !== ""),
    accessLevels: count(actions, (action) => action.accessLevel !== ""),
    actionsWithResources: count(actions, (action) => action.resourceTypes.length > 0),
    actionsWithKeys: count(actions, (action) => action.conditionKeys.length > 0),
    requiredResources: count(rows, (row) => row.required),
    resourcesWithKeys: count(rows, (row) => row.conditionKeys.length > 0),
    arns: count(types, (type) => type.arn !== ""),
    typesWithKeys: count(types, (type) => (type.conditionKeys ?? []).length > 0),
    keyTypes: count(keys, (key) => key.type !== ""),
    keyDescriptions: count(keys, (key) => key.description !== ""),
    olderActions: oldActions.length,
    olderDependents: count(oldActions, (action) => action.dependentActions.length > 0),
    olderResourceDependents: count(oldActions, (action) =>
      action.resourceTypes.some((row) => row.dependentActions.length > 0),
    ),
    olderPermissionOnly: count(oldActions, (action) => action.isPermissionOnly === true),
  };
}

/** Why the data must not be packed; empty if it may. */
export function refusals(found, expected) {
  const reasons = [];
  const least = Math.ceil(expected.actions * (1 - ALLOWED_LOSS));
  if (found.actions < least) {
    reasons.push(
      `the release has ${found.actions} actions where at least ${least} were expected (${expected.actions} less 2 %)`,
    );
  }
  for (const [field, before] of Object.entries(expected)) {
    if (before > 0 && !(found[field] > 0)) reasons.push(`the field "${field}" became empty (${before} before)`);
  }
  return reasons;
}
