/** What a file says of those who have a policy: that they are administrators, or that they may do everything anyway. */
import { type PolicyUnderCheck } from "../checks/check.ts";
import { administeredBy } from "../checks/for-administrators.ts";
import { type Link, type SiteUse } from "../hosts/host.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";
import { MAY_BE_APART } from "./inline-together.ts";

export function administered(
  { site }: DocumentPolicy,
  { source: { path, text }, links }: PolicyDocument,
): Pick<PolicyUnderCheck, "administers" | "mayDoAll"> {
  const uses = site.uses.length > 0 ? site.uses : [site];
  const names = [...uses.map(({ name }) => name ?? ""), ...site.path, path.slice(path.lastIndexOf("/") + 1)];
  const said = [...names.map(administeredBy), administeredByHolders(uses)];
  const administers = said.find((one) => one === "iam") ?? said.find((one) => one !== undefined);
  const mayDoAll =
    uses.every((use) => isOfFullAdministrators(use, links)) && !MAY_BE_APART.test(text) && !MAY_CHOOSE.test(text);
  return { ...(administers && { administers }), ...(mayDoAll && { mayDoAll }) };
}

/** Of two policies that a template chooses between, one is not there. */
const MAY_CHOOSE = /!If\b|\bFn::If\b/;

/** Of those who have it all count. */
function administeredByHolders(uses: readonly Pick<SiteUse, "stated">[]): ReturnType<typeof administeredBy> {
  const holders = uses.flatMap(({ stated }) => [...stated.declared.holders, ...stated.attachedTo]);
  const said = holders.map(administeredBy);
  return said.every((one) => one !== undefined) ? said[0] : undefined;
}

/** The file gives AWS's AdministratorAccess to each of them. Where nothing of a name is settled, it may be of another. */
function isOfFullAdministrators({ stated: { declared } }: Pick<SiteUse, "stated">, links: readonly Link[]): boolean {
  const { holders, groups = [], sorts, isRepeated } = declared;
  if (holders.length === 0 || groups.length > 0 || isRepeated === true) return false;
  return holders.every(
    (name) =>
      /[\w+=,.@-]/.test(name) &&
      links.some(
        ({ has, holder, held, sort }) =>
          has === "declared-policy" &&
          holder === name &&
          ADMINISTRATOR_ACCESS.test(held) &&
          (sort === undefined || sorts?.get(name)?.has(sort) !== false),
      ),
  );
}

/** Its only statement allows every action on everything. Source: "AdministratorAccess" (AWS Managed Policy Reference Guide). */
const ADMINISTRATOR_ACCESS = /^(?:arn:[^:]*:iam::aws:policy\/)?AdministratorAccess$/;
