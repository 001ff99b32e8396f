// In place of AWS: says nothing until it is to speak, and then who the caller is.
import { once } from "node:events";
import { createServer } from "node:http";
import { until } from "./poll.mjs";

const ARN = "arn:aws:sts::111122223333:assumed-role/build-bot/run";
const IDENTITY = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${ARN}</Arn><UserId>AROAEXAMPLE:run</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Gives back the variables that lead there, and who waits for an answer. */
export async function startSilentAws() {
  const waiting = new Set();
  let speaks = false;
  const server = createServer((request, response) => {
    if (speaks) {
      response.writeHead(200, { "content-type": "text/xml" }).end(IDENTITY);
      return;
    }
    waiting.add(request);
    response.once("close", () => waiting.delete(request));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_REGION: "eu-west-1",
      AWS_CONFIG_FILE: "/nonexistent/config",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
    },
    arn: ARN,
    asked: () => until("a request to AWS", 60_000, () => waiting.size > 0),
    left: () => until("the end of the request", 60_000, () => waiting.size === 0),
    speak: () => (speaks = true),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
