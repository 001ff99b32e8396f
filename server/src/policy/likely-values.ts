/** What a value that no request has was probably meant to be. */
import { meantRegions } from "./region-names.ts";
import { type FormName } from "./value-forms.ts";

const PRINCIPAL_TYPES: ReadonlyMap<string, string> = new Map([
  ...["Account", "User", "FederatedUser", "AssumedRole", "Anonymous"].map((one) => [one.toLowerCase(), one] as const),
  ...(["role", "iamrole", "assumed-role"] as const).map((one) => [one, "AssumedRole"] as const),
  ["iamuser", "User"],
  ["root", "Account"],
]);

const ZONE = /^[a-z]+(?:-[a-z]+)+-\d[a-z]$/;

/** The text with its most frequent slips put right, the likeliest first; some of these are no values of the form. */
export function likelyValues(text: string, form: FormName): readonly string[] {
  const lower = text.toLowerCase();
  return [
    text.trim(),
    text.replaceAll("-", ""),
    lower,
    lower.replaceAll("_", "-"),
    text.replaceAll(/([a-z])([A-Z])/g, "$1-$2").toLowerCase(),
    ...(/^(?:aws-kms|AWS:KMS|kms)/i.test(text) ? [lower.replace(/^(?:aws[-_:])?/, "aws:").replaceAll("-", ":")] : []),
    ...(/^aes-?256$/i.test(text) ? ["AES256"] : []),
    text.toUpperCase(),
    `${text}/`,
    ...(ZONE.test(text) ? [text.slice(0, -1)] : []),
    ...slipsOf(text, form),
  ];
}

function slipsOf(text: string, form: FormName): readonly string[] {
  switch (form) {
    case "principal-type": {
      const type = PRINCIPAL_TYPES.get(text.toLowerCase());
      return type === undefined ? [] : [type];
    }
    case "named":
      return [`AWS_${text}`, `REST-${text.toUpperCase()}`];
    case "via-service":
      return /^[a-z0-9-]+(?:\.amazonaws\.com)?$/.test(text) ? [`${text.split(".")[0] ?? text}.*.amazonaws.com`] : [];
    case "resource-type":
      return [text.replaceAll(/:+/g, "::")];
    case "region":
      return meantRegions(text.toLowerCase());
    case "sign-in-endpoint":
      return [`${text.replace(/\/$/, "")}/saml`];
    case "user-name":
      return [text.slice(text.lastIndexOf("/") + 1)];
    case "instance-class":
      return /^[a-z0-9]+\.[a-z0-9]+$/.test(text) ? [`db.${text}`] : [];
    case "service-principal":
      return /^[a-z0-9-]+$/.test(text) ? [`${text}.amazonaws.com`] : [];
    case "operation":
      return /^[a-z0-9-]+:[A-Z]\w+$/.test(text) ? [text.slice(text.indexOf(":") + 1)] : [];
    case "key-alias":
      return /^[\w/-]+$/.test(text) ? [`alias/${text}`] : [text.slice(text.indexOf("alias/"))];
    case "email-address":
      return text.startsWith("@") ? [`*${text}`] : [];
    case "account-id":
      return [/^arn:[^:]*:iam::(\d{12}):root$/.exec(text)?.[1] ?? ""];
    case "canned-acl":
      if (/^full_control$/i.test(text)) return ["bucket-owner-full-control"];
      if (/^public$/i.test(text)) return ["public-read"];
      return CUT_ACLS.filter((one) => text.length >= SHORTEST_ACL && one.startsWith(text.toLowerCase()));
    case "record-name":
      return [text.toLowerCase().replace(/\.$/, "")];
    default:
      return [];
  }
}

/** Only these can be told by their beginning. */
const CUT_ACLS = ["authenticated-read", "aws-exec-read", "bucket-owner-full-control", "log-delivery-write"];
const SHORTEST_ACL = "aws-exec".length;
