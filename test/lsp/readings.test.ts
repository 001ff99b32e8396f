/** A long text is read after what has arrived behind it, such as a hover in another file; any other at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Configurations } from "../../server/src/lsp/configurations.ts";
import { createReadings } from "../../server/src/lsp/readings.ts";
import { yieldToEvents } from "../../server/src/lsp/run-safe.ts";
import { type ServiceSource } from "../../server/src/lsp/service-source.ts";
import { type SurroundingsSource } from "../../server/src/lsp/surroundings.ts";
import { createWork } from "../../server/src/lsp/work.ts";

const LOG = { error: () => undefined, warn: () => undefined, info: () => undefined };

for (const { form, length, before } of [
  { form: "an ordinary file", length: 6_000, before: 2 },
  { form: "a snapshot of an account", length: 5_000_000, before: 0 },
]) {
  test(`${form}: ${before} steps of two are taken before the next message`, async () => {
    let steps = 0;
    const service = {
      *read() {
        steps++;
        yield;
        steps++;
        return {};
      },
    };
    const services = { service: () => Promise.resolve(service) } as unknown as ServiceSource;
    const configurations = { of: () => Promise.resolve({}) } as unknown as Configurations;
    const surroundings = { current: () => undefined } as unknown as SurroundingsSource;
    const readings = createReadings(services, configurations, surroundings, createWork(), () => [], LOG);
    const uri = "file:///a.json";
    const text = TextDocument.create(uri, "json", 1, " ".repeat(length));
    const version = { uri, version: 1, serial: 1, languageId: "json", text, isNewest: () => true };
    const read = readings.of(version);
    await yieldToEvents();
    assert.equal(steps, before);
    await read;
    assert.equal(steps, 2);
  });
}
