/** The name of the panel for VS Code; the manifest wakes the extension by it. */
export const PANEL_TYPE = "iamVerdict.explanation";
