/** The policies of a role or a user, in the shape of `iam get-account-authorization-details`. */
import {
  GetAccountAuthorizationDetailsCommand,
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
} from "@aws-sdk/client-iam";
import { type Answer, ask, askForAll, decodedPolicy, failed } from "./ask.ts";
import { readArn } from "../policy/arn.ts";
import { distinct, type Failure, otherAccount } from "./failures.ts";
import { NotAnAwsAnswer } from "./problems.ts";
import { type Session } from "./session.ts";

/** What was fetched, and what could not be: the rest is worth having all the same. */
export interface Fetched {
  readonly details: Details;
  readonly failures: readonly Failure[];
}

export interface Details {
  RoleDetailList: object[];
  UserDetailList: object[];
  GroupDetailList: object[];
  Policies: object[];
}

interface InlinePolicy {
  readonly PolicyName: string;
  /** Undefined where it could not be had: that there is such a policy is known all the same. */
  readonly PolicyDocument?: object;
}

interface AttachedPolicy {
  readonly PolicyName?: string | undefined;
  readonly PolicyArn?: string | undefined;
}

export type PrincipalName = { readonly kind: "role" | "user"; readonly name: string };

/** `account`: that of the principal who is meant; credentials of another account find a namesake, which is not kept. */
export async function fetchPrincipal(
  session: Session,
  principal: PrincipalName,
  account: string | undefined,
): Promise<Fetched> {
  const fetching = new Fetching(session, account);
  await (principal.kind === "role" ? fetching.role(principal.name) : fetching.user(principal.name));
  return { details: fetching.details, failures: fetching.failures };
}

/** Everything at once. Source: "GetAccountAuthorizationDetails". */
export async function fetchAccount(session: Session): Promise<Fetched> {
  const client = new IAMClient(session.clientFor("IAM"));
  const call = "iam:GetAccountAuthorizationDetails";
  const { items, failure } = await askForAll(session, call, async (Marker) => {
    const command = new GetAccountAuthorizationDetailsCommand({ Marker });
    const page = await session.inTime((limit) => client.send(command, limit));
    const { RoleDetailList, UserDetailList, GroupDetailList, Policies } = page;
    const lists = Object.entries({ RoleDetailList, UserDetailList, GroupDetailList, Policies });
    const isThere = lists.some(([, list]) => list !== undefined);
    const details = lists.flatMap(([name, list]) => (list ?? []).map((item: object) => ({ name, item })));
    return { items: isThere ? details : undefined, next: page.Marker, isMore: page.IsTruncated };
  });
  const details = emptyDetails();
  const failures = failure === undefined ? [] : [failure];
  for (const { name, item } of items) {
    try {
      details[name as keyof Details].push(withDecoded(item) as object);
    } catch (error) {
      failures.push(failed(session, call, error).failure);
    }
  }
  return { details, failures: distinct(failures) };
}

/** The account that roles, users and groups name; undefined where there are none. */
export function accountOfDetails({ RoleDetailList, UserDetailList, GroupDetailList }: Details): string | undefined {
  const holders: readonly { readonly Arn?: unknown }[] = [...RoleDetailList, ...UserDetailList, ...GroupDetailList];
  return holders.flatMap(({ Arn }) => (typeof Arn === "string" ? (readArn(Arn)?.account ?? []) : []))[0];
}

export function emptyDetails(): Details {
  return { RoleDetailList: [], UserDetailList: [], GroupDetailList: [], Policies: [] };
}

const DOCUMENTS: ReadonlySet<string> = new Set(["AssumeRolePolicyDocument", "PolicyDocument", "Document"]);

/** Every policy document in it decoded; dates as texts. */
function withDecoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDecoded);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      DOCUMENTS.has(key) && typeof inner === "string" ? decodedPolicy(inner) : withDecoded(inner),
    ]),
  );
}

class Fetching {
  readonly details = emptyDetails();
  readonly failures: Failure[] = [];
  readonly #session: Session;
  readonly #client: IAMClient;
  readonly #account: string | undefined;
  readonly #managed = new Set<string>();
  /** Lists that could not be had, or not whole. */
  #cutLists = 0;

  constructor(session: Session, account: string | undefined) {
    this.#session = session;
    this.#account = account;
    this.#client = new IAMClient(session.clientFor("IAM"));
  }

