/** A new statement that allows what was asked for and nothing else. */
import { type Policy } from "../../policy/policy.ts";
import { addStatement } from "./edits.ts";
import { type JsonText } from "./layout.ts";
import { type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk, roleRisk } from "./proposal.ts";

/** At most one: in the policy with the nearest statement. */
export function statementProposals(scene: FixScene): readonly FixProposal[] {
  const policy = scene.policies[0];
  const elements = policy === undefined ? undefined : elementsFor(policy.policy, scene);
  if (policy === undefined || elements === undefined) return [];
  const edit = addStatement(scene.textOf(policy.file), policy.policy, { ...sidFor(policy.policy, scene), ...elements });
  if (edit === undefined) return [];
  const named = elements["Principal"] === undefined ? [] : pathRisk(scene);
  return [
    {
      kind: "add-statement",
      change: { change: "add-statement", file: policy.file, policyName: policy.name, to: scene.action },
      risks: [...named, ...ownerRisk(scene), ...roleRisk(scene)],
      edits: [{ ...edit, file: policy.file }],
      given: givenFor(scene),
      attached: undefined,
      cost: 3,
    },
  ];
}

function elementsFor(policy: Policy, scene: FixScene): { readonly [key: string]: JsonText } | undefined {
  const { layer, action, resource, caller } = scene;
  const principal = caller === undefined ? undefined : { [caller.type]: caller.text };
  const start = { Effect: "Allow" };
  switch (layer) {
    case "identity":
    case "boundary":
    case "session":
    case "scp":
      return resource === undefined ? undefined : { ...start, Action: action, Resource: resource };
    case "resource":
      if (principal === undefined || resource === undefined) return undefined;
      return { ...start, Principal: principal, Action: action, Resource: resource };
    case "key-policy":
      if (principal === undefined || resource === undefined) return undefined;
      return { ...start, Principal: principal, Action: action, Resource: keyResource(policy, resource) };
    case "trust":
      return principal === undefined ? undefined : { ...start, Principal: principal, Action: action };
    case "vpc-endpoint":
      // A gateway endpoint takes a principal other than `*` for the account's root user alone, so a condition names it.
      if (caller?.type !== "AWS" || resource === undefined || !namesEveryone(policy)) return undefined;
      return {
        ...start,
        Principal: "*",
        Action: action,
        Resource: resource,
        Condition: { ArnEquals: { "aws:PrincipalArn": caller.text } },
      };
    case "rcp":
      return undefined;
  }
}

/** In a key policy `*` means this key; it is written if the policy writes it so already. Source: "Key policies in AWS KMS". */
function keyResource(policy: Policy, key: string): string {
  return policy.statements.some(({ resource }) => resource?.entries.some(({ text }) => text === "*")) ? "*" : key;
}

function namesEveryone(policy: Policy): boolean {
  return policy.statements.some(({ principal }) => principal?.form === "everyone");
}

function givenFor({ layer, caller }: FixScene): FixProposal["given"] {
  if (layer !== "vpc-endpoint" || caller === undefined) return NOTHING_GIVEN;
  return new Map([["aws:principalarn", { state: "present", form: "single", values: [caller.text] }]]);
}

/** A Sid of its own where the other statements have one: letters and digits, which every kind of policy takes. */
function sidFor({ statements }: Policy, { action }: FixScene): { readonly Sid?: string } {
  const sids = new Set(statements.flatMap(({ sid }) => (sid === undefined ? [] : [sid.text])));
  if (sids.size === 0) return {};
  const base = `Allow${action
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")}`;
  let sid = base;
  for (let count = 2; sids.has(sid); count++) sid = `${base}${count}`;
  return { Sid: sid };
}
