/** Every check there is, by code. `npm run new-check` adds the lines. */
import { type Check } from "./check.ts";
import { actionMatchesNothing } from "./rules/action-matches-nothing.ts";
import { actionOutOfScope } from "./rules/action-out-of-scope.ts";
import { actionWithoutService } from "./rules/action-without-service.ts";
import { actionsOfAnotherService } from "./rules/actions-of-another-service.ts";
import { aliasAsKey } from "./rules/alias-as-key.ts";
import { aliasWithoutKey } from "./rules/alias-without-key.ts";
import { alsoWhenAbsent } from "./rules/also-when-absent.ts";
import { alwaysHolds } from "./rules/always-holds.ts";
import { attributesWithoutSelect } from "./rules/attributes-without-select.ts";
import { avoidablePrefix } from "./rules/avoidable-prefix.ts";
import { bareStatement } from "./rules/bare-statement.ts";
import { bucketPolicyMismatch } from "./rules/bucket-policy-mismatch.ts";
import { conditionNeverHolds } from "./rules/condition-never-holds.ts";
import { conditionsContradict } from "./rules/conditions-contradict.ts";
import { conflictingDenies } from "./rules/conflicting-denies.ts";
import { conflictingElements } from "./rules/conflicting-elements.ts";
import { deadEntry } from "./rules/dead-entry.ts";
import { deletedPrincipal } from "./rules/deleted-principal.ts";
import { deniesOnlyTogether } from "./rules/denies-only-together.ts";
import { deniesOtherCallers } from "./rules/denies-other-callers.ts";
import { duplicateElement } from "./rules/duplicate-element.ts";
import { duplicateSid } from "./rules/duplicate-sid.ts";
import { emptyList } from "./rules/empty-list.ts";
import { federatedPrincipal } from "./rules/federated-principal.ts";
import { githubSubject } from "./rules/github-subject.ts";
import { impossibleSubject } from "./rules/impossible-subject.ts";
import { impossibleValue } from "./rules/impossible-value.ts";
import { incompleteArn } from "./rules/incomplete-arn.ts";
import { invalidArn } from "./rules/invalid-arn.ts";
import { invalidCharacter } from "./rules/invalid-character.ts";
import { invalidEffect } from "./rules/invalid-effect.ts";
import { invalidPrincipal } from "./rules/invalid-principal.ts";
import { invalidSid } from "./rules/invalid-sid.ts";
import { invalidVersion } from "./rules/invalid-version.ts";
import { keyNotInRequest } from "./rules/key-not-in-request.ts";
import { keyOfAnotherAction } from "./rules/key-of-another-action.ts";
import { keyPolicyExcludes } from "./rules/key-policy-excludes.ts";
import { keyPolicyLockout } from "./rules/key-policy-lockout.ts";
import { keysExcludeEachOther } from "./rules/keys-exclude-each-other.ts";
import { kindMismatch } from "./rules/kind-mismatch.ts";
import { malformedAction } from "./rules/malformed-action.ts";
import { malformedVariable } from "./rules/malformed-variable.ts";
import { managedPolicyVersion } from "./rules/managed-policy-version.ts";
import { mfaCondition } from "./rules/mfa-condition.ts";
import { mismatchedAction } from "./rules/mismatched-action.ts";
import { misplacedVariable } from "./rules/misplaced-variable.ts";
import { missingAction } from "./rules/missing-action.ts";
import { missingEffect } from "./rules/missing-effect.ts";
import { missingPrincipal } from "./rules/missing-principal.ts";
import { missingResource } from "./rules/missing-resource.ts";
import { missingSetOperator } from "./rules/missing-set-operator.ts";
import { missingStatement } from "./rules/missing-statement.ts";
import { missingVersion } from "./rules/missing-version.ts";
import { misspelledArn } from "./rules/misspelled-arn.ts";
import { multivaluedVariable } from "./rules/multivalued-variable.ts";
import { nameForId } from "./rules/name-for-id.ts";
import { needsAllResources } from "./rules/needs-all-resources.ts";
import { nestedPolicy } from "./rules/nested-policy.ts";
import { noCombination } from "./rules/no-combination.ts";
import { notPrincipalWithAllow } from "./rules/not-principal-with-allow.ts";
import { notPrincipalWithDeny } from "./rules/not-principal-with-deny.ts";
import { notResourceWithAllow } from "./rules/not-resource-with-allow.ts";
import { nothingAllowed } from "./rules/nothing-allowed.ts";
import { nullWithSetOperator } from "./rules/null-with-set-operator.ts";
import { oneCallSeveralResources } from "./rules/one-call-several-resources.ts";
import { onlyWhenAbsent } from "./rules/only-when-absent.ts";
import { onlyWhenPresent } from "./rules/only-when-present.ts";
import { openToEveryone } from "./rules/open-to-everyone.ts";
import { organizationPolicyVersion } from "./rules/organization-policy-version.ts";
import { outsideBoundary } from "./rules/outside-boundary.ts";
import { passRoleUntrusted } from "./rules/pass-role-untrusted.ts";
import { passesAnyRole } from "./rules/passes-any-role.ts";
import { policyLockout } from "./rules/policy-lockout.ts";
import { policySize } from "./rules/policy-size.ts";
import { privateSourceIp } from "./rules/private-source-ip.ts";
import { privilegeEscalation } from "./rules/privilege-escalation.ts";
import { queuePolicyQuota } from "./rules/queue-policy-quota.ts";
import { rcpAllActions } from "./rules/rcp-all-actions.ts";
import { rcpAllow } from "./rules/rcp-allow.ts";
import { rcpPrincipal } from "./rules/rcp-principal.ts";
import { rcpUnsupportedService } from "./rules/rcp-unsupported-service.ts";
import { redundantEntry } from "./rules/redundant-entry.ts";
import { redundantStatement } from "./rules/redundant-statement.ts";
import { regionGuard } from "./rules/region-guard.ts";
import { resourceMatchesNothing } from "./rules/resource-matches-nothing.ts";
import { resourceNotOfAction } from "./rules/resource-not-of-action.ts";
import { resourceOfAnother } from "./rules/resource-of-another.ts";
import { retiredService } from "./rules/retired-service.ts";
import { roleTrustsItself } from "./rules/role-trusts-itself.ts";
import { roleWithoutPath } from "./rules/role-without-path.ts";
import { scpWithoutEffect } from "./rules/scp-without-effect.ts";
import { serviceNeedsActions } from "./rules/service-needs-actions.ts";
import { serviceWithoutSource } from "./rules/service-without-source.ts";
import { setOperatorOnSingleValue } from "./rules/set-operator-on-single-value.ts";
import { shadowedAllow } from "./rules/shadowed-allow.ts";
import { sourceOfAnotherService } from "./rules/source-of-another-service.ts";
import { stillToFillIn } from "./rules/still-to-fill-in.ts";
import { stringOperatorOnArn } from "./rules/string-operator-on-arn.ts";
import { terraformCondition } from "./rules/terraform-condition.ts";
import { tokenWithoutSubject } from "./rules/token-without-subject.ts";
import { transportCondition } from "./rules/transport-condition.ts";
import { trustPolicyAction } from "./rules/trust-policy-action.ts";
import { unknownAction } from "./rules/unknown-action.ts";
import { unknownConditionKey } from "./rules/unknown-condition-key.ts";
import { unknownElement } from "./rules/unknown-element.ts";
import { unknownOperator } from "./rules/unknown-operator.ts";
import { unknownService } from "./rules/unknown-service.ts";
import { unknownServicePrincipal } from "./rules/unknown-service-principal.ts";
import { unsupportedConditionKey } from "./rules/unsupported-condition-key.ts";
import { unsupportedElement } from "./rules/unsupported-element.ts";
import { usernameOfRole } from "./rules/username-of-role.ts";
import { variableInOldVersion } from "./rules/variable-in-old-version.ts";
import { variableWithoutValue } from "./rules/variable-without-value.ts";
import { wildcardInId } from "./rules/wildcard-in-id.ts";
import { wildcardInStringEquals } from "./rules/wildcard-in-string-equals.ts";
import { withoutAncestors } from "./rules/without-ancestors.ts";
import { wrongType } from "./rules/wrong-type.ts";

