/**
 * Roles are assumed as every other call is made: in the Region of the session, through its proxy and with its log. The SDK
 * would do so for some roles and not for others, and warn on the console.
 */
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  STSClient,
  type STSClientConfig,
} from "@aws-sdk/client-sts";
import { type fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { NotAnAwsAnswer } from "./problems.ts";

type Chain = Exclude<Parameters<typeof fromNodeProviderChain>[0], undefined>;
type RoleAssumers = Required<Pick<Chain, "roleAssumer" | "roleAssumerWithWebIdentity">>;

/** `settings` throws where an endpoint is set that is none. */
export function roleAssumers(settings: () => STSClientConfig): RoleAssumers {
  return {
    roleAssumer: async (credentials, asked) => {
      const client = new STSClient({ ...settings(), credentials });
      return identityOf((await client.send(new AssumeRoleCommand(asked))).Credentials);
    },
    roleAssumerWithWebIdentity: async (asked) => {
      const client = new STSClient(settings());
      return identityOf((await client.send(new AssumeRoleWithWebIdentityCommand(asked))).Credentials);
    },
  };
}

function identityOf({ AccessKeyId, SecretAccessKey, SessionToken, Expiration }: Partial<Credentials> = {}) {
  if (AccessKeyId === undefined || SecretAccessKey === undefined) {
    throw new NotAnAwsAnswer(200, "without credentials");
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    ...(Expiration === undefined ? {} : { expiration: Expiration }),
  };
}
