// The workbench as a person uses it: places on the screen and keys, by the names that people see.

/**
 * Wraps a page that shows the workbench with a folder. Every method waits until what it asks for is there, and no longer.
 */
export function createWorkbench(page, folder) {
  const editors = page.locator(".editor-instance .monaco-editor");
  const quickInput = page.locator(".quick-input-widget:visible");
  const input = quickInput.locator("input").first();

  const actUntil = async (target, act, most = 10) => {
    // What is done while the workbench is still starting may be lost; doing it again does no harm here.
    for (let tries = 1; ; tries++) {
      await act(tries);
      try {
        return await target.waitFor({ timeout: 4000 });
      } catch (error) {
        if (tries === most) throw error;
      }
    }
  };
  const pressUntil = (key, target) => actUntil(target, () => page.keyboard.press(key));
  const hosts = hostStarts(page);

  /** Whether what an extension in the page brings is there, in a load in which it has a chance to come. */
  const comes = (target) => {
    const isThere = target.waitFor({ state: "attached", timeout: LOAD_MS }).then(
      () => true,
      () => false,
    );
    return Promise.race([isThere, hosts.startedAgain().then(() => false)]);
  };

  return {
    page,
    /** Where the workspace is on this machine. */
    folder,
    /** The editor that shows a text. */
    editorWith: (text) => editors.filter({ hasText: text }).first(),
    squiggles: page.locator(".squiggly-error, .squiggly-warning"),
    problemWith: (text) => page.locator(".markers-panel .monaco-list-row", { hasText: text }).first(),
    notification: (text) => page.locator(".notifications-toasts .notification-list-item", { hasText: text }),
    tab: (name) => page.getByRole("tab", { name }).first(),
    inputBox: (placeholder) => page.locator(`.quick-input-widget:visible input[placeholder*="${placeholder}"]`),

    /** A folder or a file in the Explorer. */
    treeItem: (name) => page.getByRole("treeitem", { name }),

    async openFile(folder, name) {
      const file = this.treeItem(name);
      await this.treeItem(folder).waitFor();
      if (!(await file.isVisible())) await this.treeItem(folder).click();
      await file.dblclick();
      await page.getByRole("tab", { name }).waitFor();
      await editors.first().locator(".view-line").first().waitFor();
    },

    /** Opens a file of the workspace by its path, whatever is in it. */
    async openPath(path) {
      await pressUntil("Control+p", input);
      await page.keyboard.insertText(path);
      await quickInput
        .getByRole("option", { name: path.split("/").at(-1) })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
      await page.locator(`.tab.active[data-resource-name="${path.split("/").at(-1)}"]`).waitFor();
      await page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
    },

    /** Saves the file in front; an open list is closed. */
    async save() {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+s");
      await page.locator(".tab.active:not(.dirty)").first().waitFor();
    },

    /** Puts the cursor at a place counted from 1, and keeps the mouse off the text so that no hover comes up. */
    async goTo(line, column) {
      await this.parkMouse();
      await pressUntil("Control+g", input);
      await page.keyboard.insertText(`${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: `Ln ${line}, Col ${column}` }).waitFor();
    },

    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),

    async parkMouse() {
      await page.mouse.move(900, 850);
      await page.keyboard.press("Escape");
    },

    showProblems: () => pressUntil("Control+Shift+M", page.locator(".markers-panel")),

    async hidePanel() {
      await page.keyboard.press("Control+j");
      await page.locator(".markers-panel").waitFor({ state: "hidden" });
    },

    /** Moves the mouse over the first place of a word in the editor in front; returns the hover that holds a text. */
    async hoverOver(word, text) {
      const hover = page.locator(".monaco-hover:visible", { hasText: text }).first();
      await actUntil(hover, async () => {
        await this.parkMouse();
        await editors.first().locator(".view-line span > span", { hasText: word }).first().hover();
      });
      return hover;
    },

    async runCommand(title) {
      await this.listCommands(title);
      await page.keyboard.press("Enter");
    },

    /** The command palette with what it offers for a beginning. */
    listCommands(text, most) {
      // An open palette does not learn of commands whose extension is read only then, so it is opened anew.
      const act = async (tries) => {
        if (tries > 1) await page.keyboard.press("Escape");
        await pressUntil("F1", input);
        await page.keyboard.insertText(text);
      };
      return actUntil(quickInput.getByRole("option", { name: text.trim() }).first(), act, most);
    },

    /** The same in a page that may have to be loaded anew, as `openInPage` says. */
    async runCommandInPage(title) {
      for (let loads = 1; ; loads++) {
        try {
          await this.listCommands(title, TRIES_IN_LOAD);
          await page.keyboard.press("Enter");
          return loads > 1 ? `${loads} loads` : undefined;
        } catch (error) {
          if (loads === MOST_LOADS) throw error;
        }
        await this.reload();
      }
    },

    /** Into the editor in front. */
    async paste(text) {
      await page.evaluate((one) => navigator.clipboard.writeText(one), text);
      await page.keyboard.press("Control+v");
    },

    /** Types a text into the open list and takes the first entry for it. */
    async answerWith(text) {
      await input.waitFor();
      await actUntil(quickInput.getByRole("option", { name: text }).first(), () => input.fill(text));
      await page.keyboard.press("Enter");
    },

    /** Puts a text into the open input box at once, as pasting does, and accepts it once it is there. */
    async answer(text) {
      for (let tries = 1; (await input.inputValue()) !== text; tries++) {
        if (tries > 20) throw new Error(`the input box does not take ${text}`);
        // What comes while the box is still opening is lost.
        await input.focus();
        await page.keyboard.insertText(text);
      }
      await page.keyboard.press("Enter");
    },

    /** The editor that shows a text with the cursor on a line counted from 1. */
    editorAt: (text, line) =>
      editors.filter({ hasText: text, has: page.locator(".active-line-number", { hasText: new RegExp(`^${line}$`) }) }),

    explanation: createExplanation(page),

    /** The rows of an open list. */
    choices: quickInput.locator(".monaco-list-row"),
    inputTitled: (title) => quickInput.filter({ hasText: title }),

    async closeEditor(name) {
      await page.getByRole("tab", { name }).first().click({ button: "middle" });
      await page.getByRole("tab", { name }).first().waitFor({ state: "hidden" });
    },

    /** A button in the title of the editor in front. */
    pressTitleAction: (name) => page.locator(".editor-actions").getByRole("button", { name }).first().click(),

    /** The cursor goes into the editor that shows a text. */
    async focusEditor(text) {
      await editors.filter({ hasText: text }).first().locator(".view-line").first().click();
    },

    /**
     * Opens a file of the workspace by what is given, once or in every new load of the page, until the editor shows what the
     * extension finds. Says so where one load was not enough.
     */
    async openInPage(open) {
      for (let loads = 1; ; loads++) {
        if ((await open(comes)) && (await comes(this.squiggles.first())))
          return loads > 1 ? `${loads} loads` : undefined;
        if (loads === MOST_LOADS) throw new Error(`no extension woke in ${loads} loads of the page: ${hosts.told()}`);
        hosts.forget();
        await this.reload();
      }
    },

    /** Reloads the window; what is not saved is kept by the workbench. */
    async reload() {
      page.once("dialog", (dialog) => dialog.accept());
      await page.reload();
    },

    picture: (path) => page.screenshot({ path }),

    /** The colours of two texts in the editor in front, as soon as they are what is wanted. */
    async coloursUntil(one, other, isWanted) {
      for (let tries = 1; ; tries++) {
        const colours = [];
        for (const text of [one, other]) {
          const line = editors.first().locator(".view-line span > span", { hasText: text }).last();
          await line.waitFor({ state: "attached" });
          colours.push(await line.evaluate((element) => getComputedStyle(element).color));
        }
        if (isWanted(colours)) return colours;
        if (tries === 400) throw new Error(`${one} and ${other} have the colours ${colours.join(" and ")}`);
        await page.waitForFunction(() => new Promise((resolve) => requestAnimationFrame(() => resolve(true))));
      }
    },
  };
}

const MOST_LOADS = 6;
const TRIES_IN_LOAD = 4;
const LOAD_MS = 40_000;

/**
 * VS Code now and then starts its hosts of extensions a second time while a page is loaded, and wakes no extension in the
 * page after that; its console tells both starts. Another load is the way out, for people, too.
 */
function hostStarts(page) {
  let lines = [];
  let onSecond;
  let second = new Promise((resolve) => (onSecond = resolve));
  page.on("console", (message) => {
    if (!/extension ?host/i.test(message.text())) return;
    lines.push(message.text());
    if (lines.filter((line) => /Creating a socket \(renderer-ExtensionHost-[^)]*\)\.\.\./.test(line)).length === 2)
      onSecond();
  });
  return {
    startedAgain: () => second,
    /** The console's lines about the hosts since the page was loaded. */
    told: () => lines.join(" | "),
    forget() {
      lines = [];
      second = new Promise((resolve) => (onSecond = resolve));
    },
  };
}

/** The explanation panel: a page of its own inside two frames. */
function createExplanation(page) {
  const frame = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  return {
    page: frame,
    press: (name) => frame.getByRole("button", { name }).first().click(),

    async pressByKey(name) {
      await frame.getByRole("button", { name, exact: true }).first().focus();
      await page.keyboard.press("Enter");
    },

    /** Waits until something inside the panel has the focus, by its id. */
    hasFocusOn: (id) => frame.locator(`[id="${id}"]:focus`).waitFor({ state: "attached" }),

    /** Of the panel, and what its content needs of it. */
    widths: () =>
      frame.locator("body").evaluate(({ clientWidth, scrollWidth }) => ({ own: clientWidth, needed: scrollWidth })),

    widthOf: (selector) =>
      frame
        .locator(selector)
        .first()
        .evaluate((element) => element.clientWidth),

    /** What the page's style comes to, and what the theme says. */
    styleOf: (selector) =>
      frame
        .locator(selector)
        .first()
        .evaluate((element) => {
          const probe = document.createElement("div");
          document.body.append(probe);
          const theme = getComputedStyle(document.documentElement).getPropertyValue("--vscode-button-background");
          // Set from a script, which the page's policy lets pass, to have the color in the same form.
          probe.style.backgroundColor = theme;
          const themeButton = getComputedStyle(probe).backgroundColor;
          probe.remove();
          const blocked = document.querySelector(".step-blocked .node");
          return {
            backgroundColor: getComputedStyle(element).backgroundColor,
            themeButton,
            blockedIsSquare: getComputedStyle(blocked).borderRadius === "6px",
          };
        }),
  };
}
