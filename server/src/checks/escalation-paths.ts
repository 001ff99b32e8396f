/**
 * Single permissions by which a caller can get more than was granted, where they are for every user, group, role or
 * policy. Source: "Actions, resources, and condition keys for AWS Identity and Access Management" for what they allow.
 * Ways that take several permissions are not here, and passing roles has a check of its own.
 */
export type Escalation =
  "new-content" | "attached" | "written" | "joined" | "credentials" | "trust" | "limits" | "other-limits";

export interface EscalationPath {
  readonly action: string;
  readonly by: Escalation;
  /** What stands behind `arn:aws:iam::111122223333:`, of a thing that no pattern for certain ones is likely to name. */
  readonly on: string;
}

const USER = "user/zq7";
const GROUP = "group/zq7";
const ROLE = "role/zq7";
const POLICY = "policy/zq7";

export const ESCALATION_PATHS: readonly EscalationPath[] = [
  { action: "iam:CreatePolicyVersion", by: "new-content", on: POLICY },
  { action: "iam:AttachUserPolicy", by: "attached", on: USER },
  { action: "iam:AttachGroupPolicy", by: "attached", on: GROUP },
  { action: "iam:AttachRolePolicy", by: "attached", on: ROLE },
  { action: "iam:PutUserPolicy", by: "written", on: USER },
  { action: "iam:PutGroupPolicy", by: "written", on: GROUP },
  { action: "iam:PutRolePolicy", by: "written", on: ROLE },
  { action: "iam:AddUserToGroup", by: "joined", on: GROUP },
  { action: "iam:CreateAccessKey", by: "credentials", on: USER },
  { action: "iam:CreateLoginProfile", by: "credentials", on: USER },
  { action: "iam:UpdateLoginProfile", by: "credentials", on: USER },
  { action: "iam:UpdateAssumeRolePolicy", by: "trust", on: ROLE },
  { action: "iam:DeleteUserPermissionsBoundary", by: "limits", on: USER },
  { action: "iam:DeleteRolePermissionsBoundary", by: "limits", on: ROLE },
  { action: "iam:PutUserPermissionsBoundary", by: "other-limits", on: USER },
  { action: "iam:PutRolePermissionsBoundary", by: "other-limits", on: ROLE },
];
