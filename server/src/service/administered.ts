/** What a file says of those who have a policy: that they are administrators, or that they may do everything anyway. */
import { type PolicyUnderCheck } from "../checks/check.ts";
import { administeredBy } from "../checks/for-administrators.ts";
import { type Link, type SiteUse } from "../hosts/host.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";
import { MAY_BE_APART } from "./inline-together.ts";

export function administered(
  { site }: DocumentPolicy,
  document: PolicyDocument,
): Pick<PolicyUnderCheck, "administers" | "mayDoAll"> {
  const { path } = document.source;
  const uses = site.uses.length > 0 ? site.uses : [site];
  const names = [...uses.map(({ name }) => name ?? ""), ...site.path, path.slice(path.lastIndexOf("/") + 1)];
  const said = [...names.map(administeredBy), administeredByHolders(uses)];
  const administers = said.find((one) => one === "iam") ?? said.find((one) => one !== undefined);
  const full = fullAdministrators(document);
  const mayDoAll = full.size > 0 && uses.every((use) => isOfThose(use, full));
  return { ...(administers && { administers }), ...(mayDoAll && { mayDoAll }) };
}

/** Of those who have it all count. */
function administeredByHolders(uses: readonly Pick<SiteUse, "stated">[]): ReturnType<typeof administeredBy> {
  const holders = uses.flatMap(({ stated }) => [...stated.declared.holders, ...stated.attachedTo]);
  const said = holders.map(administeredBy);
  return said.every((one) => one !== undefined) ? said[0] : undefined;
}

function isOfThose({ stated: { declared } }: Pick<SiteUse, "stated">, full: FullAdministrators): boolean {
  const { holders, groups = [], sorts, isRepeated } = declared;
  if (holders.length === 0 || groups.length > 0 || isRepeated === true) return false;
  return holders.every((name) =>
    full.get(name)?.some((sort) => sort === undefined || sorts?.get(name)?.has(sort) !== false),
  );
}

/** By their names, with what each is. */
type FullAdministrators = ReadonlyMap<string, readonly Link["sort"][]>;

/** Those to whom the file gives AWS's AdministratorAccess. It is asked for each policy of a file. */
function fullAdministrators(document: PolicyDocument): FullAdministrators {
  const known = FULL.get(document) ?? fullIn(document);
  FULL.set(document, known);
  return known;
}

const FULL = new WeakMap<PolicyDocument, FullAdministrators>();

function fullIn({ links, source: { text } }: PolicyDocument): FullAdministrators {
  const found = links.filter(
    // Where nothing of a name is settled, it may be of another.
    ({ has, holder, held }) =>
      has === "declared-policy" && /[\w+=,.@-]/.test(holder) && ADMINISTRATOR_ACCESS.test(held),
  );
  if (found.length === 0 || MAY_BE_APART.test(text) || MAY_CHOOSE.test(text)) return new Map();
  const full = new Map<string, Link["sort"][]>();
  for (const { holder, sort } of found) {
    const sorts = full.get(holder);
    if (sorts === undefined) full.set(holder, [sort]);
    else sorts.push(sort);
  }
  return full;
}

/** Its only statement allows every action on everything. Source: "AdministratorAccess" (AWS Managed Policy Reference Guide). */
const ADMINISTRATOR_ACCESS = /^(?:arn:[^:]*:iam::aws:policy\/)?AdministratorAccess$/;

/** Of two policies that a template chooses between, one is not there. */
const MAY_CHOOSE = /!If\b|\bFn::If\b/;
