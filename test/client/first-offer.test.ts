/** The status bar's offer of the first start: made once, when there is something to offer, and never again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { offerOnce, type OfferPlace } from "../../client/src/first-offer.ts";
import { type FirstLookResult } from "../../server/src/lsp/protocol.ts";

const NOTHING: FirstLookResult = { existing: [], draft: undefined };
const POLICIES: FirstLookResult = {
  existing: [],
  draft: { uri: "file:///w/iam-verdict.json", text: "{}", summary: "3 policies" },
};
const CONFIGURED: FirstLookResult = { existing: ["file:///w/iam-verdict.json"], draft: undefined };

/** A window on one folder; what is remembered outlives it. */
function folder(remembered = { offered: false }) {
  const shown: string[] = [];
  const failures: unknown[] = [];
  let found = NOTHING;
  let looks = 0;
  let watching: (() => Promise<void>) | undefined;
  const place: OfferPlace = {
    wasOffered: () => remembered.offered,
    rememberOffer: () => Promise.resolve(void (remembered.offered = true)),
    look: () => Promise.resolve(found).finally(() => (looks += 1)),
    show: ({ summary }) => shown.push(summary),
    failed: (error) => failures.push(error),
    onNewFiles: (looked) => {
      watching = looked;
      return () => (watching = undefined);
    },
  };
  return {
    remembered,
    shown,
    failures,
    place,
    holds: (what: FirstLookResult) => (found = what),
    fileComes: async () => watching?.(),
    isWatching: () => watching !== undefined,
    looks: () => looks,
  };
}

test("a folder with policies gets its offer once", async () => {
  const first = folder();
  first.holds(POLICIES);
  await offerOnce(first.place);
  await first.fileComes();
  assert.deepEqual(first.shown, ["3 policies"]);
  assert.equal(first.isWatching(), false);
  const later = folder(first.remembered);
  later.holds(POLICIES);
  await offerOnce(later.place);
  assert.deepEqual(later.shown, []);
  assert.equal(later.looks(), 0);
});

test("a folder that is opened without policies gets its offer when they come, in this window or a later one", async () => {
  const first = folder();
  await offerOnce(first.place);
  assert.equal(first.remembered.offered, false);
  await first.fileComes();
  assert.deepEqual(first.shown, []);
  first.holds(POLICIES);
  await first.fileComes();
  await first.fileComes();
  assert.deepEqual(first.shown, ["3 policies"]);

  const closed = folder();
  await offerOnce(closed.place);
  const reopened = folder(closed.remembered);
  reopened.holds(POLICIES);
  await offerOnce(reopened.place);
  assert.deepEqual(reopened.shown, ["3 policies"]);
});

test("a folder with a workspace file is offered nothing, and not watched", async () => {
  const here = folder();
  here.holds(CONFIGURED);
  await offerOnce(here.place);
  assert.deepEqual([here.shown, here.isWatching(), here.remembered.offered], [[], false, false]);
});

test("a thousand files at once are one look more, or two", async () => {
  const here = folder();
  await offerOnce(here.place);
  await Promise.all(Array.from({ length: 1000 }, () => here.fileComes()));
  assert.ok(here.looks() <= 3, String(here.looks()));
});

test("an offer that was put away while the server looked is not shown", async () => {
  const here = folder();
  const end = await offerOnce(here.place);
  here.holds(POLICIES);
  const looked = here.fileComes();
  end();
  await looked;
  assert.deepEqual([here.shown, here.isWatching()], [[], false]);
});

test("a look that fails is reported, and the next file is looked at", async () => {
  const here = folder();
  const { look } = here.place;
  here.place.look = () => Promise.reject(new Error("the server is gone"));
  await offerOnce(here.place);
  assert.equal(here.failures.length, 1);
  here.place.look = look;
  here.holds(POLICIES);
  await here.fileComes();
  assert.deepEqual(here.shown, ["3 policies"]);
});
