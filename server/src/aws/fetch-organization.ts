/** The SCPs and RCPs above an account, with the levels that they are attached to. */
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
  type PolicySummary,
} from "@aws-sdk/client-organizations";
import { refusalInWords } from "../telling/refusal-in-words.ts";
import { ask, askForAll, failed, policyIn } from "./ask.ts";
import { distinct, type Failure, otherAccount } from "./failures.ts";
import { NotAnAwsAnswer } from "./problems.ts";
import { type Session } from "./session.ts";
import { callerAccount } from "./who-am-i.ts";

export interface FetchedOrganization {
  /** As it is saved; undefined where nothing could be read. */
  readonly saved: SavedOrganization | undefined;
  readonly failures: readonly Failure[];
  /** That there is none, where AWS says so. */
  readonly none?: string;
}

/** What could not be had is left out: a list that is missing is not an empty one. */
interface SavedOrganization {
  readonly Organization: object;
  /** From the account up to the root; a chain that breaks off would deny what is above it. */
  readonly Parents?: readonly Parent[];
  readonly Targets: readonly { readonly TargetId: string; readonly Policies?: readonly PolicySummary[] }[];
  readonly OrganizationPolicies: readonly object[];
}

interface Parent {
  readonly Id: string;
  readonly ChildId: string;
}

const FILTERS = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;

/** Organizational units are at most five deep. Source: "Quotas and service limits for AWS Organizations". */
const MOST_LEVELS = 7;

export async function fetchOrganization(session: Session, account: string): Promise<FetchedOrganization> {
  return await new FetchingOrganization(session).above(account);
}

class FetchingOrganization {
  readonly #session: Session;
  readonly #client: OrganizationsClient;
  readonly #failures: Failure[] = [];
  /** Whose credentials these are, and who may read the organization. */
  #caller: string | undefined;
  #management: string | undefined;

  constructor(session: Session) {
    this.#session = session;
    // The service has one endpoint for all Regions of a partition, which the client finds by the Region.
    this.#client = new OrganizationsClient(session.clientFor("Organizations"));
  }

