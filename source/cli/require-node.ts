/**
 * Imported before everything else, so that an old Node says what it lacks before a newer module fails in it. Uses
 * nothing that an old Node does not have.
 */
import process from 'node:process';

const leastMajor = 22;
const leastMinor = 19;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
	process.stderr.write(
		`clusterdeck: needs Node ${leastMajor}.${leastMinor} or later, found ${process.versions.node}: install a newer one from https://nodejs.org.\n`,
	);
	process.exit(2);
}
