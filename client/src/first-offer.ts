/** When the offer of the first start is made: once in a folder, as soon as it holds policies of which nothing is said. */
import { type FirstLookResult } from "../../server/src/lsp/protocol.ts";

type Draft = NonNullable<FirstLookResult["draft"]>;

/** What the offer needs of the editor. */
export interface OfferPlace {
  wasOffered: () => boolean;
  rememberOffer: () => PromiseLike<void>;
  look: () => Promise<FirstLookResult>;
  show: (draft: Draft) => void;
  failed: (error: unknown) => void;
  /** Calls back whenever a file that may hold a policy has come or changed; the function that it gives ends that. */
  onNewFiles: (looked: () => Promise<void>) => () => void;
}

/**
 * A folder that is opened without policies is not taken for one that has had its offer: it is looked at again when files
 * come, one look at a time however many come at once. Where a workspace file says what the policies are attached to,
 * there is nothing to offer.
 */
export async function offerOnce(place: OfferPlace): Promise<() => void> {
  if (place.wasOffered()) return () => undefined;
  const state = { ended: false, again: false };
  let looking: Promise<void> | undefined;
  let endWatch: () => void = () => undefined;
  const end = () => {
    state.ended = true;
    endWatch();
  };
  const lookAround = async () => {
    do {
      state.again = false;
      const { existing, draft } = await place.look();
      if (state.ended) return;
      if (draft !== undefined) {
        end();
        await place.rememberOffer();
        place.show(draft);
      } else if (existing.length > 0) end();
    } while (waits(state));
  };
  const lookOnce = () => {
    state.again = true;
    looking ??= lookAround()
      .catch(place.failed)
      .finally(() => (looking = undefined));
    return looking;
  };
  endWatch = place.onNewFiles(lookOnce);
  await lookOnce();
  return end;
}

function waits(state: { readonly ended: boolean; readonly again: boolean }): boolean {
  return state.again && !state.ended;
}