export const ALL_CHECKS: readonly Check[] = [
  actionMatchesNothing,
  actionOutOfScope,
  actionWithoutService,
  actionsOfAnotherService,
  aliasAsKey,
  aliasWithoutKey,
  alsoWhenAbsent,
  alwaysHolds,
  attributesWithoutSelect,
  avoidablePrefix,
  bareStatement,
  bucketPolicyMismatch,
  conditionNeverHolds,
  conditionsContradict,
  conflictingDenies,
  conflictingElements,
  deadEntry,
  deletedPrincipal,
  deniesOnlyTogether,
  deniesOtherCallers,
  duplicateElement,
  duplicateSid,
  emptyList,
  federatedPrincipal,
  githubSubject,
  impossibleSubject,
  impossibleValue,
  incompleteArn,
  invalidArn,
  invalidCharacter,
  invalidEffect,
  invalidPrincipal,
  invalidSid,
  invalidVersion,
  keyNotInRequest,
  keyOfAnotherAction,
  keyPolicyExcludes,
  keyPolicyLockout,
  keysExcludeEachOther,
  kindMismatch,
  malformedAction,
  malformedVariable,
  managedPolicyVersion,
  mfaCondition,
  mismatchedAction,
  misplacedVariable,
  missingAction,
  missingEffect,
  missingPrincipal,
  missingResource,
  missingSetOperator,
  missingStatement,
  missingVersion,
  misspelledArn,
  multivaluedVariable,
  nameForId,
  needsAllResources,
  nestedPolicy,
  noCombination,
  notPrincipalWithAllow,
  notPrincipalWithDeny,
  notResourceWithAllow,
  nothingAllowed,
  nullWithSetOperator,
  oneCallSeveralResources,
  onlyWhenAbsent,
  onlyWhenPresent,
  openToEveryone,
  organizationPolicyVersion,
  outsideBoundary,
  passRoleUntrusted,
  passesAnyRole,
  policyLockout,
  policySize,
  privateSourceIp,
  privilegeEscalation,
  queuePolicyQuota,
  rcpAllActions,
  rcpAllow,
  rcpPrincipal,
  rcpUnsupportedService,
  redundantEntry,
  redundantStatement,
  regionGuard,
  resourceMatchesNothing,
  resourceNotOfAction,
  resourceOfAnother,
  retiredService,
  roleTrustsItself,
  roleWithoutPath,
  scpWithoutEffect,
  serviceNeedsActions,
  serviceWithoutSource,
  setOperatorOnSingleValue,
  shadowedAllow,
  sourceOfAnotherService,
  stillToFillIn,
  stringOperatorOnArn,
  terraformCondition,
  tokenWithoutSubject,
  transportCondition,
  trustPolicyAction,
  unknownAction,
  unknownConditionKey,
  unknownElement,
  unknownOperator,
  unknownService,
  unknownServicePrincipal,
  unsupportedConditionKey,
  unsupportedElement,
  usernameOfRole,
  variableInOldVersion,
  variableWithoutValue,
  wildcardInId,
  wildcardInStringEquals,
  withoutAncestors,
  wrongType,
];
