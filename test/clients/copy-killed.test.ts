/** What a node has when the program that copies a model to it is killed, at any moment. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {CopyingChild} from '../helpers/children/copy-model.ts';
import {aBigModel, aCopyNode, type CopyNode, wholeModels} from '../helpers/copy-rack.ts';
import {seededChance} from '../helpers/seeded-chance.ts';

const kills = process.env['FULL'] === '1' ? 100 : 8;
const child = join(import.meta.dirname, '../helpers/children/copy-model.ts');
/** Some are killed when they have ended. */
const beyond = 1.15;

test.each([
	['its Ollama fetches', []],
	['its files are laid', ['PermitListen none']],
] as const)(
	'where %s, never lists a model that is not whole, and the next copy ends well',
	async (_, config) => {
		const source = await aCopyNode({name: 'source', models: [aBigModel('big', 6_000_000)]});
		const target = await aCopyNode({
			...{name: 'target', config, models: [{name: 'tiny'}], pullBytesPerSecond: 4_000_000},
		});
		const chance = seededChance(8);
		const words = {source: childPlace(source), target: childPlace(target)};
		const startMs = performance.now();
		expect(await copyAndKill(words, 60_000)).toBe('done');
		const wholeMs = performance.now() - startMs;
		await removeBig(target);
		let ends = 0;
		for (let round = 0; round < kills; round += 1) {
			ends += (await copyAndKill(words, chance() * beyond * wholeMs)) === 'done' ? 1 : 0;
			const listed = wholeModels(target.ollama.folder);
			expect(listed['tiny:latest']).toBeDefined();
			if (listed['big:latest'] !== undefined) {
				await removeBig(target);
			}
		}

		process.stdout.write(`${kills} kills, ${ends} of them after the end\n`);
		expect(ends).toBeLessThan(kills);
		expect(await copyAndKill(words, 60_000)).toBe('done');
		expect(Object.keys(wholeModels(target.ollama.folder)).toSorted()).toEqual([
			'big:latest',
			'tiny:latest',
		]);
		expect(wholeModels(target.ollama.folder)).toMatchObject(wholeModels(source.ollama.folder));
	},
);

const childPlace = ({sshd, ollama}: CopyNode): CopyingChild['source'] => ({
	...{sshd, port: ollama.port},
});

/** The last word of the child; it is killed so long after its start. */
async function copyAndKill(words: CopyingChild, afterMs: number): Promise<string> {
	const copying = spawn(process.execPath, [child, JSON.stringify(words)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = once(copying, 'close');
	let last = '';
	createInterface({input: copying.stdout}).on('line', line => {
		last = line;
	});
	await Promise.race([sleep(afterMs), ended]);
	copying.kill('SIGKILL');
	await ended;
	return last;
}

async function removeBig({ollama}: CopyNode): Promise<void> {
	const {status} = await fetch(`${ollama.url}/api/delete`, {
		method: 'DELETE',
		body: JSON.stringify({model: 'big'}),
	});
	expect(status).toBe(200);
}