  async above(account: string): Promise<FetchedOrganization> {
    const call = "organizations:DescribeOrganization";
    const described = await ask(this.#session, call, async (limit) =>
      this.#client.send(new DescribeOrganizationCommand({}), limit),
    );
    if (!described.ok) {
      const { failure } = described;
      return failure.cause === "no-organization"
        ? { saved: undefined, ...(await this.#noneOf(account, failure)) }
        : { saved: undefined, failures: [failure] };
    }
    const { Id, MasterAccountId } = described.result.Organization ?? {};
    if (Id === undefined) return { saved: undefined, failures: [this.#without(call, "without the organization")] };
    this.#management = MasterAccountId;
    this.#caller = await callerAccount(this.#session);
    const { parents, isWhole } = await this.#parentsOf(account);
    const targets: SavedOrganization["Targets"][number][] = [];
    for (const TargetId of [account, ...parents.map((parent) => parent.Id)]) {
      const Policies = await this.#policiesOf(TargetId);
      targets.push(Policies === undefined ? { TargetId } : { TargetId, Policies });
    }
    const ids = new Set(targets.flatMap(({ Policies = [] }) => Policies.flatMap((policy) => policy.Id ?? [])));
    const saved = {
      Organization: { Id, MasterAccountId },
      ...(isWhole ? { Parents: parents } : {}),
      Targets: targets,
      OrganizationPolicies: await this.#described(ids),
    };
    return { saved, failures: distinct(this.#failures) };
  }

  /** AWS speaks of the account of the credentials; of another one nothing is known then. */
  async #noneOf(account: string, failure: Failure): Promise<Pick<FetchedOrganization, "failures" | "none">> {
    const caller = await callerAccount(this.#session);
    return caller === undefined || caller === account
      ? { failures: [], none: `${failure.sentence} ${failure.next}` }
      : { failures: [failure, otherAccount(caller, account)] };
  }

  async #parentsOf(account: string): Promise<{ readonly parents: readonly Parent[]; readonly isWhole: boolean }> {
    const call = "organizations:ListParents";
    const parents: Parent[] = [];
    for (let ChildId = account; parents.length < MOST_LEVELS;) {
      const { items, failure } = await askForAll(
        this.#session,
        call,
        async (NextToken) => {
          const page = await this.#send(new ListParentsCommand({ ChildId, NextToken }));
          // A child has one parent alone, so that nothing is behind it. Source: "ListParents".
          return { items: page.Parents, next: page.Parents?.length === 1 ? undefined : page.NextToken };
        },
        ChildId,
      );
      const [parent] = items;
      if (failure !== undefined) this.#note(failure);
      else if (parent?.Id === undefined) this.#failures.push(this.#without(call, "without a parent"));
      if (failure !== undefined || parent?.Id === undefined) return { parents, isWhole: false };
      parents.push({ Id: parent.Id, ChildId });
      if (parent.Type === "ROOT") return { parents, isWhole: true };
      ChildId = parent.Id;
    }
    this.#failures.push(this.#without(call, "with more levels than there are"));
    return { parents: [], isWhole: false };
  }

  /** Undefined where nothing of it could be had. */
  async #policiesOf(TargetId: string): Promise<readonly PolicySummary[] | undefined> {
    const found: PolicySummary[] = [];
    let isAnswered = false;
    for (const Filter of FILTERS) {
      const { items, failure } = await askForAll(
        this.#session,
        "organizations:ListPoliciesForTarget",
        async (NextToken) => {
          const page = await this.#send(new ListPoliciesForTargetCommand({ TargetId, Filter, NextToken }));
          return { items: page.Policies, next: page.NextToken };
        },
        TargetId,
      );
      found.push(...items);
      if (failure === undefined || items.length > 0) isAnswered = true;
      if (failure !== undefined) this.#note(failure);
    }
    return isAnswered ? found : undefined;
  }

  async #described(ids: ReadonlySet<string>): Promise<readonly object[]> {
    const call = "organizations:DescribePolicy";
    const policies: object[] = [];
    for (const PolicyId of ids) {
      const answer = await ask(this.#session, call, async (limit) =>
        this.#client.send(new DescribePolicyCommand({ PolicyId }), limit),
      );
      if (!answer.ok) this.#note({ ...answer.failure, lacking: [PolicyId] });
      else if (policyIn(answer.result.Policy?.Content ?? "") === undefined) {
        this.#failures.push({ ...this.#without(call, "without the policy"), lacking: [PolicyId] });
      } else policies.push({ Policy: answer.result.Policy });
    }
    return policies;
  }

  readonly #send: OrganizationsClient["send"] = (async (command: never) =>
    this.#session.inTime((limit) => this.#client.send(command, limit))) as OrganizationsClient["send"];

  #without(call: string, what: string): Failure {
    return failed(this.#session, call, new NotAnAwsAnswer(200, what)).failure;
  }

  #note(failure: Failure): void {
    const isOfOrganization = refusalInWords(failure.message ?? "")?.isOfOrganization === true;
    this.#failures.push(failure.cause === "denied" || isOfOrganization ? this.#ofMember(failure) : failure);
  }

  /**
   * Of a member account nearly every call about the organization is denied, in words that name no permission. Where AWS
   * names one, it is the permission that lacks, and so it is where these are credentials of the management account.
   */
  #ofMember(failure: Failure): Failure {
    const [caller, management] = [this.#caller, this.#management];
    if (/not authorized to perform/i.test(failure.message ?? "") || caller === management) return failure;
    if (caller === undefined || management === undefined) {
      const hint = "If these are not credentials of the management account, use those: few others may read it.";
      return { ...failure, sentence: `${failure.sentence} ${hint}` };
    }
    return {
      ...failure,
      cause: "not-management-account",
      sentence: `Only the management account, ${management}, or an account it delegates to, may read the organization, and the credentials are those of account ${caller}.`,
      next: "Use credentials of the management account, or ask somebody who has them for the SCPs.",
    };
  }
}
