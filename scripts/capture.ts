/**
 * npm run capture -- local [FOLDER]
 *
 * Writes what the program reads of this machine into FOLDER (default: test/fixtures/node/capture-DATE), laid out by
 * path, with names taken out (scripts/scrub-capture.ts), and capture.json beside it. Never overwrites.
 */
import {mkdir, writeFile} from 'node:fs/promises';
import {hostname, userInfo} from 'node:os';
import {dirname, join} from 'node:path';
import {discoverSensors} from '../source/clients/discover-sensors.ts';
import {factFiles} from '../source/clients/proc-facts.ts';
import {counterFiles} from '../source/clients/proc-probe.ts';
import {parseOsRelease} from '../source/parsers/os-release.ts';
import {localFiles} from '../source/transport/local-files.ts';
import {scrubFile} from './scrub-capture.ts';

const mostBytes = 262_144;

await main(process.argv.slice(2));

async function main([kind, folder, ...rest]: readonly string[]): Promise<void> {
	const date = new Date().toISOString().slice(0, 10);
	if (kind !== 'local' || rest.length > 0) {
		console.error('Usage: npm run capture -- local [FOLDER]');
		process.exitCode = 2;
		return;
	}

	const target = folder ?? `test/fixtures/node/capture-${date}`;
	const {texts, changes} = await readScrubbed();
	try {
		await mkdir(dirname(target), {recursive: true});
		await mkdir(target);
	} catch (error) {
		console.error(`Cannot make ${target}: ${error instanceof Error ? error.message : error}`);
		process.exitCode = 1;
		return;
	}

	for (const [path, text] of texts) {
		await mkdir(dirname(join(target, path)), {recursive: true});
		await writeFile(join(target, path), text, {flag: 'wx'});
	}

	const description = {
		kind: 'capture',
		command: 'npm run capture -- local',
		kernel: texts.get(factFiles.kernel)?.trim(),
		os: parseOsRelease(texts.get(factFiles.os) ?? '').value,
		date,
		scrubbed: changes,
	};
	await writeFile(join(target, 'capture.json'), `${JSON.stringify(description, null, '\t')}\n`);
	console.log(`${texts.size} files in ${target}. Read them before you publish them.`);
}

/** Files that are missing or longer than 256 KiB are left out. */
async function readScrubbed() {
	const files = localFiles();
	const {changing, fixed} = await discoverSensors(files);
	const paths = [...counterFiles, ...Object.values(factFiles), '/proc/self/mounts', ...changing];
	const scrubbing = {hostname: hostname(), userNames: [userInfo().username]};
	const texts = new Map<string, string>();
	const changes: string[] = [];
	for (const path of new Set([...paths, ...fixed.keys()])) {
		const text = await files.readFile(path, mostBytes);
		if (text.ok) {
			const scrubbed = scrubFile(path, text.value, scrubbing);
			texts.set(path, scrubbed.text);
			changes.push(...scrubbed.changes);
		}
	}

	return {texts, changes};
}
