const { promises } = require("node:fs");

exports.copyFile = (from, to, mode) => promises.copyFile(from, to, mode);
exports.cp = (from, to, options) => promises.cp(from, to, { recursive: true, ...options });
exports.isCloneSupported = async () => false;
