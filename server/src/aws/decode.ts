/** What an encoded authorization message says. */
import { DecodeAuthorizationMessageCommand, STSClient } from "@aws-sdk/client-sts";
import { type Answer, ask, failed, objectIn } from "./ask.ts";
import { NotAnAwsAnswer } from "./problems.ts";
import { type Session } from "./session.ts";

/** The decoded message: JSON, as AWS writes it. */
export async function decodeMessage(session: Session, encoded: string): Promise<Answer<object>> {
  const call = "sts:DecodeAuthorizationMessage";
  const client = new STSClient(session.clientFor("STS"));
  const command = new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (!answer.ok) return answer;
  const decoded = objectIn(answer.result.DecodedMessage ?? "");
  return decoded === undefined
    ? failed(session, call, new NotAnAwsAnswer(200, "without a decoded message"))
    : { ok: true, result: decoded };
}
