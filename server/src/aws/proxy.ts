/** Which proxy a host is asked through: the one that a setting names, else that of the environment. */
import { getProxyForUrl } from "proxy-from-env";

/** Of the user's settings. */
export interface ProxySetting {
  /** Empty for none. */
  readonly url: string;
  /** Hosts that are asked directly, as NO_PROXY names them. */
  readonly excepted: readonly string[];
}

/**
 * `origin`: as `https://sts.amazonaws.com:443`. Empty for none; what NO_PROXY excepts, no setting brings back. The
 * setting goes first, as in VS Code itself. Source: the description of the setting `http.proxy`.
 */
export function proxyFor(origin: string, setting: ProxySetting | undefined): string {
  const { env } = process;
  const names = `${env["no_proxy"] || env["NO_PROXY"] || ""},${setting?.excepted.join(",") ?? ""}`.split(/[,\s]+/);
  const excepted = names.filter((name) => name !== "").flatMap(withHostsBelow);
  const named = setting === undefined || setting.url === "" ? {} : { https_proxy: setting.url };
  // The names in small letters go first; where letters make no difference they are the only ones.
  return withVariables({ ...named, no_proxy: excepted.join(",") }, () => getProxyForUrl(origin));
}

/**
 * `amazonaws.com` excepts `sts.amazonaws.com`, too; the library wants a dot in front for that. Source: "ENVIRONMENT
 * VARIABLES" of curl's manual.
 */
function withHostsBelow(name: string): readonly string[] {
  return /^[.*]/.test(name) ? [name] : [name, `.${name}`];
}

function withVariables<Result>(variables: Readonly<Record<string, string>>, run: () => Result): Result {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(variables)) set(name, value);
  try {
    return run();
  } finally {
    for (const [name, value] of before) set(name, value);
  }
}