  async role(RoleName: string): Promise<void> {
    const answer = await ask(this.#session, "iam:GetRole", async (limit) =>
      this.#client.send(new GetRoleCommand({ RoleName }), limit),
    );
    const role = answer.ok ? answer.result.Role : undefined;
    if (role === undefined) {
      this.#note(answer, "iam:GetRole");
      return;
    }
    if (this.#isOfAnotherAccount(role.Arn)) return;
    const cutBefore = this.#cutLists;
    const [inline, attached] = [await this.#inlineOfRole(RoleName), await this.#attachedToRole(RoleName)];
    const trust = this.#decoded("iam:GetRole", role.AssumeRolePolicyDocument, "its trust policy");
    this.details.RoleDetailList.push({
      ...{ RoleName: role.RoleName, Path: role.Path, Arn: role.Arn, RoleId: role.RoleId },
      ...(trust === undefined ? {} : { AssumeRolePolicyDocument: trust }),
      ...(role.PermissionsBoundary === undefined ? {} : { PermissionsBoundary: role.PermissionsBoundary }),
      RolePolicyList: inline,
      AttachedManagedPolicies: attached,
      ...this.#cutSince(cutBefore),
    });
    await this.#managedPolicies(attached, role.PermissionsBoundary?.PermissionsBoundaryArn);
  }

  async user(UserName: string): Promise<void> {
    const answer = await ask(this.#session, "iam:GetUser", async (limit) =>
      this.#client.send(new GetUserCommand({ UserName }), limit),
    );
    const user = answer.ok ? answer.result.User : undefined;
    if (user === undefined) {
      this.#note(answer, "iam:GetUser");
      return;
    }
    if (this.#isOfAnotherAccount(user.Arn)) return;
    const cutBefore = this.#cutLists;
    const [inline, attached] = [await this.#inlineOfUser(UserName), await this.#attachedToUser(UserName)];
    const groups = await this.#list("iam:ListGroupsForUser", UserName, async (Marker) => {
      const page = await this.#send(new ListGroupsForUserCommand({ UserName, Marker }));
      return { items: page.Groups, next: page.Marker, isMore: page.IsTruncated };
    });
    this.details.UserDetailList.push({
      ...{ UserName: user.UserName, Path: user.Path, Arn: user.Arn, UserId: user.UserId },
      ...(user.PermissionsBoundary === undefined ? {} : { PermissionsBoundary: user.PermissionsBoundary }),
      GroupList: groups?.map(({ GroupName }) => GroupName),
      UserPolicyList: inline,
      AttachedManagedPolicies: attached,
      ...this.#cutSince(cutBefore),
    });
    await this.#managedPolicies(attached, user.PermissionsBoundary?.PermissionsBoundaryArn);
    for (const { GroupName, Arn } of groups ?? []) if (GroupName !== undefined) await this.#group(GroupName, Arn);
  }

  #isOfAnotherAccount(arn: string | undefined): boolean {
    const found = arn?.split(":")[4];
    if (found === undefined || this.#account === undefined || found === this.#account) return false;
    this.failures.push(otherAccount(found, this.#account));
    return true;
  }

  async #group(GroupName: string, Arn: string | undefined): Promise<void> {
    const cutBefore = this.#cutLists;
    const names = await this.#list("iam:ListGroupPolicies", GroupName, async (Marker) => {
      const page = await this.#send(new ListGroupPoliciesCommand({ GroupName, Marker }));
      return { items: page.PolicyNames, next: page.Marker, isMore: page.IsTruncated };
    });
    const inline = await this.#inline("iam:GetGroupPolicy", names, async (PolicyName) =>
      this.#send(new GetGroupPolicyCommand({ GroupName, PolicyName })),
    );
    const attached = await this.#list("iam:ListAttachedGroupPolicies", GroupName, async (Marker) => {
      const page = await this.#send(new ListAttachedGroupPoliciesCommand({ GroupName, Marker }));
      return { items: page.AttachedPolicies, next: page.Marker, isMore: page.IsTruncated };
    });
    const lists = { GroupPolicyList: inline, AttachedManagedPolicies: attached };
    this.details.GroupDetailList.push({ GroupName, Arn, ...lists, ...this.#cutSince(cutBefore) });
    await this.#managedPolicies(attached, undefined);
  }

  async #inlineOfRole(RoleName: string): Promise<readonly InlinePolicy[] | undefined> {
    const names = await this.#list("iam:ListRolePolicies", RoleName, async (Marker) => {
      const page = await this.#send(new ListRolePoliciesCommand({ RoleName, Marker }));
      return { items: page.PolicyNames, next: page.Marker, isMore: page.IsTruncated };
    });
    return await this.#inline("iam:GetRolePolicy", names, async (PolicyName) =>
      this.#send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    );
  }

  async #attachedToRole(RoleName: string): Promise<readonly AttachedPolicy[] | undefined> {
    return await this.#list("iam:ListAttachedRolePolicies", RoleName, async (Marker) => {
      const page = await this.#send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
      return { items: page.AttachedPolicies, next: page.Marker, isMore: page.IsTruncated };
    });
  }

  async #inlineOfUser(UserName: string): Promise<readonly InlinePolicy[] | undefined> {
    const names = await this.#list("iam:ListUserPolicies", UserName, async (Marker) => {
      const page = await this.#send(new ListUserPoliciesCommand({ UserName, Marker }));
      return { items: page.PolicyNames, next: page.Marker, isMore: page.IsTruncated };
    });
    return await this.#inline("iam:GetUserPolicy", names, async (PolicyName) =>
      this.#send(new GetUserPolicyCommand({ UserName, PolicyName })),
    );
  }

  async #attachedToUser(UserName: string): Promise<readonly AttachedPolicy[] | undefined> {
    return await this.#list("iam:ListAttachedUserPolicies", UserName, async (Marker) => {
      const page = await this.#send(new ListAttachedUserPoliciesCommand({ UserName, Marker }));
      return { items: page.AttachedPolicies, next: page.Marker, isMore: page.IsTruncated };
    });
  }

  async #inline(
    call: string,
    names: readonly string[] | undefined,
    get: (name: string) => Promise<{ readonly PolicyDocument?: string | undefined }>,
  ): Promise<readonly InlinePolicy[] | undefined> {
    if (names === undefined) return undefined;
    const policies: InlinePolicy[] = [];
    for (const PolicyName of names) {
      try {
        policies.push({ PolicyName, PolicyDocument: decodedPolicy((await get(PolicyName)).PolicyDocument) });
      } catch (error) {
        policies.push({ PolicyName });
        this.#note(failed(this.#session, call, error), call, PolicyName);
      }
    }
    return policies;
  }

  async #managedPolicies(attached: readonly AttachedPolicy[] | undefined, boundary: string | undefined): Promise<void> {
    const arns = [...(attached ?? []).map(({ PolicyArn }) => PolicyArn), boundary].filter((arn) => arn !== undefined);
    for (const arn of arns) {
      if (this.#managed.has(arn)) continue;
      this.#managed.add(arn);
      await this.#managedPolicy(arn);
    }
  }

  async #managedPolicy(PolicyArn: string): Promise<void> {
    const answer = await ask(this.#session, "iam:GetPolicy", async (limit) =>
      this.#client.send(new GetPolicyCommand({ PolicyArn }), limit),
    );
    const policy = answer.ok ? answer.result.Policy : undefined;
    const VersionId = policy?.DefaultVersionId;
    if (policy === undefined || VersionId === undefined) {
      this.#note(answer, "iam:GetPolicy", PolicyArn);
      return;
    }
    const call = "iam:GetPolicyVersion";
    const version = await ask(this.#session, call, async (limit) =>
      this.#client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }), limit),
    );
    if (!version.ok) this.#note(version, call, PolicyArn);
    const document = version.ok ? this.#decoded(call, version.result.PolicyVersion?.Document, PolicyArn) : undefined;
    if (document === undefined) return;
    this.details.Policies.push({
      ...{ PolicyName: policy.PolicyName, Arn: policy.Arn ?? PolicyArn, DefaultVersionId: VersionId },
      PolicyVersionList: [{ VersionId, IsDefaultVersion: true, Document: document }],
    });
  }

  /** Whoever reads it again knows that there may be more. */
  #cutSince(before: number): { readonly IsTruncated?: true } {
    return this.#cutLists > before ? { IsTruncated: true } : {};
  }

  readonly #send: IAMClient["send"] = (async (command: never) =>
    this.#session.inTime((limit) => this.#client.send(command, limit))) as IAMClient["send"];

  /** Undefined where nothing of it could be had: what is not known is left out of what is saved. */
  async #list<Item>(
    call: string,
    holder: string,
    page: Parameters<typeof askForAll<Item>>[2],
  ): Promise<readonly Item[] | undefined> {
    const { items, failure } = await askForAll(this.#session, call, page, holder);
    if (failure !== undefined) {
      this.failures.push(failure);
      this.#cutLists++;
    }
    return failure !== undefined && items.length === 0 ? undefined : items;
  }

  #decoded(call: string, document: string | undefined, about: string): object | undefined {
    try {
      return decodedPolicy(document);
    } catch (error) {
      this.#note(failed(this.#session, call, error), call, about);
      return undefined;
    }
  }

  /** `lacking`: the name of what is not there because of it. */
  #note(answer: Answer<unknown>, call: string, lacking?: string): void {
    const { failure } = answer.ok
      ? failed(this.#session, call, new NotAnAwsAnswer(200, "without what was asked for"))
      : answer;
    this.failures.push(lacking === undefined ? failure : { ...failure, lacking: [lacking] });
  }
}
