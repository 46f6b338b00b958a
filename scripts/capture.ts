/**
 * npm run capture -- local [FOLDER]
 * npm run capture -- HOST [FOLDER]
 *
 * Writes what the program reads of this machine, or of a host that ssh knows, into FOLDER (default:
 * test/fixtures/node/capture-DATE), laid out by path, with names taken out (scripts/scrub-capture.ts), and capture.json
 * beside it. Of a host also what nvidia-smi, vcgencmd and tegrastats say once, as tools/NAME.txt. HOST is logged in to
 * as the program does it: its host key has to be known (clusterdeck nodes accept-key). Never overwrites.
 */
import {mkdir, writeFile} from 'node:fs/promises';
import {hostname, userInfo} from 'node:os';
import {dirname, join} from 'node:path';
import {discoverSensors} from '../source/clients/discover-sensors.ts';
import {factFiles} from '../source/clients/proc-facts.ts';
import {counterFiles} from '../source/clients/proc-probe.ts';
import type {HostName, NodeName} from '../source/domain/ids.ts';
import {isDialledName} from '../source/parsers/config-words.ts';
import {parseOsRelease} from '../source/parsers/os-release.ts';
import {localFiles} from '../source/transport/local-files.ts';
import {readRemote} from './capture-remote.ts';
import {type Scrubbing, scrubFile} from './scrub-capture.ts';

const mostBytes = 262_144;

await main(process.argv.slice(2));

async function main([host = '', folder, ...rest]: readonly string[]): Promise<void> {
	const date = new Date().toISOString().slice(0, 10);
	if (!isDialledName(host) || rest.length > 0) {
		console.error(
			'Usage: npm run capture -- local [FOLDER]\n       npm run capture -- HOST [FOLDER]',
		);
		process.exitCode = 2;
		return;
	}

	const target = folder ?? `test/fixtures/node/capture-${date}`;
	try {
		const {texts, changes, ...rest} = host === 'local' ? await readLocal() : await readHost(host);
		await write(target, texts, {
			kind: 'capture',
			...rest,
			kernel: texts.get(factFiles.kernel)?.trim(),
			os: parseOsRelease(texts.get(factFiles.os) ?? '').value,
			date,
			scrubbed: changes,
		});
		console.log(`${texts.size} files in ${target}. Read them before you publish them.`);
	} catch (error) {
		console.error(`No capture in ${target}: ${error instanceof Error ? error.message : error}`);
		process.exitCode = 1;
	}
}

async function write(
	target: string,
	texts: ReadonlyMap<string, string>,
	description: Readonly<Record<string, unknown>>,
): Promise<void> {
	await mkdir(dirname(target), {recursive: true});
	await mkdir(target);
	for (const [path, text] of texts) {
		await mkdir(dirname(join(target, path)), {recursive: true});
		await writeFile(join(target, path), text, {flag: 'wx'});
	}

	await writeFile(join(target, 'capture.json'), `${JSON.stringify(description, null, '\t')}\n`);
}

/** Paths come from the other machine: what is no plain path below /proc, /sys, /etc, /usr or our tools is left out. */
async function readHost(host: HostName & NodeName) {
	const {texts, names, reader} = await readRemote(host);
	const safe = [...texts].filter(([path]) =>
		/^\/(?:proc|sys|etc|usr|tools)(?:\/[\w:.+-]+)+$/.test(path),
	);
	const scrubbed = scrub(
		safe.filter(([path]) => !path.split('/').includes('..')),
		names,
	);
	return {...scrubbed, command: 'npm run capture -- HOST', reader};
}

/** Files that are missing or longer than 256 KiB are left out. */
async function readLocal() {
	const files = localFiles();
	const {changing, fixed} = await discoverSensors(files);
	const paths = [...counterFiles, ...Object.values(factFiles), '/proc/self/mounts', ...changing];
	const read: (readonly [string, string])[] = [];
	for (const path of new Set([...paths, ...fixed.keys()])) {
		const text = await files.readFile(path, mostBytes);
		if (text.ok) {
			read.push([path, text.value]);
		}
	}

	const names = {hostname: hostname(), userNames: [userInfo().username]};
	return {...scrub(read, names), command: 'npm run capture -- local'};
}

function scrub(read: ReadonlyArray<readonly [string, string]>, names: Scrubbing) {
	const texts = new Map<string, string>();
	const changes: string[] = [];
	for (const [path, text] of read) {
		const scrubbed = scrubFile(path, text, names);
		texts.set(path, scrubbed.text);
		changes.push(...scrubbed.changes);
	}

	return {texts, changes};
}
