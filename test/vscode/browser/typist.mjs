// Somebody who writes by completion in the editor in front: each key is pressed by itself and counted.

/** Further down the list nobody looks: the next letter is sooner typed. */
const MOST_DOWN = 3;
/** A list that does not change for so long is the whole list. */
const STEADY_MS = 200;
/** A list that has not opened by then does not open by itself. */
const OPENS_WITHIN_MS = 1500;
const LONGEST_MS = 20_000;

/** Keys go to the editor that has the focus. */
export function createTypist(page) {
  let keys = 0;
  let openedByHand = 0;
  const press = async (key) => {
    keys++;
    await page.keyboard.press(key);
  };

  /** The open list as it stays: which labels it shows, where in it they are, and which of them Enter takes. */
  const steadyList = async (waitMs) => {
    const end = performance.now() + waitMs;
    let last = "";
    let since = performance.now();
    for (;;) {
      const list = await page.evaluate(readList);
      const now = JSON.stringify(list);
      if (now !== last) [last, since] = [now, performance.now()];
      const steady = performance.now() - since >= STEADY_MS;
      if (list.rows.length > 0 && steady) return list;
      if (performance.now() > end && (list.rows.length === 0 || steady)) return undefined;
      await page.waitForTimeout(30);
    }
  };

  /** The list that has opened by itself, or that a key opens. */
  const openList = async () => {
    const list = await steadyList(OPENS_WITHIN_MS);
    if (list !== undefined) return list;
    openedByHand++;
    await press("Control+Space");
    return steadyList(LONGEST_MS);
  };

  const changedFrom = async (before) => {
    const end = performance.now() + LONGEST_MS;
    while ((await page.evaluate(readText)) === before) {
      if (performance.now() > end) throw new Error("the text in the editor has not changed");
      await page.waitForTimeout(20);
    }
  };

  /** What is taken may be what is typed already: then the list goes, and the text stays. */
  const taken = async (act) => {
    const before = await page.evaluate(readText);
    await act();
    const end = performance.now() + LONGEST_MS;
    while ((await page.evaluate(readText)) === before && (await page.evaluate(readList)).rows.length > 0) {
      if (performance.now() > end) throw new Error("the key took nothing from the list");
      await page.waitForTimeout(20);
    }
  };

  return {
    get keys() {
      return keys;
    },
    /** How often nothing was offered until a key asked for it. */
    get openedByHand() {
      return openedByHand;
    },
    press,
    async type(text) {
      for (const sign of text) await press(sign === "\n" ? "Enter" : sign);
    },
    /** With one key, until the text is another. */
    async paste(text) {
      await page.evaluate((one) => navigator.clipboard.writeText(one), text);
      const before = await page.evaluate(readText);
      await press("Control+v");
      await changedFrom(before);
    },
    /** Types as much of the label as it takes to have it near the head of the list, goes down to it, and takes it. */
    async take(label) {
      for (let typed = 0; ; typed++) {
        const list = await openList();
        const row = list?.rows.find((one) => one.label === label);
        const down = row === undefined || list === undefined ? -1 : row.index - list.focused;
        if (down >= 0 && down <= MOST_DOWN) {
          for (let times = 0; times < down; times++) await press("ArrowDown");
          return taken(() => press("Enter"));
        }
        if (typed === label.length) {
          const shown = (list?.rows ?? []).map((one) => one.label).join(", ");
          throw new Error(`'${label}' is not offered, but: ${shown}\n${await page.evaluate(readText)}`);
        }
        await press(label[typed]);
      }
    },
    /** What the editor shows. */
    text: () => page.evaluate(readText),
  };
}

/** Runs in the page. Rows are not in the order in which they are seen. */
function readList() {
  const widget = document.querySelector(".suggest-widget.visible");
  const elements = [...(widget?.querySelectorAll(".monaco-list-row") ?? [])];
  const rows = elements
    .map((row) => ({
      label: row.querySelector(".label-name")?.textContent ?? "",
      index: Number(row.getAttribute("data-index")),
      focused: row.classList.contains("focused"),
    }))
    .sort((a, b) => a.index - b.index);
  return { rows, focused: rows.find((row) => row.focused)?.index ?? -1 };
}

/** Runs in the page. Lines are not in the order in which they are seen. */
function readText() {
  const lines = [...document.querySelectorAll(".editor-group-container.active .monaco-editor .view-line")];
  return lines
    .map((line) => ({ top: parseFloat(line.style.top), text: line.textContent.replaceAll("\u00a0", " ") }))
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text)
    .join("\n");
}
