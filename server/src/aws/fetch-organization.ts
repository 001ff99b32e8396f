/** The SCPs and RCPs above an account, with the levels that they are attached to. */
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
  type PolicySummary,
} from "@aws-sdk/client-organizations";
import { ask, askForAll } from "./ask.ts";
import { distinct, type Failure } from "./failures.ts";
import { checked, type Session } from "./session.ts";

export interface FetchedOrganization {
  /** As it is saved; undefined where nothing could be read. */
  readonly saved: SavedOrganization | undefined;
  readonly failures: readonly Failure[];
}

interface SavedOrganization {
  readonly Organization: object;
  readonly Parents: readonly { readonly Id: string; readonly ChildId: string }[];
  readonly Targets: readonly { readonly TargetId: string; readonly Policies: readonly PolicySummary[] }[];
  readonly OrganizationPolicies: readonly object[];
}

const FILTERS = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;

/** Organizational units are at most five deep. Source: "Quotas and service limits for AWS Organizations". */
const MOST_LEVELS = 7;

export async function fetchOrganization(session: Session, account: string): Promise<FetchedOrganization> {
  // The service has one endpoint for all Regions.
  const client = checked(new OrganizationsClient({ ...session.client, region: "us-east-1" }));
  const described = await ask(session, "organizations:DescribeOrganization", async (limit) =>
    client.send(new DescribeOrganizationCommand({}), limit),
  );
  if (!described.ok) {
    const isNone = described.failure.cause === "no-organization";
    return { saved: undefined, failures: isNone ? [] : [described.failure] };
  }
  const failures: Failure[] = [];
  const parents = await parentsOf(session, client, account, failures);
  const targets: SavedOrganization["Targets"][number][] = [];
  for (const TargetId of [account, ...parents.map(({ Id }) => Id)]) {
    targets.push({ TargetId, Policies: await policiesOf(session, client, TargetId, failures) });
  }
  const ids = new Set(targets.flatMap(({ Policies }) => Policies.flatMap(({ Id }) => Id ?? [])));
  const policies: object[] = [];
  for (const PolicyId of ids) {
    const answer = await ask(session, "organizations:DescribePolicy", async (limit) =>
      client.send(new DescribePolicyCommand({ PolicyId }), limit),
    );
    if (answer.ok && answer.result.Policy !== undefined) policies.push({ Policy: answer.result.Policy });
    else if (!answer.ok) failures.push(answer.failure);
  }
  const { Id, MasterAccountId } = described.result.Organization ?? {};
  return {
    saved: {
      Organization: { Id, MasterAccountId },
      Parents: parents,
      Targets: targets,
      OrganizationPolicies: policies,
    },
    failures: distinct(failures),
  };
}

async function parentsOf(
  session: Session,
  client: OrganizationsClient,
  account: string,
  failures: Failure[],
): Promise<SavedOrganization["Parents"]> {
  const parents: SavedOrganization["Parents"][number][] = [];
  let ChildId = account;
  while (parents.length < MOST_LEVELS) {
    const answer = await askForAll(session, "organizations:ListParents", async (NextToken) => {
      const page = await client.send(new ListParentsCommand({ ChildId, NextToken }), session.limit());
      return { items: page.Parents, next: page.NextToken };
    });
    if (!answer.ok) failures.push(ofMember(answer.failure));
    const [parent] = answer.ok ? answer.result : [];
    if (parent?.Id === undefined) break;
    parents.push({ Id: parent.Id, ChildId });
    if (parent.Type === "ROOT") break;
    ChildId = parent.Id;
  }
  return parents;
}

async function policiesOf(
  session: Session,
  client: OrganizationsClient,
  TargetId: string,
  failures: Failure[],
): Promise<readonly PolicySummary[]> {
  const found: PolicySummary[] = [];
  for (const Filter of FILTERS) {
    const answer = await askForAll(session, "organizations:ListPoliciesForTarget", async (NextToken) => {
      const page = await client.send(
        new ListPoliciesForTargetCommand({ TargetId, Filter, NextToken }),
        session.limit(),
      );
      return { items: page.Policies, next: page.NextToken };
    });
    if (answer.ok) found.push(...answer.result);
    else failures.push(ofMember(answer.failure));
  }
  return found;
}

/**
 * Of a member account nearly every call about the organization is denied, in words that name no permission. Where AWS
 * names one, it is the permission that lacks.
 */
function ofMember(failure: Failure): Failure {
  if (failure.cause !== "denied" || /not authorized to perform/i.test(failure.message ?? "")) return failure;
  return {
    ...failure,
    cause: "not-management-account",
    sentence: "Only the management account, or an account it delegates to, may read the organization.",
    next: "Use credentials of the management account, or ask somebody who has them for the SCPs.",
  };
}
